import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allReplayers } from '../../infra/replayers.ts';
import { chainFindings } from '../../shared/audit/chain.ts';
import { chainStore } from '../../shared/audit/chain-store.ts';
import { headId, historyKey } from '../../shared/crypto/head-keys.ts';
import { nextVersion, packVersion } from '../../shared/crypto/sealed-version.ts';
import { beijingDate } from '../../shared/kernel/beijing-time.ts';
import { standingOf } from '../../shared/records/public-projection.ts';
import { RECORD_HEAD, type StoredRecord } from '../../shared/records/record-store.ts';
import { isUsable } from '../../shared/records/usable.ts';
import { derivedItems } from '../../shared/rederive/derived-items-store.ts';
import { rederive } from '../../shared/rederive/rederive.ts';
import { registerPages } from '../../shared/rederive/register-pages-store.ts';
import { retentionRederiver } from '../../shared/rederive/retention.ts';
import type { HeadKey } from '../../shared/register/head.ts';
import { replayLedger } from '../../shared/retention/replay-ledger.ts';
import { systemActor } from '../../shared/tasks/dispatch.ts';
import { fictionalCompany, fictionalPerson } from '../builders/fictional.ts';
import { penalty } from '../builders/submissions.ts';
import { names } from '../engines.ts';
import '../to-be-problem.ts';
import { SECOND } from './http/support/api.ts';
import { AUDITOR, type RetentionTown, retentionTown, textOf } from './support/retention-town.ts';

let town: RetentionTown;
beforeAll(async () => {
  town = await retentionTown();
}, 60_000);
afterAll(() => town?.stop());

const BEFORE = '2026-11-10T02:00:00.000Z';
let serial = 0;
const WORDS = '仅此一处的违法事实';
const freshPenalty = (override: object = {}) => {
  serial += 1;
  const subject = fictionalCompany(71_000 + serial, `庄河示例第${serial}有限公司`);
  const documentNumber = `庄市监罚〔2026〕${8_000 + serial}号`;
  return penalty({ subject, documentNumber, ...override }, { violationFacts: `${WORDS}${serial}号` });
};

const itemAt = async (key: HeadKey) =>
  (await town.registerItems()).find(({ pk, sk }) => pk === key.pk && sk === key.sk);

const withdraw = async (id: string): Promise<void> => {
  const body = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '决定予以撤销' };
  const proposed = await town.api.call('propose-withdrawal', { params: { id }, headers: { 'if-match': '"1"' }, body });
  expect(proposed.status).toBe(200);
  const confirmed = await town.api.call('confirm-withdrawal', {
    params: { id },
    who: SECOND,
    headers: { 'if-match': '"2"' },
    body: { confirmed: true },
  });
  expect(confirmed.status).toBe(200);
  await town.settle();
};

const replay = (dryRun = false) => {
  const register = { client: town.client, table: names.registerTable };
  const { ledger, heads, subjects, eraseBytes } = town.deps;
  return replayLedger(
    {
      ledger,
      heads,
      subjects,
      eraseBytes,
      replayers: allReplayers(register),
      subjectId: (pk) => headId({ pk, sk: 'SUBJECT' }),
      by: systemActor(town.now()),
    },
    { dryRun },
  );
};

/** The register as it was, in the place of what it is: what a restore of the table does. */
const restore = async (copy: readonly Record<string, unknown>[]): Promise<void> => {
  for (const { pk, sk } of await town.registerItems()) {
    const requests = [{ DeleteRequest: { Key: { pk, sk } } }];
    await town.client.send(new BatchWriteCommand({ RequestItems: { [names.registerTable]: requests } }));
  }
  for (const Item of copy) await town.client.send(new PutCommand({ TableName: names.registerTable, Item }));
};

