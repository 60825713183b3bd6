/** What rederiving looked at, and of each sort how much was missing. */
export interface Tally {
  readonly records: number;
  readonly subjects: number;
  readonly notifications: number;
  readonly pending: number;
  readonly counts: number;
  readonly aliases: number;
  /** Ids of records whose head cannot be read: nothing was derived from them. */
  readonly unreadable: readonly string[];
}

export const NOTHING: Tally = {
  records: 0,
  subjects: 0,
  notifications: 0,
  pending: 0,
  counts: 0,
  aliases: 0,
  unreadable: [],
};

export const sum = (a: Tally, b: Tally): Tally => ({
  records: a.records + b.records,
  subjects: a.subjects + b.subjects,
  notifications: a.notifications + b.notifications,
  pending: a.pending + b.pending,
  counts: a.counts + b.counts,
  aliases: a.aliases + b.aliases,
  unreadable: [...a.unreadable, ...b.unreadable],
});
