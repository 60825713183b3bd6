import { allShards, shardOf } from '../kernel/shards.ts';

/** A new record's place among those that wait. */
export interface EnteringAt {
  readonly recordId: string;
  readonly order?: string | undefined;
}

/** The first version of a record: nothing of it was public before it, so that it can only enter. */
export const isEntering = (version: number): boolean => version === 1;

const SHARDS = 16;
const HEX = 16;
/** Enough to tell the subjects of a million records apart; two of one order merely stand together. */
const ORDER_DIGITS = 8;

const changesIn = (shard: number): string => `PENDING#${shard}`;
const enteringIn = (order: string): string => `ENTERING#${order.slice(0, 1)}`;

/**
 * Keys of what waits: `PENDING#<shard>` / `<recordId>` for changes, `ENTERING#<hex digit>` / `<order>#<recordId>` for new records, whose
 * partitions are the shards of the same order. Older releases noted new records among the changes.
 */
export const pendingKeys = {
  /** Follows from the key of the record's subject as its look-up file does, by a digest: no key names whom a record is about. */
  orderOf: (recordPk: string, sha256: (text: string) => string): string =>
    sha256(recordPk.slice(recordPk.indexOf('#') + 1)).slice(0, ORDER_DIGITS),
  of: ({ recordId, order }: EnteringAt) =>
    order === undefined
      ? { pk: changesIn(shardOf(recordId, SHARDS)), sk: recordId }
      : { pk: enteringIn(order), sk: `${order}#${recordId}` },
  changes: (): readonly string[] => allShards(SHARDS).map(changesIn),
  entering: (): readonly string[] => allShards(SHARDS).map((digit) => enteringIn(digit.toString(HEX))),
};
