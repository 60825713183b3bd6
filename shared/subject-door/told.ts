import * as z from 'zod';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { dateView, labelView } from '../kernel/view.ts';
import type { CreditRecord } from '../records/record.ts';
import type { Task } from '../tasks/task.ts';
import { TELLING_CHANNELS, type Telling } from '../withdrawal-ledger/telling.ts';
import { coded, codedView, partyOn } from './department-view.ts';
import { CHANNEL_WORDS } from './words.ts';

/** That somebody was told of a record or a measure. */
export interface Told {
  readonly about: string;
  readonly what: 'record' | 'measure';
  /** Number of the document; for a measure that of its decision. */
  readonly documentNumber: string;
  readonly recipient: string;
  readonly channel: Telling['channel'];
  /** Unknown where a head names its recipients only. */
  readonly on?: CalendarDate;
}

/** What the tellings of heads can be about. */
export interface ToldSources {
  readonly records: readonly CreditRecord[];
  readonly tasks: readonly Task[];
  /** What the ledger holds beside what the heads say themselves. */
  readonly ledger: readonly Telling[];
}

const ofRecord = ({ id, documentNumber, told }: CreditRecord): readonly Told[] =>
  (told?.recipients ?? []).map((recipient) => ({
    about: id,
    what: 'record',
    documentNumber,
    recipient,
    channel: 'inbox',
  }));

const ofTask = ({ id, decisionDocument: documentNumber, department: recipient, pushedOn }: Task): Told => ({
  about: id,
  what: 'measure',
  documentNumber,
  recipient,
  channel: 'task',
  on: pushedOn,
});

/** What was told to whom, newest first; what has no day comes last. A recipient may have been told of one thing in several ways. */
export const toldOf = ({ records, tasks, ledger }: ToldSources): readonly Told[] => {
  const numbers = new Map<string, Pick<Told, 'what' | 'documentNumber'>>([
    ...records.map(({ id, documentNumber }) => [id, { what: 'record' as const, documentNumber }] as const),
    ...tasks.map((task) => [task.id, { what: 'measure' as const, documentNumber: task.decisionDocument }] as const),
  ]);
  const noted = ledger.flatMap(({ about, recipient, channel, at }): readonly Told[] => {
    const head = numbers.get(about);
    return head === undefined ? [] : [{ about, ...head, recipient, channel, on: beijingDate(at) }];
  });
  const all = [...noted, ...tasks.map(ofTask), ...records.flatMap(ofRecord)];
  const once = new Map(all.map((told) => [`${told.about} ${told.recipient} ${told.channel} ${told.on}`, told]));
  return [...once.values()].toSorted((a, b) => ((a.on ?? '') > (b.on ?? '') ? -1 : 1));
};

export const ToldView = z
  .object({
    told: z.array(
      z.object({
        about: z.string(),
        what: z.enum(['record', 'measure']),
        documentNumber: z.string(),
        recipient: codedView,
        channel: z.object({ code: z.enum(TELLING_CHANNELS), name: labelView }),
        on: dateView.optional(),
      }),
    ),
  })
  .meta({ id: 'Told' });

export const toTold = (told: readonly Told[], today: CalendarDate): z.input<typeof ToldView> => ({
  told: told.map(({ recipient, channel, ...rest }) => ({
    ...rest,
    recipient: partyOn(recipient, today),
    channel: coded(channel, CHANNEL_WORDS),
  })),
});
