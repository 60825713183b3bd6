import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erasedHoldsTogether, unpackErased } from '../../shared/crypto/erased-version.ts';
import { historyKey } from '../../shared/crypto/head-keys.ts';
import { holdsTogether } from '../../shared/crypto/sealed-version.ts';
import { putAwayFromItem } from '../../shared/retention/put-away-store.ts';
import { accessStore } from '../../shared/subject-door/access-store.ts';
import { nameLeadStore } from '../../shared/subjects/name-lead-store.ts';
import { fictionalCompany, fictionalPerson } from '../builders/fictional.ts';
import { penalty } from '../builders/submissions.ts';
import { names } from '../engines.ts';
import '../to-be-problem.ts';
import { officer } from './http/support/api.ts';
import { AUDITOR, CONFIRMER, PROPOSER, type RetentionTown, retentionTown, textOf } from './support/retention-town.ts';

let town: RetentionTown;
beforeAll(async () => {
  town = await retentionTown();
}, 60_000);
afterAll(() => town?.stop());

let serial = 0;
const WORDS = '仅此一处的违法事实';

/** A penalty on a company of its own, that says something which nothing else says. */
const freshPenalty = (override: object = {}) => {
  serial += 1;
  return penalty(
    {
      subject: fictionalCompany(70_000 + serial, `庄河示例第${serial}有限公司`),
      documentNumber: `庄市监罚〔2026〕${9_000 + serial}号`,
      ...override,
    },
    { violationFacts: `${WORDS}${serial}号` },
  );
};

const onPerson = (sequence: string) =>
  freshPenalty({
    subject: fictionalPerson('李某某', '19800101', sequence),
    actDate: '2026-10-01',
    disclosure: undefined,
  });

const itemAt = async (key: { pk: string; sk: string }) =>
  (await town.registerItems()).find(({ pk, sk }) => pk === key.pk && sk === key.sk);
const historyOf = async (id: string) =>
  (await town.registerItems())
    .filter(({ pk }) => pk === historyKey(id, 1).pk)
    .toSorted((a, b) => Number(a['version']) - Number(b['version']));
/** Everything that lies in both tables, in clear. */
const everything = async () => textOf([...(await town.registerItems()), ...(await town.derivedItems())]);

const CORRECTION = { reason: '录入有误', content: { fineFen: 100 } };
const correct = async (id: string) => {
  const corrected = await town.api.call('correct-record', {
    params: { id },
    headers: { 'if-match': '"1"' },
    body: CORRECTION,
  });
  expect(corrected.status).toBe(200);
  await town.settle();
};

const BEFORE = '2026-11-10T02:00:00.000Z';

