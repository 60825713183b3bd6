import list from './prices.json' with { type: 'json' };
import units from './units.json' with { type: 'json' };

/** What a unit of each thing costs. */
export const PRICES = list.prices;
export type Price = keyof typeof PRICES;

/** What something uses of each thing that has a price. */
export type Use = Partial<Readonly<Record<Price, number>>>;

/** Uses added up, each as often as said. */
export const sumOf = (...parts: readonly (readonly [times: number, use: Use])[]): Use => {
  const sum: Partial<Record<Price, number>> = {};
  for (const [times, use] of parts)
    for (const [price, amount] of Object.entries(use) as [Price, number][])
      sum[price] = (sum[price] ?? 0) + times * amount;
  return sum;
};

/** An invocation of so many milliseconds with so much memory, and its line in the log. Planning figures: docs/cost.md says so. */
const invocation = (milliseconds: number, gigabytes = 0.5): Use => ({
  functionRequest: 1,
  functionGigabyteSecond: (milliseconds / 1_000) * gigabytes,
  logGigabyte: 5e-7,
});
const request = (milliseconds: number): Use => sumOf([1, { apiRequest: 1 }], [1, invocation(milliseconds)]);

const tables = ({ read, write }: { readonly read: number; readonly write: number }): Use => ({
  readUnit: read,
  writeUnit: write,
});
const { operations, checks } = units;

/** Departments that must hear of a usual record. */
const TOLD = 2;
/** Changes that the stream hands over at once, and messages that a queue does, where there is something to do. */
const TOGETHER = 10;

const RELAYED = sumOf([1, tables(operations['the relay of a posted record'])], [1 / TOGETHER, invocation(150)]);
/** Sent in batches, received and deleted in batches, laid into the inbox. */
const TOLD_ONE = sumOf(
  [1, tables(operations['a delivered notification'])],
  [3 / TOGETHER, { queueRequest: 1 }],
  [1 / TOGETHER, invocation(120)],
);
const ACKNOWLEDGED = sumOf([1, request(15)], [1, tables(operations['an acknowledgement'])]);
const INBOX_READ = sumOf([1, request(20)], [1, tables(operations['a list of the inbox'])]);
const HEARD = sumOf([1, TOLD_ONE], [1, ACKNOWLEDGED], [1 / TOGETHER, INBOX_READ]);

/**
 * Objects that a version writes for one changed entry: three forms of its part and a table of columns, look-up file,
 * page, two lists, two members, and of an index of names what a subject that comes or goes touches, every fourth time
 * some thirty files. Files that changes share are counted for each: in a busy hour it is less.
 */
const OBJECTS = 10 + 30 / 4;
/** Put where nobody reads them first: a part's files each, the small ones two hundred to an object. */
const STAGED = 4 + OBJECTS / 200;
/** Its note before and after, pending, and the count of what was public for the first time. */
const PUBLISHED = sumOf([
  1,
  { objectPut: OBJECTS + STAGED, objectGet: OBJECTS + STAGED, writeUnit: 6, readUnit: 2, ...invocation(60, 1.7) },
]);

/** From the request to the public page and to whoever must know: one of each. */
export const JOURNEYS = {
  posted: sumOf(
    [1, request(25)],
    [1, tables(operations['a post for a known organisation'])],
    [1, RELAYED],
    [TOLD, HEARD],
    [1, PUBLISHED],
  ),
  imported: sumOf(
    [0.01, tables(operations['a post of a hundred records for known organisations'])],
    [1 / 100, invocation(50, 1.7)],
    [1, RELAYED],
    [TOLD, HEARD],
    [1, PUBLISHED],
  ),
  changed: sumOf(
    [1, request(30)],
    [1, tables(operations['a correction'])],
    [1, tables(operations['the relay of a correction'])],
    [1 / TOGETHER, invocation(150)],
    [TOLD, HEARD],
    [1, PUBLISHED],
  ),
  checkedOne: sumOf([1, request(40)], [1, tables(checks['a check of one on whom nothing is known'])]),
  checkedMany: sumOf(
    [1 / 100, request(600)],
    [1 / 100, tables(checks['a check of a hundred, on two of whom a measure binds'])],
  ),
  readByPublic: { edgeRequest: 3, edgeGigabyte: 3e-5, objectGet: 0.3 } satisfies Use,
} as const;

/** The post alone, without what follows from it; as little as a post can be, and as it is usually built. */
export const POSTS = {
  ours: sumOf([1, request(25)], [1, tables(operations['a post for a known organisation'])]),
  floor: sumOf([1, request(25)], [1, { writeUnit: 1 }]),
  usual: sumOf([1, request(25)], [1, { writeUnit: 7 + 2 }], [1, { queueRequest: TOLD }]),
} as const;

/** What a month costs before anybody does anything. */
export const STANDING: Use = sumOf(
  [1, { alarmMonth: 34, keyMonth: 3, secretMonth: 3 }],
  // Every minute deliveries, every five publication, counts and pages, and the rest of the schedules.
  [43_200 * 2, invocation(15)],
);
