import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import { conditionHeld } from '../aws/condition-held.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dueIndex } from '../register/due-index-store.ts';
import { CHANNELS, type Channel } from './channels.ts';
import { type ChannelState, ExchangeEntry } from './entry.ts';

/** A version of a head of which the superior platform may have to hear. */
export type Heard = Pick<ExchangeEntry, 'entry' | 'what' | 'id' | 'key' | 'kind' | 'department'> & {
  readonly version: number;
  /** Whether it may have to be taken back: that does not wait behind what is new. */
  readonly isUrgent: boolean;
};

/** What a package said of an entry. */
export interface Packed {
  readonly entry: string;
  readonly package: number;
  readonly channels: Readonly<Partial<Record<Channel, ChannelState>>>;
  readonly notice?: string;
}

/** An entry that could not be looked at, and why. */
export interface Unreadable {
  readonly entry: string;
  readonly error: unknown;
}

/** The exchange's entries: one item each in the derived table, in its index `due` while there is something to look at. */
export interface ExchangeEntries {
  /** Notes a version; of several the highest stays, in whatever order they come. It is due at once. */
  hear(heard: Heard): Promise<void>;
  /** Ids of entries of which something may have to be taken back. */
  urgent(): AsyncIterable<readonly string[]>;
  /** Ids of entries to be looked at by a day, page by page; the index lags by moments. */
  dueBy(today: CalendarDate): AsyncIterable<readonly string[]>;
  /** Entries as they are now, read consistently, in no order; those that cannot be read keep no other back. */
  of(entries: readonly string[]): Promise<{
    readonly entries: readonly ExchangeEntry[];
    readonly unreadable: readonly Unreadable[];
  }>;
  at(entry: string): Promise<ExchangeEntry | undefined>;
  /** Notes what a package said, once: a later package is not overwritten by an earlier one. */
  pack(packed: Packed): Promise<void>;
  /** When it is to be looked at next, if nothing was heard since the version that was looked at. */
  looked(entry: string, heard: number, lookOn: CalendarDate | undefined): Promise<void>;
  /** Notes an answer to what a package said, if that is still the last word; false if it is not. The first answer stays. */
  receipt(
    entry: string,
    channel: Channel,
    state: Required<Pick<ChannelState, 'package' | 'receipt'>>,
  ): Promise<boolean>;
}

/** Before every day: what may have to be taken back, and all else that was heard. */
const URGENT = '0000-00-00';
const HEARD = '0000-00-01';

/** Where an entry lies in the derived table. */
export const exchangeEntryKey = (entry: string) => ({ pk: `EXCHANGE#${entry}`, sk: 'ENTRY' });

const attribute = (channel: Channel): string => `channel_${channel}`;

const Item = z.looseObject({ entry: z.string() });

const fromItem = (item: unknown): ExchangeEntry => {
  const given = Item.parse(item);
  const channels = CHANNELS.flatMap((channel) => {
    const state = given[attribute(channel)];
    return state === undefined ? [] : [[channel, state] as const];
  });
  return z
    .object(ExchangeEntry.shape)
    .parse({ ...given, heard: given['version'], channels: Object.fromEntries(channels) });
};

const eachOf = (items: readonly Readonly<Record<string, unknown>>[]) => {
  const entries: ExchangeEntry[] = [];
  const unreadable: Unreadable[] = [];
  for (const item of items) {
    try {
      entries.push(fromItem(item));
    } catch (error) {
      unreadable.push({ entry: String(item['entry']), error });
    }
  }
  return { entries, unreadable };
};

export const exchangeEntries = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): ExchangeEntries => {
  const { client, table: TableName } = deps;
  const several = batches(client, TableName);
  const index = dueIndex({ ...deps, name: 'exchange' });

  const idsBy = async function* (day: string): AsyncIterable<readonly string[]> {
    for await (const page of index.by(day)) yield page.map((item) => Item.parse(item).entry);
  };

  return {
    hear: async ({ version, entry, isUrgent, ...heard }) => {
      const { duePk, dueSk } = index.position(entry, isUrgent ? URGENT : HEARD);
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: exchangeEntryKey(entry),
            UpdateExpression:
              'SET #entry = :entry, #what = :what, id = :id, #key = :key, #kind = :kind, department = :department, version = :version, duePk = :duePk, dueSk = :dueSk',
            ConditionExpression: 'attribute_not_exists(version) OR version < :version',
            ExpressionAttributeNames: { '#entry': 'entry', '#what': 'what', '#key': 'key', '#kind': 'kind' },
            ExpressionAttributeValues: {
              ':entry': entry,
              ':what': heard.what,
              ':id': heard.id,
              ':key': { pk: heard.key.pk, sk: heard.key.sk },
              ':kind': heard.kind,
              ':department': heard.department,
              ':version': version,
              ':duePk': duePk,
              ':dueSk': dueSk,
            },
          }),
        ),
      );
    },

    urgent: () => idsBy(URGENT),
    dueBy: idsBy,

    of: async (entries) => eachOf(await several.get(entries.map(exchangeEntryKey))),

    at: async (entry) => {
      const { Item: item } = await client.send(
        new GetCommand({ TableName, Key: exchangeEntryKey(entry), ConsistentRead: true }),
      );
      return item && fromItem(item);
    },

    pack: async ({ entry, package: number, channels, notice }) => {
      const states = Object.entries(channels);
      const sets = states.map((_, index) => `#channel${index} = :channel${index}`);
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: exchangeEntryKey(entry),
            UpdateExpression: `SET ${['packed = :package', ...sets, ...(notice ? ['notice = :notice'] : [])].join(', ')}`,
            ConditionExpression: 'attribute_exists(version) AND (attribute_not_exists(packed) OR packed < :package)',
            ExpressionAttributeNames: Object.fromEntries(
              states.map(([channel], index) => [`#channel${index}`, `channel_${channel}`]),
            ),
            ExpressionAttributeValues: {
              ':package': number,
              ...Object.fromEntries(states.map(([, state], index) => [`:channel${index}`, state])),
              ...(notice && { ':notice': notice }),
            },
          }),
        ),
      );
    },

    looked: async (entry, heard, lookOn) => {
      const due = lookOn && index.position(entry, lookOn);
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: exchangeEntryKey(entry),
            UpdateExpression: due ? 'SET duePk = :duePk, dueSk = :dueSk' : 'REMOVE duePk, dueSk',
            ConditionExpression: 'version = :heard',
            ExpressionAttributeValues: {
              ':heard': heard,
              ...(due && { ':duePk': due.duePk, ':dueSk': due.dueSk }),
            },
          }),
        ),
      );
    },

    receipt: (entry, channel, { package: number, receipt }) =>
      conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: exchangeEntryKey(entry),
            UpdateExpression: 'SET #channel.receipt = :receipt',
            ConditionExpression:
              '#channel.#package = :package AND (attribute_not_exists(#channel.receipt) OR #channel.receipt.#state = :refused)',
            ExpressionAttributeNames: { '#channel': attribute(channel), '#package': 'package', '#state': 'state' },
            ExpressionAttributeValues: { ':package': number, ':receipt': receipt, ':refused': 'refused' },
          }),
        ),
      ),
  };
};
