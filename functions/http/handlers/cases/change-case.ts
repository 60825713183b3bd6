import type * as z from 'zod';
import type { CaseContext } from '../../../../shared/cases/case-context.ts';
import type { CaseLists } from '../../../../shared/cases/case-lists.ts';
import { type CaseStore, hasRoom, type StoredCase } from '../../../../shared/cases/case-store.ts';
import { toCaseView } from '../../../../shared/cases/case-view.ts';
import type { JointCase } from '../../../../shared/cases/joint-case.ts';
import { maySee } from '../../../../shared/cases/visibility.ts';
import type { Caller } from '../../../../shared/http/event.ts';
import type { Operation } from '../../../../shared/http/operation.ts';
import type { Failures } from '../../../../shared/kernel/failure.ts';
import { fail, type Result } from '../../../../shared/kernel/result.ts';
import type { CreditRecord } from '../../../../shared/records/record.ts';
import type { Transition } from '../../../../shared/register/head.ts';
import { type ChangeDependencies, changeHead } from '../change-head.ts';

export interface CaseDependencies extends ChangeDependencies {
  readonly cases: CaseStore;
  readonly lists: CaseLists;
  /** Every record on a subject, read consistently. */
  readonly recordsOn: (subjectKey: string) => Promise<readonly CreditRecord[]>;
}

type Changed = Result<JointCase, Failures>;

/** How an operation changes a case. */
interface CaseStep<Body> {
  /** What it must leave room for; absent for what no length of the case may keep from being done. */
  readonly leaves?: Parameters<typeof hasRoom>[1];
  readonly transition: Transition<JointCase['state']>;
  readonly change: (jointCase: JointCase, body: Body, context: CaseContext) => Changed | Promise<Changed>;
}

/** A case that the caller may know of. */
export const visibleCase = async (
  cases: Pick<CaseStore, 'find'>,
  id: string,
  caller: Caller,
): Promise<StoredCase | undefined> => {
  const stored = await cases.find(id);
  return stored !== undefined && maySee(stored.image, caller) ? stored : undefined;
};

/** The organisation's case, read consistently, where a case is on a responsible person. */
export const organisationOf = async (
  cases: Pick<CaseStore, 'get'>,
  { responsibility }: JointCase,
): Promise<{ readonly organisation?: JointCase }> => {
  const stored = responsibility && (await cases.get(responsibility.organisationCase.key));
  return stored === undefined ? {} : { organisation: stored.image };
};

/** A change that makes a case longer than an item can be is refused, not failed. */
const within = (changed: Changed, { leaves }: Pick<CaseStep<unknown>, 'leaves'>): Changed =>
  changed.ok && leaves && !hasRoom(changed.value, leaves) ? fail([{ kind: 'case-too-long' }]) : changed;

/** A function that changes a case. */
export const changeCase = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: CaseDependencies,
  step: CaseStep<z.output<Body>>,
) =>
  changeHead(contract, deps, {
    heads: deps.cases,
    find: (id, caller) => visibleCase(deps.cases, id, caller),
    transition: step.transition,
    change: async (jointCase, body, { by, today, caller }) =>
      within(await step.change(jointCase, body, { by, today, roles: caller.roles }), step),
    view: (jointCase, { today }) => toCaseView(jointCase, { today }),
  });
