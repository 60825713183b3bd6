/** What can be missing: notices, pending publications, counts, older codes and names, work on cases, ends by date, clocks, notes of who was told, letters, who bears files, days of retention, entries of the ledger, what the exchange has to hear. */
export const SORTS = [
  'notifications',
  'pending',
  'counts',
  'aliases',
  'work',
  'ends',
  'clocks',
  'tellings',
  'letters',
  'bearers',
  'retention',
  'ledger',
  'exchange',
] as const;
export type Sort = (typeof SORTS)[number];

/** What rederiving looked at, by entity, and of each sort how much was missing. */
export interface Tally {
  readonly looked: Readonly<Record<string, number>>;
  readonly missing: Readonly<Partial<Record<Sort, number>>>;
  /** Ids of heads that cannot be read: nothing was derived from them. */
  readonly unreadable: readonly string[];
}

export const NOTHING: Tally = { looked: {}, missing: {}, unreadable: [] };

const add = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> => {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
};

/** Both together. */
export const sum = (a: Tally, b: Tally): Tally => ({
  looked: add(a.looked, b.looked),
  missing: add(a.missing, b.missing),
  unreadable: [...a.unreadable, ...b.unreadable],
});
