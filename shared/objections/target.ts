import type { JointCase } from '../cases/joint-case.ts';
import type { Failure } from '../kernel/failure.ts';
import type { CreditRecord } from '../records/record.ts';
import type { HeadKey } from '../register/head.ts';
import type { Target } from './objection.ts';

/** What an objection is against, as it was just read. */
export type Objected =
  | { readonly type: 'record'; readonly key: HeadKey; readonly record: CreditRecord }
  | { readonly type: 'case'; readonly key: HeadKey; readonly joint: JointCase };

/** The head itself. */
export const headOf = (objected: Objected): CreditRecord | JointCase =>
  objected.type === 'record' ? objected.record : objected.joint;

/** Whose own word it is: who wrote a record; who proposed a case and who decided it. None of them decides on an objection to it (I7). */
export const authorsOf = (objected: Objected): readonly string[] => {
  if (objected.type === 'record') return [objected.record.author];
  const { author, decision } = objected.joint;
  return [author, ...(decision ? [decision.officer] : [])];
};

/** What an objection keeps of what it is against. */
export const targetOf = (objected: Objected): Target => {
  const { id, version } = headOf(objected);
  const { type, key } = objected;
  const authors = authorsOf(objected);
  if (objected.type === 'record') {
    const { kind, documentNumber } = objected.record;
    return { type, id, key, version, kind, documentNumber, authors };
  }
  const { behaviour: kind, act } = objected.joint;
  return { type, id, key, version, kind, documentNumber: act.documentNumber, authors };
};

/** Whether it can no longer be objected to, for it has ended. */
export const hasEnded = (objected: Objected): boolean => headOf(objected).state === 'ended';

/** What stands against an objection: what it is against has ended, or is a case that is only proposed, which a statement answers. */
export const notObjectable = (objected: Objected): readonly Failure[] => {
  const { state } = headOf(objected);
  const isUndecidedCase = objected.type === 'case' && objected.joint.decision === undefined;
  return hasEnded(objected) || isUndecidedCase
    ? [{ kind: 'state-forbids', pointer: '/target/id', parameters: { state } }]
    : [];
};
