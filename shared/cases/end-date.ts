import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { headKeyImage } from '../register/head-image.ts';
import type { CaseWork } from './case-work.ts';

/**
 * What ends by date: a measure's task with its term, a case with its listing, a basis with its force. An undecided objection is looked at every
 * night, so that what it is against bears its mark, and stands still in time, whatever became of the message that said so.
 */
export const EndDate = z.object({
  what: z.enum(['task', 'case', 'basis', 'objection']),
  id: z.string(),
  version: z.int(),
  key: headKeyImage,
  /** What its work is grouped by: the case, which an objection is against too, or the basis's code. */
  group: z.string(),
  /** Of an objection: what it is against. @default 'case' */
  against: z.enum(['record', 'case']).exactOptional(),
  /** The first day on which it holds no longer, or is looked at; absent once there is nothing left to end. */
  until: dateText.exactOptional(),
});
export type EndDate = z.output<typeof EndDate>;

/** What is to be done about something whose end has come; `on` is the day on which it was found. */
export const workAtEnd = (
  { what, id, key, group, against = 'case' }: EndDate,
  on: NonNullable<EndDate['until']>,
): CaseWork => {
  switch (what) {
    case 'basis':
      return { type: 'repeal', basis: group, run: on, pass: 1, quiet: 0 };
    case 'objection':
      // Its key is that of what it is against.
      return { type: 'follow-objections', what: against, id: group, key, cause: `${id}.${on}` };
    case 'task':
    case 'case':
      return { type: 'expire', what, id, key, case: group, on };
    default:
      return what satisfies never;
  }
};