describe('a register that was restored', () => {
  it('is brought again to where it was: what ended has ended, what was erased or archived is so', {
    timeout: 120_000,
  }, async () => {
    town.setTime(BEFORE);
    const withdrawn = await town.post(freshPenalty());
    const erased = await town.post(freshPenalty());
    const words = `${WORDS}${serial}号`;
    const person = await town.post(
      freshPenalty({
        subject: fictionalPerson('李某某', '19800101', '201'),
        actDate: '2026-10-01',
        disclosure: undefined,
      }),
    );
    const old = await town.post(freshPenalty({ decisionDate: '2021-11-12', disclosure: undefined }));
    const untouched = await town.post(freshPenalty());
    const copy = await town.registerItems();

    await withdraw(withdrawn.id);
    await town.orderErasure(erased.id);
    await town.orderErasure(person.id);
    await town.night('2026-11-12');
    await town.night('2026-11-13');
    const lost = await town.post(freshPenalty());
    await withdraw(lost.id);
    const told = town.notified.length;

    await restore(copy);
    expect(await itemAt(withdrawn.key)).toMatchObject({ state: 'active' });
    expect(textOf(await town.registerItems())).toContain(words);

    const asked = await replay(true);
    expect(asked).toMatchObject({ done: { end: 1, erase: 2, archive: 1 }, absent: expect.any(Number) });
    expect(await itemAt(withdrawn.key)).toMatchObject({ state: 'active' });

    const tally = await replay();
    expect(tally.done).toEqual({ end: 1, erase: 2, archive: 1, forget: 2 });
    const ended = await town.deps.records.get(withdrawn.key);
    expect(ended?.image).toMatchObject({
      state: 'ended',
      version: 3,
      change: { action: 'replay' },
      end: { verb: 'revoke', endedAt: expect.stringMatching(/^2026-11-1/) },
    });
    if (ended === undefined) throw new Error('gone');
    const today = beijingDate(town.now());
    expect(isUsable(ended.image, today)).toBe(false);
    expect(standingOf(ended.image, ended.seal.publicSalt, today)).toMatchObject({ state: 'not-public' });
    expect(await itemAt(erased.key)).toMatchObject({ entity: 'put-away', state: 'erased' });
    for (const { id } of [withdrawn, erased, old]) {
      const chain = await chainStore({ client: town.client, table: names.registerTable }).chain(id);
      expect(chainFindings(id, chain?.history ?? [], chain?.head)).toEqual([]);
    }
    expect(await itemAt(old.key)).toMatchObject({ entity: 'put-away', state: 'archived' });
    expect(await itemAt({ pk: person.key.pk, sk: 'SUBJECT' })).toBeUndefined();
    expect(await itemAt(untouched.key)).toMatchObject({ entity: 'record', state: 'active' });
    expect(textOf(await town.registerItems())).not.toContain(words);

    // Whoever was told of the end hears nothing new: it is the same version, and the same notice.
    await town.settle();
    const ids = town.notified.slice(told).map(({ id }) => id);
    const before = new Set(town.notified.slice(0, told).map(({ id }) => id));
    const ends = town.notified
      .slice(told)
      .filter(({ about, type }) => about === withdrawn.id && type === 'record.ended');
    expect(ends.every(({ id }) => before.has(id))).toBe(true);
    expect(ids.length).toBeGreaterThan(0);

    expect(await replay()).toMatchObject({ done: {} });

    await town.night('2026-11-14');
  });

  it('that is given anew what was withdrawn after its day has it ended by the next replay', async () => {
    town.setTime(BEFORE);
    const copy = await town.registerItems();
    const posting = freshPenalty();
    const { id, key } = await town.post(posting);
    await withdraw(id);
    await restore(copy);
    expect((await replay()).done).toEqual({});
    await town.post(posting);
    expect(await itemAt(key)).toMatchObject({ state: 'active', version: 1 });
    expect((await replay()).done).toEqual({ end: 1 });
    expect(await itemAt(key)).toMatchObject({ state: 'ended', version: 3 });
    // What was put back comes over the stream again; the night finds that all of it is done.
    await town.settle();
    await town.night('2026-11-15');
  });
});

