import * as z from 'zod';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import type { HeadKey } from '../register/head.ts';
import { instantImage } from '../register/head-image.ts';
import { PUT_AWAY } from './put-away.ts';
import { retainedRecord } from './record-retention.ts';
import { type Retained, type RetentionDates, retentionDates } from './retention-dates.ts';

/** What of a head of any sort decides how long it is kept; of most, its state and the moment of its last change. */
const Kept = z.looseObject({ state: z.string(), change: z.object({ at: instantImage }) });

const KeptRecord = Kept.extend({
  kind: z.string(),
  decisionDate: dateText,
  actDate: dateText.exactOptional(),
  content: z.record(z.string(), z.unknown()),
  end: z.object({ endedAt: instantImage }).exactOptional(),
  /** While somebody objects, what was objected to stays where it is: out of use and of the public it is by its date. */
  objection: z.unknown().optional(),
});

const retained = (of: string, image: unknown): Retained => {
  if (of === 'record') {
    const record = KeptRecord.parse(image);
    return { ...retainedRecord(record), state: record.state, at: record.change.at };
  }
  const content = Kept.parse(image);
  return { of, state: content.state, at: content.change.at, content };
};

/** How long a head of any sort is kept, by the rule in force on a day. */
export const retentionOf = (of: string, image: unknown, today: CalendarDate): RetentionDates | undefined =>
  retentionDates(retained(of, image), today);

/** Whether a head whose term is over must wait: an objection to it is not decided. */
export const mustWait = (of: string, image: unknown): boolean =>
  of === 'record' && KeptRecord.parse(image).objection !== undefined;

/** When something is to be put away or erased: a head, a subject of whom nothing may be left, or who was told of a head that was erased. */
export const RetentionDue = z.object({
  id: z.string(),
  version: z.int(),
  key: z.object({ pk: z.string(), sk: z.string() }),
  what: z.enum(['head', 'subject', 'told']),
  /** The first day on which it is to be done; absent once there is nothing left to do. */
  due: dateText.exactOptional(),
});
export type RetentionDue = z.output<typeof RetentionDue>;

const Away = z.object({ state: z.enum(['archived', 'erased']), eraseOn: dateText.exactOptional() });
const Changed = z.object({ id: z.string(), version: z.int(), change: z.object({ at: instantImage }) });

/** The next day on which retention has something to do about a version of a head. */
const dueOn = (of: string, image: unknown, today: CalendarDate): CalendarDate | undefined => {
  if (of !== PUT_AWAY) return retentionOf(of, image, today)?.archiveOn;
  const { state, eraseOn } = Away.parse(image);
  // Until its whole history is gone, every night asks again.
  return state === 'erased' ? today : eraseOn;
};

/** What retention notes of a version of a head. */
export const retentionDue = (of: string, image: unknown, key: HeadKey): RetentionDue => {
  const { id, version, change } = Changed.parse(image);
  const due = dueOn(of, image, beijingDate(change.at));
  return { id, version, key, what: 'head', ...(due && { due }) };
};
