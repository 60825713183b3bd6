import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { holdsTogether } from '../../../shared/crypto/sealed-version.ts';
import { correct } from '../../../shared/records/correct.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import type { StoredRecord } from '../../../shared/records/record-store.ts';
import { type RecordStore, recordStore } from '../../../shared/records/record-store.ts';
import { TRANSITIONS } from '../../../shared/records/transitions.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { anyRecord, officer, penaltyRecord, TODAY } from './record-of.ts';

let engines: Engines;
let store: RecordStore;
beforeAll(async () => {
  engines = await startEngines();
  store = recordStore({ client: documentClient(), table: names.registerTable });
});
afterAll(() => engines?.stop());

let serial = 0;
const fresh = () => {
  serial += 1;
  return penaltyRecord({ documentNumber: `庄罚〔2026〕${serial}号` });
};

const CORRECT = TRANSITIONS.correct.from;
const fined = (record: CreditRecord, fineFen: number): CreditRecord => {
  const corrected = correct(record, { reason: '有误', content: { fineFen } }, { by: officer('b'), today: TODAY });
  if (!corrected.ok) throw new Error(JSON.stringify(corrected.failure));
  return corrected.value;
};

const added = async (record: CreditRecord, posting: unknown = { of: record.documentNumber }): Promise<StoredRecord> => {
  const outcome = await store.add(record, posting);
  if (!outcome.ok) throw new Error('not added');
  return outcome.value;
};

const found = async (id: string): Promise<StoredRecord> => {
  const stored = await store.find(id);
  if (stored === undefined) throw new Error('not found');
  return stored;
};

const historyOf = async (id: string, limit = 100): Promise<readonly StoredRecord[]> => {
  const versions: StoredRecord[] = [];
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page = await store.history(id, after, limit);
    versions.push(...page.versions);
    after = page.next;
  }
  return versions;
};

describe('a record', () => {
  it('is added once by twenty who post the same at once, and all of them get it', async () => {
    const record = fresh();
    const posts = Array.from({ length: 20 }, () => store.add(record, { same: true }));
    const outcomes = await Promise.all(posts);
    expect(outcomes.filter((outcome) => outcome.ok && outcome.value.created)).toHaveLength(1);
    const [salt] = outcomes.map((outcome) => (outcome.ok ? outcome.value.seal.salt : 'refused'));
    expect(outcomes.every((outcome) => outcome.ok && outcome.value.seal.salt === salt)).toBe(true);
  });

  it('is the one of the first of twenty who post different content at once; the others are told which there is', async () => {
    const record = fresh();
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => store.add(record, { n })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.failure.image).toEqual({ ...record });
  });

  it('is recognised by its first posting after it was changed', async () => {
    const first = await added(fresh(), { a: 1 });
    await store.change(first, fined(first.image, 1), CORRECT);
    expect(await store.add(first.image, { a: 1 })).toMatchObject({
      ok: true,
      value: { created: false, image: { version: 2 } },
    });
    expect((await store.add(first.image, { a: 2 })).ok).toBe(false);
  });

  it('of every kind and subject is found as it was added, and proves its content', async () => {
    await fc.assert(
      fc.asyncProperty(anyRecord, fc.nat(), async (given, n) => {
        serial += 1;
        const record = { ...given, id: `generated-${serial}-${n}`, documentNumber: `${given.documentNumber}${serial}` };
        await added(record);
        const stored = await found(record.id);
        expect(stored.image).toEqual(record);
        expect(holdsTogether(stored)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('that nobody added is not found', async () => {
    expect(await store.find('nobody')).toBeUndefined();
    expect(await store.history('nobody', 0, 10)).toEqual({ versions: [], next: undefined });
  });
});

describe('a change', () => {
  it('is found at once, its predecessor as the end of the history, byte for byte', async () => {
    const first = await added(fresh());
    const changed = await store.change(first, fined(first.image, 1), CORRECT);
    expect(changed).toMatchObject({ ok: true, value: { image: { version: 2 } } });
    expect((await found(first.image.id)).image).toMatchObject({ version: 2, content: { fineFen: 1 } });
    const [old] = await historyOf(first.image.id);
    expect(Buffer.from(old?.body ?? []).equals(Buffer.from(first.body))).toBe(true);
  });

  it('on a version that is no more is refused, and changes nothing', async () => {
    const first = await added(fresh());
    await store.change(first, fined(first.image, 2), CORRECT);
    expect(await store.change(first, fined(first.image, 1), CORRECT)).toEqual({ ok: false, failure: { current: 2 } });
    expect((await found(first.image.id)).image.content['fineFen']).toBe(2);
    expect(await historyOf(first.image.id)).toHaveLength(1);
  });

  it('from a state that does not allow it is refused by the table itself', async () => {
    const ended = await added({ ...fresh(), state: 'ended' });
    const outcome = await store.change(ended, { ...ended.image, version: 2, state: 'active' }, CORRECT);
    expect(outcome).toEqual({ ok: false, failure: { current: 1 } });
    expect((await found(ended.image.id)).image.state).toBe('ended');
  });

  it('is made by one of twenty at once', async () => {
    const first = await added(fresh());
    const attempts = Array.from({ length: 20 }, (_, n) =>
      store.change(first, fined(first.image, n), CORRECT).catch((error: Error) => error.name),
    );
    const outcomes = await Promise.all(attempts);
    const won = outcomes.filter((outcome) => typeof outcome === 'object' && outcome.ok);
    expect(won).toHaveLength(1);
    // The others were too late, or met the winner while it was at it: that is told apart from any other fault.
    for (const outcome of outcomes) {
      if (typeof outcome === 'string') expect(outcome).toBe('TransactionCanceledException');
      else if (!outcome.ok) expect(outcome.failure).toEqual({ current: 2 });
    }
    expect(await historyOf(first.image.id)).toHaveLength(1);
  });
});

describe('the history', () => {
  it('is a chain of hashes from the first version to the head, whatever page it is read by', async () => {
    let last = await added(fresh());
    const { id } = last.image;
    for (let fine = 60; fine > 0; fine -= 1) {
      const changed = await store.change(last, fined(last.image, fine), CORRECT);
      if (!changed.ok) throw new Error('not changed');
      last = changed.value;
    }
    for (const limit of [1, 7, 50, 60, 100]) {
      const versions = [...(await historyOf(id, limit)), await found(id)];
      expect(versions.map(({ image }) => image.version)).toEqual(Array.from({ length: 61 }, (_, at) => at + 1));
      for (const [index, version] of versions.entries()) {
        expect(holdsTogether(version)).toBe(true);
        expect(version.seal.previous).toBe(versions[index - 1]?.seal.hash ?? '');
        expect(version.posted).toEqual(last.posted);
      }
      expect(new Set(versions.flatMap(({ seal }) => [seal.salt, seal.publicSalt])).size).toBe(122);
    }
  });

  it('does not hold together if a word of it was changed', async () => {
    const { image: record, ...rest } = await added(fresh());
    expect(holdsTogether({ ...rest, image: { ...record, documentNumber: '别号' } })).toBe(false);
    expect(holdsTogether({ image: record, ...rest, seal: { ...rest.seal, previous: rest.seal.hash } })).toBe(false);
  });
});
