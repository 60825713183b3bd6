import type { ChannelStanding } from '../exchange/entry.ts';
import type { CalendarDate, Instant } from '../kernel/beijing-time.ts';
import type { InboxEntry } from '../notifications/inbox-store.ts';
import type { Notification } from '../notifications/notification.ts';
import type { NotificationType } from '../notifications/notification-types.ts';
import { isEndType } from './end-due.ts';
import type { Telling, TellingChannel } from './telling.ts';

/** How a recipient stands to an end: on its way to it, waiting to be acknowledged, acknowledged, overdue, or told without an answer being owed. */
export const END_STANDINGS = ['on-its-way', 'waiting', 'acknowledged', 'overdue', 'told'] as const;
export type EndStanding = (typeof END_STANDINGS)[number];

/** An end as one recipient was told of it. */
export interface LedgerEnd {
  readonly type: NotificationType;
  readonly version: number;
  readonly at: Instant;
  readonly due?: CalendarDate;
  readonly acknowledgedAt?: Instant;
  readonly standing: EndStanding;
}

/** One line of the ledger: who was told, when, by which channel, and of which ends. */
export interface LedgerLine {
  readonly recipient: string;
  readonly channel: TellingChannel;
  readonly purpose?: string;
  readonly version: number;
  readonly at: Instant;
  readonly ends: readonly LedgerEnd[];
  /** Of an exchange: how the entry stands there. */
  readonly state?: ChannelStanding;
}

/** What is known of a head's recipients. */
export interface LedgerFacts {
  /** Every notification that follows from the head's versions, oldest first. */
  readonly expected: readonly Notification[];
  /** Those that reached their inbox, by id. */
  readonly delivered: ReadonlyMap<string, InboxEntry>;
  readonly tellings: readonly Telling[];
  /** When a measure's lift was confirmed: that answers the order to lift it. */
  readonly liftedAt?: Instant;
  readonly today: CalendarDate;
}

const isEnd = ({ type }: Pick<Notification, 'type'>): boolean => isEndType(type) || type === 'task.lift';

const standingOf = (
  entry: InboxEntry | undefined,
  acknowledgedAt: Instant | undefined,
  { due, today }: { readonly due: CalendarDate | undefined; readonly today: CalendarDate },
): EndStanding => {
  if (acknowledgedAt !== undefined) return 'acknowledged';
  if (due !== undefined && due < today) return 'overdue';
  if (entry === undefined) return 'on-its-way';
  return due === undefined ? 'told' : 'waiting';
};

const endOf = (told: Notification, { delivered, liftedAt, today }: LedgerFacts): LedgerEnd => {
  const { id, type, version, at, due } = told;
  const entry = delivered.get(id);
  const acknowledgedAt = type === 'task.lift' ? liftedAt : entry?.acknowledgedAt;
  const standing = standingOf(entry, acknowledgedAt, { due, today });
  return { type, version, at, ...(due && { due }), ...(acknowledgedAt && { acknowledgedAt }), standing };
};

/**
 * Who was told of a head and of its ends. Those whom the head names follow from its versions; whoever was told otherwise is noted. A recipient of
 * both has a line for each, and the same ends in both: an end is told once.
 */
export const ledgerOf = (facts: LedgerFacts): readonly LedgerLine[] => {
  const { expected, tellings } = facts;
  const byRecipient = Map.groupBy(expected, ({ recipient }) => recipient);
  const endsFor = (recipient: string) =>
    (byRecipient.get(recipient) ?? []).filter(isEnd).map((told) => endOf(told, facts));
  const named = [...byRecipient].flatMap(([recipient, told]): readonly LedgerLine[] => {
    const first = told.find((one) => !isEnd(one));
    if (first === undefined) return [];
    const { type, version, at } = first;
    return [{ recipient, channel: channelOf(type), version, at, ends: endsFor(recipient) }];
  });
  const noted = tellings.map(
    ({ recipient, channel, purpose, version, at }): LedgerLine => ({
      recipient,
      channel,
      purpose,
      version,
      at,
      ends: endsFor(recipient),
    }),
  );
  return [...named, ...noted].toSorted((a, b) => (a.at < b.at ? -1 : 1));
};

const channelOf = (type: NotificationType): TellingChannel =>
  type.startsWith('task.') || type.startsWith('measure.') ? 'task' : 'inbox';
