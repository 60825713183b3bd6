import type { CaseState, JointCase } from '../cases/joint-case.ts';
import type { Failure } from '../kernel/failure.ts';

/** What must be known of a joint case before something is told of it. */
export type ToldCase = Pick<JointCase, 'id' | 'state' | 'field' | 'effect' | 'end'> & {
  readonly subject: Pick<JointCase['subject'], 'category'>;
};

/** Only what was decided, and of which its subject was told, is told to others. */
const TOLD_FROM: readonly CaseState[] = ['served', 'dispatched', 'ended'];

/** What ended because it should never have been is not told at all. */
const UNDONE: readonly NonNullable<JointCase['end']>['verb'][] = ['revoke', 'not-sustained'];

/** Why nothing may be told of a joint case: it is a person's (I6), is not decided and served, stands still, or was undone. */
export const refusedOn = ({ state, subject, end }: ToldCase): readonly Failure[] => [
  ...(subject.category === 'person' ? [{ kind: 'person-not-disclosed', pointer: '/caseId' } as const] : []),
  ...(!TOLD_FROM.includes(state) || (end !== undefined && UNDONE.includes(end.verb))
    ? [{ kind: 'case-not-told', pointer: '/caseId', parameters: { state } } as const]
    : []),
];
