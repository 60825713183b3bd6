import type { CaseEndVerb, JointCase } from '../cases/joint-case.ts';
import type { Task } from '../tasks/task.ts';

/** That a measure should not have been applied: to all who relied on it, or to those who did so from a day on. */
export interface Annulment {
  /** What happened to the measure or to the case on which it stood. */
  readonly verb: Extract<CaseEndVerb, 'revoke' | 'not-sustained' | 'repeal'>;
  readonly document: string;
  readonly reason: string;
  /** Only what was decided from this day on relied on what did not hold any more. */
  readonly from?: string;
}

type End = Pick<NonNullable<Task['lift']>, 'verb' | 'document' | 'reason'>;

/** What else decides whether an end annuls: the organisation's case and the basis of the measure, as they are now. */
export interface AnnulmentFacts {
  readonly organisation: Pick<JointCase, 'end'> | undefined;
  readonly basis: { readonly inForceUntil?: string } | undefined;
}

const annulled = (end: End | undefined, { organisation, basis }: AnnulmentFacts): Annulment | undefined => {
  if (end === undefined) return undefined;
  const { verb, document, reason } = end;
  switch (verb) {
    // 撤销、不予认定: it was wrong from the beginning (行政复议法 64, 行政诉讼法 70).
    case 'revoke':
    case 'not-sustained':
      return { verb, document, reason };
    // 依据失效: an article that ends takes nothing from what was decided while it held (立法法 104); what was decided later had no basis.
    case 'repeal':
      return basis?.inForceUntil === undefined ? undefined : { verb, document, reason, from: basis.inForceUntil };
    // A responsible person's measure falls with the finding on the organisation (I12).
    case 'organisation-ended':
      return annulled(organisation?.end, { organisation: undefined, basis });
    // 解除、修复、到期 end what was right while it lasted.
    case 'lift':
    case 'repair':
    case 'expire':
      return undefined;
    default:
      return verb satisfies never;
  }
};

/** Whether the end of a measure says that it should not have been applied; undefined while it has not ended, or ended as it was meant to. */
export const annulmentOf = ({ lift }: Pick<Task, 'lift'>, facts: AnnulmentFacts): Annulment | undefined =>
  annulled(lift, facts);
