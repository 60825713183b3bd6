import * as z from 'zod';
import type { Objection } from '../objections/objection.ts';

/** What of an objection that was decided is counted: of whose entry, and how it ended. Never who objected. */
export const CountedObjection = z.object({
  department: z.string(),
  target: z.enum(['record', 'case']),
  /** The entry did not stay as it was: the last decision here, be it the review's, was another than to maintain it. */
  upheld: z.boolean(),
  /** It was first decided after its day. */
  late: z.boolean(),
});
export type CountedObjection = z.output<typeof CountedObjection>;

/** The month under which an objection is counted, that of its first decision: a review changes how it is counted, not where. */
export const monthOfObjection = ({ decision }: Objection): string | undefined => decision?.decidedOn.slice(0, 7);

/** What is counted of an objection; undefined while it is not decided. */
export const countedObjection = ({
  department,
  target,
  decision,
  decideBy,
  review,
}: Objection): CountedObjection | undefined => {
  if (decision === undefined) return undefined;
  const { outcome } = review?.decision ?? decision;
  return {
    department,
    target: target.type,
    upheld: outcome !== 'maintain',
    late: decision.decidedOn > decideBy.date,
  };
};