describe('a record whose term is over', () => {
  it('goes into the archive in the night of its day, out of everybody’s sight, and is opened on a document alone', async () => {
    town.setTime(BEFORE);
    const { id, key } = await town.post(freshPenalty());
    await correct(id);
    await town.night('2031-11-01');
    expect(await itemAt(key)).toMatchObject({ entity: 'record', state: 'active' });
    await town.night('2031-11-02');
    expect(await itemAt(key)).toMatchObject({ entity: 'put-away', state: 'archived', version: 3 });
    expect((await itemAt(key))?.['ownerPk']).toBeUndefined();
    expect(await town.api.call('get-record', { params: { id } })).toBeProblem(404, 'not-found');
    expect(await town.deps.records.get(key)).toBeUndefined();

    const body = { reason: '行政诉讼调取', document: '庄法调〔2031〕7号' };
    const reader = officer('court', 'judge', 'court');
    const opened = await town.api.call('open-archive', { params: { id }, who: reader, body });
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({
      id,
      of: 'record',
      kind: 'administrative-penalty',
      state: 'active',
      archivedOn: '2031-11-02',
    });
    expect(opened.body.content).toMatchObject({
      version: 2,
      content: { violationFacts: expect.stringContaining(WORDS), fineFen: 100 },
    });
    expect(JSON.stringify(opened.body)).not.toContain('"key"');
    await town.settle();
    const told = town.notified.filter(({ type, about }) => type === 'archive.opened' && about === id);
    expect(told.map(({ recipient }) => recipient).toSorted()).toEqual(['credit-office', 'market-regulation']);
    const { accesses } = await accessStore({ client: town.client, table: names.derivedTable }).of(
      key.pk,
      undefined,
      10,
    );
    expect(accesses).toMatchObject([
      { what: 'archive', department: 'court', purpose: body.reason, reference: body.document },
    ]);
  });

  it('tells whoever was told of it that it is to be used no more', async () => {
    town.setTime(BEFORE);
    const { id } = await town.post(freshPenalty({ severity: { grade: 'serious', criterion: '造成严重后果' } }));
    const told = town.notified.filter(({ about, type }) => about === id && type === 'record.posted');
    expect(told.length).toBeGreaterThan(0);
    await town.night('2031-11-02');
    const ended = town.notified.filter(({ about, type }) => about === id && type === 'record.retention-ended');
    expect(ended.map(({ recipient }) => recipient)).toEqual(told.map(({ recipient }) => recipient));
  });

  it('is erased when its further term is over, and only the chain of its versions is left', async () => {
    town.setTime(BEFORE);
    const { id, key } = await town.post(freshPenalty());
    const words = `${WORDS}${serial}号`;
    await correct(id);
    expect(await everything()).toContain(words);
    await town.night('2031-11-02');
    await town.night('2036-11-01');
    expect(await itemAt(key)).toMatchObject({ state: 'archived' });
    await town.night('2036-11-02');
    const head = putAwayFromItem(await itemAt(key));
    expect(head.image).toMatchObject({ state: 'erased', version: 4, change: { action: 'erase' } });
    const versions = (await historyOf(id)).map(({ body }) => unpackErased(body as Uint8Array));
    expect(versions.map(({ tombstone }) => [tombstone.version, tombstone.change.action])).toEqual([
      [1, 'post'],
      [2, 'correct'],
      [3, 'archive'],
    ]);
    expect(versions.every(erasedHoldsTogether)).toBe(true);
    expect(holdsTogether(head)).toBe(true);
    const hashes = [...versions.map(({ seal }) => seal), head.seal];
    expect(hashes.map(({ previous }) => previous)).toEqual(['', ...hashes.slice(0, -1).map(({ hash }) => hash)]);
    expect(await everything()).not.toContain(words);
    expect(
      await town.api.call('open-archive', {
        params: { id },
        who: AUDITOR,
        body: { reason: '抽查', document: '审计〔2036〕1号' },
      }),
    ).toBeProblem(410, 'content-erased');
  });

  it('waits while an objection to it is not decided', async () => {
    town.setTime(BEFORE);
    const { key } = await town.post(freshPenalty());
    const stored = await town.deps.records.get(key);
    if (stored === undefined) throw new Error('no record');
    const objection = { id: 'AAAAAAAAAAAAAAAAAAAAAA', filedOn: '2031-10-30', decideBy: '2031-11-10' } as never;
    const { image } = stored;
    await town.deps.records.change(
      stored,
      { ...image, version: 2, objection, change: { ...image.change, action: 'mark-objection' } },
      ['active'],
    );
    await town.settle();
    await town.night('2031-11-02');
    expect(await itemAt(key)).toMatchObject({ entity: 'record' });
  });
});

