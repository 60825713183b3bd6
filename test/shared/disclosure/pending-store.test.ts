import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batches } from '../../../shared/aws/batches.ts';
import { documentClient } from '../../../shared/aws/clients.ts';
import { sha256Hex } from '../../../shared/crypto/digests.ts';
import { paths } from '../../../shared/disclosure/files.ts';
import { pendingKeys } from '../../../shared/disclosure/pending-keys.ts';
import { type PendingChange, pendingStore } from '../../../shared/disclosure/pending-store.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { clear } from './support/publisher.ts';
import { refOf } from './support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const table = names.derivedTable;
const store = () => pendingStore(documentClient(), table);

const read = async (pages: AsyncIterable<readonly PendingChange[]>): Promise<PendingChange[]> => {
  const found: PendingChange[] = [];
  for await (const page of pages) found.push(...page);
  return found;
};
const idsOf = (changes: readonly PendingChange[]) => changes.map(({ recordId }) => recordId).sort();

/** A new record as an older release noted it: among the changes. */
const notedBefore = (recordId: string) =>
  batches(documentClient(), table).put([{ ...pendingKeys.of({ recordId }), ...refOf(recordId), version: 1 }]);

/** Three records of each of so many organisations. */
const recordsOf = (organisations: number): PendingChange[] =>
  Array.from({ length: 3 * organisations }, (_, serial) => ({
    ...refOf(`record-${serial}`),
    recordPk: `ORG#${serial % organisations}`,
    version: 1,
  }));

describe('pending changes', () => {
  it('keep the highest version, in whatever order versions come', async () => {
    for (const version of [2, 3, 1]) await store().put({ ...refOf('a'), version });
    expect(await store().all()).toEqual([{ ...refOf('a'), version: 3 }]);
  });

  it('stay if a higher version came while one was looked at', async () => {
    await store().put({ ...refOf('a'), version: 1 });
    const lookedAt = await read(store().entering());
    await store().put({ ...refOf('a'), version: 2 });
    await store().settle([...lookedAt, { recordId: 'never there', version: 1 }]);
    expect(await store().all()).toEqual([{ ...refOf('a'), version: 2 }]);
    await store().settle([{ recordId: 'a', version: 1 }]);
    expect(await store().all()).toHaveLength(1);
  });

  it('are read whole, also from many pages, and settled as they were read', async () => {
    const records = recordsOf(50);
    const pending = store();
    await concurrently(16, records, (change) => pending.put(change));
    const all = await store().all();
    expect(idsOf(all)).toEqual(idsOf(records));
    await store().settle(all);
    expect(await store().all()).toEqual([]);
  });

  it('of records that were there are never behind new ones', async () => {
    await concurrently(16, recordsOf(20), (change) => store().put(change));
    await store().put({ ...refOf('changed'), version: 2 });
    expect(idsOf(await read(store().changes()))).toEqual(['changed']);
    expect(idsOf(await read(store().entering()))).toEqual(idsOf(recordsOf(20)));
  });
});

describe('new records', () => {
  it('come subject by subject, as the look-up files do, whatever the order of their ids', async () => {
    await concurrently(16, recordsOf(40), (change) => store().put(change));
    const subjects = (await read(store().entering())).map(({ recordPk }) => recordPk.slice('ORG#'.length));
    const files = subjects.map((code) => paths.lookup(sha256Hex(code)));
    expect(files).toEqual(files.toSorted());
    // Each organisation's three follow one another.
    expect(subjects.filter((code, at) => code !== subjects[at - 1])).toHaveLength(40);
  });

  it('are gone on with behind any of them', async () => {
    for (const id of ['older-1', 'older-2', 'older-3']) await notedBefore(id);
    await concurrently(16, recordsOf(3), (change) => store().put(change));
    const all = await read(store().entering());
    expect(all).toHaveLength(12);
    for (const [at, change] of all.entries()) expect(await read(store().entering(change))).toEqual(all.slice(at + 1));
  });

  it('that an older release noted are taken, and settled where they lie', async () => {
    for (const id of ['older-1', 'older-2']) await notedBefore(id);
    await store().put({ ...refOf('new'), version: 1 });
    const all = await read(store().entering());
    expect(idsOf(all)).toEqual(['new', 'older-1', 'older-2']);
    expect(await read(store().changes())).toEqual([]);
    await store().settle(all);
    expect(await store().all()).toEqual([]);
  });

  it('have no key that names whom they are about', () => {
    const { pk, sk } = pendingKeys.of({
      recordId: 'r',
      order: pendingKeys.orderOf('ORG#91210299000000019R', sha256Hex),
    });
    expect(`${pk} ${sk}`).toMatch(/^ENTERING#[0-9a-f] [0-9a-f]{8}#r$/);
  });
});