describe('the ledger kept apart', () => {
  const rederived = async () => {
    const pages = registerPages({ client: town.client, table: names.registerTable });
    const { heads, due, ledger, bearers, told } = town.deps;
    const deps = {
      bearers,
      told,
      heads,
      due,
      ledger,
      derivedItems: derivedItems({ client: town.client, table: names.derivedTable }),
      caseWork: town.queue,
    };
    const rederivers = ['record', 'put-away', 'erasure'].map((entity) => retentionRederiver(entity, deps));
    const { missing } = await rederive(pages, rederivers, { dryRun: false, segments: 1 });
    await town.settle();
    return missing;
  };

  it('misses nothing, and gets back what it lost', async () => {
    town.setTime(BEFORE);
    const { id } = await town.post(freshPenalty());
    await withdraw(id);
    expect(await rederived()).toMatchObject({ retention: 0, ledger: 0 });
    town.api.engines.emptyBuckets();
    const missing = await rederived();
    expect(missing.ledger).toBeGreaterThan(0);
    expect(await rederived()).toMatchObject({ retention: 0, ledger: 0 });
  });

  it('names nobody: no key, no number, no text', async () => {
    const texts: string[] = [];
    for await (const page of town.deps.ledger.since(undefined))
      texts.push(...page.map((entry) => JSON.stringify(entry)));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).not.toMatch(/ORG#|PERSON#|91210299|李某某|决定予以撤销/);
  });
});

describe('an erasure that is disturbed', () => {
  const longHistory = async (versions: number) => {
    town.setTime(BEFORE);
    const { id, key } = await town.post(freshPenalty());
    const first = await town.deps.records.get(key);
    if (first === undefined) throw new Error('no record');
    let stored: StoredRecord = first;
    for (let version = 2; version <= versions; version += 1) {
      const old: StoredRecord = stored;
      const next = nextVersion({ ...old.image, version }, old);
      stored = { ...next, body: packVersion(RECORD_HEAD.format, next) };
      const place = historyKey(id, version - 1);
      const history = { ...place, entity: 'history', version: version - 1, state: 'active', body: old.body };
      await town.client.send(new PutCommand({ TableName: names.registerTable, Item: history }));
    }
    const head = { ...key, entity: 'record', id, version: versions, state: 'active', body: stored.body };
    await town.client.send(new PutCommand({ TableName: names.registerTable, Item: head }));
    await town.settle();
    return { id, key };
  };

  const formats = async (id: string) =>
    (await town.registerItems())
      .filter(({ pk }) => pk === historyKey(id, 1).pk)
      .map(({ body }) => (body as Uint8Array)[0]);

  it('goes on where it was killed, also if only the next night comes', async () => {
    const { id } = await longHistory(30);
    const { heads } = town.deps;
    const { eraseHistory } = heads;
    let left = 7;
    const mortal: typeof heads = {
      ...heads,
      eraseHistory: async (of, after) => {
        if (left === 0) throw new Error('killed');
        left -= 1;
        return eraseHistory(of, after, 3);
      },
    };
    Object.assign(heads, { eraseHistory: mortal.eraseHistory });
    await town.orderErasure(id).catch(() => undefined);
    Object.assign(heads, { eraseHistory });
    expect((await formats(id)).includes(1)).toBe(true);
    town.queue.stir(() => []);
    await town.night('2026-11-11');
    expect(new Set(await formats(id))).toEqual(new Set([3]));
  });

  it('of a very long history takes several messages', { timeout: 120_000 }, async () => {
    const { id } = await longHistory(1_050);
    const before = town.queue.sent.length;
    await town.orderErasure(id);
    const asked = town.queue.sent.slice(before).filter(({ type }) => type === 'erase');
    expect(asked.length).toBe(4);
    expect((await formats(id)).length).toBe(1_051);
    expect(new Set(await formats(id))).toEqual(new Set([3]));
  });

  it('is judged again if the archive is opened meanwhile', async () => {
    town.setTime(BEFORE);
    const { id, key } = await town.post(freshPenalty());
    await town.night('2031-11-02');
    const { heads } = town.deps;
    const { putAway } = heads;
    const opened: number[] = [];
    Object.assign(heads, {
      putAway: async (...given: Parameters<typeof putAway>) => {
        const body = { reason: '抽查', document: '审计〔2031〕1号' };
        if (opened.length === 0) {
          opened.push((await town.api.call('open-archive', { params: { id }, who: AUDITOR, body })).status);
        }
        return putAway(...given);
      },
    });
    await town.orderErasure(id);
    Object.assign(heads, { putAway });
    expect(opened).toEqual([201]);
    expect(await itemAt(key)).toMatchObject({ entity: 'put-away', state: 'erased', version: 4 });
    expect(new Set(await formats(id))).toEqual(new Set([3]));
  });
});
