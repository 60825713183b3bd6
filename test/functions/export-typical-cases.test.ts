import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportTypicalCases } from '../../functions/schedule/handlers/export-typical-cases.ts';
import { documentClient, s3Client } from '../../shared/aws/clients.ts';
import { randomText } from '../../shared/crypto/digests.ts';
import { typicalCasePlace } from '../../shared/crypto/typical-case-keys.ts';
import { type Bucket, objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { toInstant } from '../../shared/kernel/beijing-time.ts';
import type { ExportPackage } from '../../shared/typical-cases/export.ts';
import {
  publishTypicalCase,
  reviewTypicalCase,
  withdrawTypicalCase,
  writeTypicalCase,
} from '../../shared/typical-cases/transitions.ts';
import { TYPICAL_CASE_STATES, type TypicalCase } from '../../shared/typical-cases/typical-case.ts';
import { type TypicalCaseStore, typicalCaseStore } from '../../shared/typical-cases/typical-case-store.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import { actor, NOW, ON, TODAY, UNTIL, value, WRITTEN } from '../shared/typical-cases/cases.ts';

let engines: Engines;
let store: TypicalCaseStore;
let exchange: Bucket;
beforeAll(async () => {
  engines = await startEngines();
  store = typicalCaseStore({ client: documentClient(), table: names.registerTable });
  // Any private bucket serves; the test's engines have this one.
  exchange = objectBucket(s3Client(), names.stagingBucket);
});
afterAll(() => engines?.stop());

const MONDAY = '2026-11-22T22:00:00Z';
const NEXT_MONDAY = '2026-11-29T22:00:00Z';

const logged: object[] = [];
const silent = () => undefined;
const base = () => ({
  typicalCases: store,
  exchange,
  log: { info: (_: string, fields: object) => void logged.push(fields), warn: silent, error: silent },
});
const run = (at: string, deps: Partial<Parameters<typeof exportTypicalCases>[0]> = {}) =>
  exportTypicalCases({ ...base(), now: () => toInstant(Date.parse(at)), ...deps })({ at });

const packages = async (): Promise<Readonly<Record<string, ExportPackage>>> => {
  const found: Record<string, ExportPackage> = {};
  for await (const page of exchange.list('')) {
    for (const path of page) found[path] = JSON.parse(new TextDecoder().decode(await exchange.get(path)));
  }
  return found;
};

const change = async (id: string, next: (typical: TypicalCase) => TypicalCase): Promise<TypicalCase> => {
  const old = await store.find(id);
  if (old === undefined) throw new Error('not there');
  const saved = await store.change(old, next(old.image), TYPICAL_CASE_STATES);
  if (!saved.ok) throw new Error('another was faster');
  return saved.value.image;
};

let serial = 0;
const published = async (): Promise<TypicalCase> => {
  serial += 1;
  const title = `案例${serial}`;
  const place = typicalCasePlace({ year: '2026', department: 'tax', caseId: ON.id, title });
  const written = { ...WRITTEN, title };
  const draft = value(writeTypicalCase({ place, publicId: randomText(16), on: ON, written, by: actor('writer') }));
  const looked = value(reviewTypicalCase(draft, { namesNoPerson: true }, actor('reviewer')));
  const publication = { publishFrom: TODAY, publishUntil: UNTIL, on: ON };
  const added = await store.add(value(publishTypicalCase(looked, publication, actor('reviewer', NOW))), serial);
  if (!added.ok) throw new Error('there is another');
  return added.value.image;
};
const withdraw = (id: string) =>
  change(id, (typical) => value(withdrawTypicalCase(typical, { reason: '撤下' }, actor('writer'))));
const idsIn = (made: ExportPackage | undefined) => made?.published.map(({ publicId }) => publicId);

beforeEach(async () => {
  engines.emptyBuckets();
  logged.length = 0;
  // What earlier tests left is sent, so that each begins with nothing new.
  await run('2026-11-22T00:00:00Z', { now: () => NOW });
  engines.emptyBuckets();
});

describe('the weekly export', () => {
  it('writes one package with what became public, and its receipt on each head', async () => {
    const typical = await published();
    await run(MONDAY, { now: () => NOW });
    const all = await packages();
    expect(Object.keys(all)).toEqual(['typical-cases/2026-11-23.json']);
    expect(all['typical-cases/2026-11-23.json']).toMatchObject({ package: '2026-11-23', withdrawn: [] });
    expect(idsIn(all['typical-cases/2026-11-23.json'])).toContain(typical.publicId);
    const head = (await store.find(typical.id))?.image;
    expect(head).toMatchObject({ exported: { package: '2026-11-23' }, change: { officer: 'export-typical-cases' } });
    expect(JSON.stringify(all)).not.toContain('writer');
  });

  it('is idempotent: the same firing again changes nothing at all', async () => {
    const { id } = await published();
    await run(MONDAY, { now: () => NOW });
    const before = [await packages(), await store.find(id)];
    await run(MONDAY, { now: () => NOW });
    expect([await packages(), await store.find(id)]).toEqual(before);
  });

  it('sends a case once, and its withdrawal once', async () => {
    const typical = await published();
    await run(MONDAY, { now: () => NOW });
    await withdraw(typical.id);
    await run(NEXT_MONDAY);
    const next = (await packages())['typical-cases/2026-11-30.json'];
    expect(idsIn(next)).toEqual([]);
    expect(next?.withdrawn).toEqual([{ publicId: typical.publicId }]);
    await run('2026-12-06T22:00:00Z');
    expect((await packages())['typical-cases/2026-12-07.json']).toMatchObject({ published: [], withdrawn: [] });
  });

  it('makes good for receipts that an interrupted run left out, though the case was withdrawn meanwhile', async () => {
    const typical = await published();
    const dies = { ...store, change: () => Promise.reject(new Error('killed')) };
    await expect(run(MONDAY, { now: () => NOW, typicalCases: dies })).rejects.toThrow('killed');
    expect((await store.find(typical.id))?.image.exported).toBeUndefined();
    await withdraw(typical.id);
    await run(NEXT_MONDAY);
    expect((await store.find(typical.id))?.image).toMatchObject({
      exported: { package: '2026-11-23' },
      withdrawalExported: { package: '2026-11-30' },
    });
    const { withdrawn } = (await packages())['typical-cases/2026-11-30.json'] ?? {};
    expect(withdrawn).toContainEqual({ publicId: typical.publicId });
  });

  it('puts the receipt on a head that changes at the same moment', async () => {
    const typical = await published();
    let raced = false;
    const racing: typeof store = {
      ...store,
      change: async (old, next, from) => {
        if (!raced && old.image.id === typical.id) {
          raced = true;
          await withdraw(typical.id);
        }
        return store.change(old, next, from);
      },
    };
    await run(MONDAY, { now: () => NOW, typicalCases: racing });
    expect((await store.find(typical.id))?.image).toMatchObject({
      state: 'withdrawn',
      exported: { package: '2026-11-23' },
    });
  });

  it('refuses a firing that does not say when it was due', async () => {
    await expect(exportTypicalCases({ ...base(), now: () => NOW })({})).rejects.toThrow('at');
    expect(await packages()).toEqual({});
  });
});
