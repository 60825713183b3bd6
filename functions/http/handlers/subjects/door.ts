import type * as z from 'zod';
import type { Operation } from '../../../../shared/http/operation.ts';
import type { Answer } from '../../../../shared/http/respond.ts';
import type { Mandate } from '../../../../shared/mandates/mandate.ts';
import type { AccessStore } from '../../../../shared/subject-door/access-store.ts';
import type { ReadSubject } from '../../../../shared/subject-door/subject-heads-store.ts';
import { type SubjectSide, type SubjectSideDependencies, subjectSide } from '../subject-side.ts';

export interface DoorDependencies extends SubjectSideDependencies {
  readonly subjects: ReadSubject;
  readonly accesses: AccessStore;
}

/** A visit at the counter stands among the accesses: who acts for a subject on paper is seen by the subject. */
const noteVisit = async (accesses: Pick<AccessStore, 'note'>, mandate: Mandate): Promise<void> => {
  const { id, subject, department, evidence, change } = mandate;
  const visit = { what: 'counter', department, purpose: '', reference: evidence.receiptNumber } as const;
  await accesses.note(subject.key, id, { at: change.at, ...visit });
};

/** A function behind the subject's door. At a counter nothing is shown before the visit is noted. */
export const door = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: DoorDependencies,
  handle: (side: SubjectSide<z.output<Body>, z.output<Query>>) => Promise<Answer>,
) =>
  subjectSide(contract, deps, async (side) => {
    if (side.mandate.channel === 'counter') await noteVisit(deps.accesses, side.mandate);
    return handle(side);
  });

/** Of a visit at the counter its receipt number, which is shown in what is done. */
export const receiptOf = ({ channel, evidence }: Mandate): { readonly receiptNumber?: string } =>
  channel === 'counter' ? { receiptNumber: evidence.receiptNumber } : {};
