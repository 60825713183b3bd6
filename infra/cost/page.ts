import { JOURNEYS, POSTS, PRICES, type Price, STANDING, sumOf, type Use } from './journeys.ts';
import places from './places.json' with { type: 'json' };

const MILLION = 1_000_000;

/** Dollars of a use. */
const dollars = (use: Use): number =>
  (Object.entries(use) as [Price, number][]).reduce(
    (sum, [price, amount]) => sum + (PRICES[price].perMillion / MILLION) * amount,
    0,
  );

const money = (amount: number): string =>
  amount.toLocaleString('en-US', {
    minimumFractionDigits: amount < 100 ? 2 : 0,
    maximumFractionDigits: amount < 100 ? 2 : 0,
  });

const SORTS: readonly (readonly [name: string, prices: readonly Price[]])[] = [
  ['API', ['apiRequest']],
  ['functions', ['functionRequest', 'functionGigabyteSecond']],
  ['tables', ['writeUnit', 'readUnit']],
  ['queues', ['queueRequest']],
  ['objects', ['objectPut', 'objectGet']],
  ['edge', ['edgeRequest', 'edgeGigabyte']],
  ['logs', ['logGigabyte']],
];

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const rule = (columns: number): string => row(...Array.from({ length: columns }, () => '---'));

const only = (use: Use, wanted: readonly Price[]): Use =>
  Object.fromEntries(Object.entries(use).filter(([price]) => wanted.some((one) => one === price)));

const journeyRow = (name: string, use: Use): string => {
  const million = sumOf([MILLION, use]);
  return row(
    name,
    ...SORTS.map(([, wanted]) => money(dollars(only(million, wanted)))),
    `**${money(dollars(million))}**`,
  );
};

const JOURNEY_NAMES: Readonly<Record<keyof typeof JOURNEYS, string>> = {
  posted: 'a record posted alone, told to two departments, acknowledged, published',
  imported: 'a record of a file, the same',
  changed: 'a correction, the same',
  checkedOne: 'a check of one subject',
  checkedMany: 'a subject of a check of a hundred',
  readByPublic: 'a look-up by the public (three requests, 30 KB)',
};

const placeRow = (place: (typeof places.places)[number]): string => {
  const work = (Object.keys(JOURNEYS) as (keyof typeof JOURNEYS)[]).map((name) =>
    dollars(sumOf([place[name], JOURNEYS[name]])),
  );
  const kept = dollars({
    tableGigabyteMonth: 2 * place.registerGigabytes,
    backupGigabyteMonth: place.registerGigabytes,
    objectGigabyteMonth: place.publicGigabytes,
  });
  const standing = dollars(STANDING);
  const total = [...work, kept, standing].reduce((sum, one) => sum + one, 0);
  return row(`${place.name.zh} ${place.name.en}`, ...[...work, kept, standing].map(money), `**${money(total)}**`);
};

/** docs/cost.md, made from counted units, list prices and assumed volumes. */
export const costMarkdown = (): string => `# What it costs

Made by \`npm run docs\` from units that tests count on the real engine ([infra/cost/units.json](../infra/cost/units.json)), public list prices ([prices.json](../infra/cost/prices.json): us-east-1, US dollars, no free tier) and assumed volumes ([places.json](../infra/cost/places.json)).
Milliseconds of functions and the share of batches are planning figures ([journeys.ts](../infra/cost/journeys.ts)). No bill was looked at: no AWS account was ever used.

## Of a million

${row('dollars for a million of', ...SORTS.map(([name]) => name), 'sum')}
${rule(SORTS.length + 2)}
${(Object.keys(JOURNEYS) as (keyof typeof JOURNEYS)[]).map((name) => journeyRow(JOURNEY_NAMES[name], JOURNEYS[name])).join('\n')}

What follows from a record costs several times what the record costs. Most of it is objects: what is public lies in some ten files for each entry, each staged first, so that a version is shown whole or not at all and what must leave leaves all of them at once. A request costs nothing in comparison.

## The post alone

| dollars for a million | |
| --- | --- |
| as little as a post can cost: gateway, function, one put | ${money(dollars(sumOf([MILLION, POSTS.floor])))} |
| **ours**: who is recorded is read, the record put on its condition with its index, what was sent counted | **${money(dollars(sumOf([MILLION, POSTS.ours])))}** |
| as usually built: record, audit item and outbox in one transaction, the outbox deleted, a table of idempotency keys, a message for each department sent by the post itself | ${money(dollars(sumOf([MILLION, POSTS.usual])))} |

The record's own history is the audit, its key the idempotency, the table's stream the outbox ([ADR 1](adr/0001-one-head-one-write.md), [5](adr/0005-units-per-operation.md)).

## Of a month

${row('dollars a month', 'posted', 'of files', 'changes', 'checks', 'subjects of large checks', 'the public', 'kept', 'standing', 'sum')}
${rule(10)}
${places.places.map(placeRow).join('\n')}

*Standing* is what there is before anybody does anything: alarms, keys, secrets, schedules. Not in the table: the nightly audit compares one public file in 28 with what it should be ([ADR 33](adr/0033-pages-and-lists.md)), some 25,000 gets at a million public entries, a cent a night.

## At a hundred times the size

What would give way first, and what to do then. Nothing of it is built before it is needed.

| | gives way at | because | then |
| --- | --- | --- | --- |
| 1 | some 1,000 changes a minute for hours | there is one publisher, and a version takes 5,000 changes; look-up files, members and index are 65,536 and 4,096 files, most of which each version then touches | longer versions at night; prefixes of one digit more (the format says how long they are); additions published less often than removals |
| 2 | some hundred million subjects | an index by name whose hot grams are most of the names | an index by region, chosen by the reader |
| 3 | 500 requests a second | the gateway's own limit in the template | raise it with the quota of functions; the tables follow |
| 4 | a million heads changed an hour | the relay writes eight units for each, a shard of the stream at a time | more batches of a shard at once (they are ordered by head) |
| 5 | ten million public entries | the nightly refold reads every note, and the bulk list names every part in one file | refold a quarter each night; a list for each kind |
| 6 | a subject with tens of thousands of records | its partition is read whole by a check | states of what binds in an index of their own |
`;