describe('an order of erasure', () => {
  it('needs a second officer, and is carried out at once: the record ends, everybody hears of it, its content goes', async () => {
    town.setTime(BEFORE);
    const posting = freshPenalty({ severity: { grade: 'serious', criterion: '造成严重后果' } });
    const { id, key } = await town.post(posting);
    const words = `${WORDS}${serial}号`;
    const body = { ground: 'unlawful', document: '庄信办删〔2026〕2号', decidedOn: '2026-11-09', reason: '处理无依据' };
    const proposed = await town.api.call('propose-erasure', { params: { id }, who: PROPOSER, body });
    expect(proposed).toMatchObject({ status: 201, body: { record: id, state: 'proposed' } });
    expect((await town.api.call('propose-erasure', { params: { id }, who: PROPOSER, body })).status).toBe(200);
    expect(await town.api.call('propose-erasure', { params: { id }, who: CONFIRMER, body })).toBeProblem(
      409,
      'state-forbids',
    );
    const confirm = (who: typeof PROPOSER) =>
      town.api.call('confirm-erasure', {
        params: { id },
        who,
        headers: { 'if-match': '"1"' },
        body: { confirmed: true },
      });
    expect(await confirm(PROPOSER)).toBeProblem(403, 'same-officer');
    await town.settle();
    expect(await itemAt(key)).toMatchObject({ entity: 'record', version: 1 });

    expect((await confirm(CONFIRMER)).body).toMatchObject({ state: 'confirmed' });
    await town.settle();
    expect(await itemAt(key)).toMatchObject({ entity: 'put-away', state: 'erased', version: 3 });
    expect(town.notified.filter(({ about, type }) => about === id && type === 'record.ended').length).toBeGreaterThan(
      0,
    );
    expect(await everything()).not.toContain(words);
    expect((await historyOf(id)).map(({ body: bytes }) => (bytes as Uint8Array)[0])).toEqual([3, 3]);

    expect(await town.api.post(posting)).toBeProblem(409, 'content-put-away');
    const many = await town.api.post([posting, freshPenalty()]);
    expect(many.body.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['refused', 'created']);
    expect(await town.api.call('propose-erasure', { params: { id }, who: PROPOSER, body })).toBeProblem(
      410,
      'content-erased',
    );
  });

  it('is not carried out once it was rejected, and can be proposed anew', async () => {
    town.setTime(BEFORE);
    const { id, key } = await town.post(freshPenalty());
    const body = {
      ground: 'purpose-gone',
      document: '庄信办删〔2026〕3号',
      decidedOn: '2026-11-09',
      reason: '目的已实现',
    };
    await town.api.call('propose-erasure', { params: { id }, who: PROPOSER, body });
    const rejected = await town.api.call('confirm-erasure', {
      params: { id },
      who: CONFIRMER,
      headers: { 'if-match': '"1"' },
      body: { confirmed: false, reason: '仍需保存' },
    });
    expect(rejected.body).toMatchObject({ state: 'rejected', version: 2 });
    await town.settle();
    expect(await itemAt(key)).toMatchObject({ entity: 'record' });
    expect(await town.api.call('propose-erasure', { params: { id }, who: PROPOSER, body })).toMatchObject({
      status: 201,
      body: { state: 'proposed', version: 3 },
    });
  });

  it('reaches what lies in the archive', async () => {
    town.setTime(BEFORE);
    const { id, key } = await town.post(freshPenalty());
    await town.night('2031-11-02');
    await town.orderErasure(id);
    expect(await itemAt(key)).toMatchObject({ entity: 'put-away', state: 'erased', version: 3 });
    expect((await historyOf(id)).map(({ body }) => (body as Uint8Array)[0])).toEqual([3, 3]);
  });
});

describe('a subject of whom nothing is left', () => {
  it('is forgotten a night after it was marked: number, names, key and aliases', async () => {
    town.setTime(BEFORE);
    const { id, key } = await town.post(onPerson('101'));
    const aliases = async () => (await town.registerItems()).filter(({ subject }) => subject === key.pk);
    expect(await aliases()).toHaveLength(1);
    await town.orderErasure(id);
    await town.night('2026-11-11');
    expect(await itemAt({ pk: key.pk, sk: 'SUBJECT' })).toMatchObject({
      entity: 'person',
      leavingSince: expect.any(String),
    });
    await town.night('2026-11-12');
    expect(await itemAt({ pk: key.pk, sk: 'SUBJECT' })).toBeUndefined();
    expect(await aliases()).toEqual([]);
    const again = await town.post(onPerson('101'));
    expect(again.key.pk).not.toBe(key.pk);
  });

  it('stays if somebody names it in between', async () => {
    town.setTime(BEFORE);
    const { id, key } = await town.post(onPerson('102'));
    await town.orderErasure(id);
    await town.night('2026-11-11');
    const again = await town.post(onPerson('102'));
    expect(again.key.pk).toBe(key.pk);
    await town.night('2026-11-12');
    await town.night('2026-11-13');
    expect(await itemAt({ pk: key.pk, sk: 'SUBJECT' })).toMatchObject({ entity: 'person' });
    expect((await itemAt({ pk: key.pk, sk: 'SUBJECT' }))?.['leavingSince']).toBeUndefined();
  });

  it('leaves no name by which an organisation is found', async () => {
    town.setTime(BEFORE);
    const posting = freshPenalty();
    const { id, key } = await town.post(posting);
    const leads = nameLeadStore({ client: town.client, table: names.derivedTable });
    const { name } = posting.subject as { name: string };
    expect(await leads.find(name)).toHaveLength(1);
    await town.orderErasure(id);
    await town.night('2026-11-11');
    await town.night('2026-11-12');
    expect(await leads.find(name)).toEqual([]);
    expect(await itemAt({ pk: key.pk, sk: 'SUBJECT' })).toBeUndefined();
  });
});
