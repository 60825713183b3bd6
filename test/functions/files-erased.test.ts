import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allReplayers } from '../../infra/replayers.ts';
import { headId } from '../../shared/crypto/head-keys.ts';
import { bearerStore, borneKey } from '../../shared/files/bearer-store.ts';
import { checkedPath } from '../../shared/files/file-paths.ts';
import { derivedItems } from '../../shared/rederive/derived-items-store.ts';
import { rederive } from '../../shared/rederive/rederive.ts';
import { registerPages } from '../../shared/rederive/register-pages-store.ts';
import { retentionRederiver } from '../../shared/rederive/retention.ts';
import { replayLedger } from '../../shared/retention/replay-ledger.ts';
import { systemActor } from '../../shared/tasks/dispatch.ts';
import { announced, pdf } from '../builders/files.ts';
import { penalty } from '../builders/submissions.ts';
import { names } from '../engines.ts';
import '../to-be-problem.ts';
import { cleanFile, scanning } from './http/support/scanning.ts';
import { account, mandateOf } from './http/support/subject-side.ts';
import { AUDITOR, type RetentionTown, retentionTown, textOf } from './support/retention-town.ts';

const FIRM = account('firm-of-files');
const BEFORE = '2026-11-10T02:00:00.000Z';

let town: RetentionTown;
let mandate: string;
beforeAll(async () => {
  town = await retentionTown();
}, 60_000);
afterAll(() => town?.stop());

let serial = 0;
/** The nights of other tests have put the firm's older mandates away. */
const begin = async (at: string): Promise<void> => {
  town.setTime(at);
  serial += 1;
  mandate = await mandateOf(town.api, FIRM, { until: '2031-11-01', receipt: `回执-文件删除-${serial}` });
  await town.settle();
};

const paper = () => {
  serial += 1;
  return pdf(`证据 ${serial}`);
};
const nameOf = (bytes: Uint8Array) => `独有证据${bytes.length}之${serial}.pdf`;

const handedIn = async (bytes = paper(), name = nameOf(bytes)) => {
  const id = await cleanFile(town.api, FIRM, bytes, { mandate, name });
  await town.settle();
  return { id, name, bytes };
};

const posted = async () => {
  serial += 1;
  return town.post(penalty({ documentNumber: `庄市监罚〔2026〕${6_000 + serial}号` }));
};

const object = (record: string, files: readonly string[]) =>
  town.api.call('file-objection', {
    who: FIRM,
    id: mandate,
    body: {
      target: { type: 'record', id: record },
      grounds: '处罚对象并非本单位',
      wanted: { outcome: 'delete', text: '请求删除' },
      files,
    },
  });

/** An objection to a record of its own that bears these files; it falls away on the day with the record. */
const objected = async (files: readonly string[]) => {
  const { id: record } = await posted();
  const { status, body } = await object(record, files);
  expect(status, JSON.stringify(body)).toBe(201);
  await town.settle();
  return { id: body.id as string, fallAway: () => town.orderErasure(record) };
};

const lies = async (id: string) => (await scanning(town.api).paths()).includes(checkedPath({ id }));
const headOf = async (id: string) =>
  (await town.registerItems()).find((item) => item['id'] === id && item['entity'] !== 'history');
const everything = async () => textOf([...(await town.registerItems()), ...(await town.derivedItems())]);
const entriesOn = async (id: string) => {
  const found: string[] = [];
  for await (const page of town.deps.ledger.since(undefined)) {
    found.push(...page.filter((entry) => entry.id === id).map(({ action }) => action));
  }
  return found.sort();
};

const rederived = async () => {
  const pages = registerPages({ client: town.client, table: names.registerTable });
  const deps = {
    ...town.deps,
    derivedItems: derivedItems({ client: town.client, table: names.derivedTable }),
    caseWork: town.queue,
  };
  const rederivers = ['record', 'objection', 'file', 'put-away', 'erasure', 'mandate'].map((of) =>
    retentionRederiver(of, deps),
  );
  const { missing } = await rederive(pages, rederivers, { dryRun: false, segments: 1 });
  await town.settle();
  return missing;
};

describe('a file that an objection bears', () => {
  it('is kept as long as that, and its bytes go with it', { timeout: 120_000 }, async () => {
    await begin(BEFORE);
    const first = await handedIn();
    const second = await handedIn();
    const { id, fallAway } = await objected([first.id, second.id]);
    await fallAway();
    await town.night('2026-12-10');
    await town.night('2027-01-11');
    expect(await headOf(first.id)).toMatchObject({ entity: 'file', state: 'clean' });
    expect(await rederived()).toMatchObject({ bearers: 0, retention: 0, ledger: 0 });
    await town.night('2031-11-11');
    expect(await headOf(id)).toMatchObject({ entity: 'put-away', state: 'archived' });
    expect([await lies(first.id), await lies(second.id)]).toEqual([true, true]);

    await town.night('2036-11-12');
    expect(await headOf(id)).toMatchObject({ entity: 'put-away', state: 'erased' });
    expect([await lies(first.id), await lies(second.id)]).toEqual([false, false]);
    expect(await headOf(first.id)).toMatchObject({ entity: 'put-away', state: 'erased' });
    const left = await everything();
    for (const { name } of [first, second]) expect(left).not.toContain(name);
    expect(await entriesOn(first.id)).toEqual(['erase']);
    expect(await bearerStore({ client: town.client, table: names.derivedTable }).of(first.id)).toEqual([]);
    // The relay came last and asked for another look: the night finds that all is done.
    await town.night('2036-11-13');
    expect(await rederived()).toMatchObject({ bearers: 0, retention: 0, ledger: 0 });
  });

  it('stays while another objection bears it, also if a note of the first one comes late', {
    timeout: 120_000,
  }, async () => {
    await begin(BEFORE);
    const { id: file } = await handedIn();
    const first = await objected([file]);
    const second = await objected([file]);
    await first.fallAway();
    town.setTime('2028-03-01T02:00:00.000Z');
    await second.fallAway();
    await town.night('2031-11-11');
    const key = await headOf(first.id);
    await town.night('2036-11-12');
    expect(await headOf(first.id)).toMatchObject({ state: 'erased' });
    expect(await lies(file)).toBe(true);

    const bearers = bearerStore({ client: town.client, table: names.derivedTable });
    await bearers.note({ id: first.id, key: { pk: String(key?.['pk']), sk: String(key?.['sk']) } }, [file]);
    await town.night('2038-03-02');
    expect(await headOf(second.id)).toMatchObject({ state: 'erased' });
    expect(await lies(file)).toBe(false);
  });

  it('is deleted before what names it: what failed is tried again, and nothing lies there of which nobody knows', {
    timeout: 120_000,
  }, async () => {
    await begin(BEFORE);
    const { id: file } = await handedIn();
    const { id, fallAway } = await objected([file]);
    await fallAway();
    await town.night('2031-11-11');
    const { eraseBytes, heads } = town.deps;
    const { putAway } = heads;
    const seen: unknown[] = [];
    const faults = ['the bucket is out of reach', 'died before the file is put away', 'died before its bearer is'];
    const next = async (): Promise<boolean> => {
      const state = await headOf(id);
      seen.push([state?.['state'], await lies(file)]);
      return true;
    };
    let deletes = 0;
    let puts = 0;
    Object.assign(town.deps, {
      eraseBytes: async (which: string) => {
        if (which === file) deletes += 1;
        if (which === file && deletes === 1 && (await next())) throw new Error(faults[0]);
        return eraseBytes(which);
      },
    });
    Object.assign(heads, {
      putAway: async (...given: Parameters<typeof putAway>) => {
        const [old] = given;
        if (old.id !== file && old.id !== id) return putAway(...given);
        puts += 1;
        if (old.id === file && puts === 1 && (await next())) throw new Error(faults[1]);
        if (old.id === id && puts === 3 && (await next())) throw new Error(faults[2]);
        return putAway(...given);
      },
    });
    await town.night('2036-11-12');
    Object.assign(town.deps, { eraseBytes });
    Object.assign(heads, { putAway });
    expect(seen).toEqual([
      ['archived', true],
      ['archived', false],
      ['archived', false],
    ]);
    expect(await headOf(id)).toMatchObject({ state: 'erased' });
    expect(await headOf(file)).toMatchObject({ state: 'erased' });
    expect(await lies(file)).toBe(false);
  });
});

describe('a file that nothing bears', () => {
  it('can be used for a month, is gone after another, and may then be handed in again', async () => {
    await begin('2026-11-20T02:00:00.000Z');
    const { id, name, bytes } = await handedIn();
    await town.night('2026-12-19');
    expect(await headOf(id)).toMatchObject({ entity: 'file', state: 'clean' });
    await town.night('2026-12-20');
    expect(await headOf(id)).toMatchObject({ entity: 'put-away', state: 'archived' });
    expect(await lies(id)).toBe(true);
    const { id: record } = await posted();
    expect(await object(record, [id])).toBeProblem(422, 'file-not-found');
    const opened = await town.api.call('open-archive', {
      params: { id },
      who: AUDITOR,
      body: { reason: '抽查', document: '审计〔2026〕1号' },
    });
    expect(opened.body).toMatchObject({ of: 'file', content: { name } });
    expect(JSON.stringify(opened.body)).not.toMatch(/ORG#|PERSON#/);

    await town.night('2027-01-20');
    expect(await lies(id)).toBe(false);
    expect(await headOf(id)).toMatchObject({ entity: 'put-away', state: 'erased' });
    expect(await everything()).not.toContain(name);
    expect(await entriesOn(id)).toEqual(['archive', 'erase']);

    const again = await town.api.call('post-file', { who: FIRM, body: announced(bytes, { mandate, name }) });
    expect(again).toMatchObject({ status: 201, body: { state: 'pending', form: expect.anything() } });
    expect(again.body.id).not.toBe(id);
    const colleague = await town.api.call('post-file', { who: FIRM, body: announced(bytes, { mandate, name }) });
    expect(colleague).toMatchObject({ status: 200, body: { id: again.body.id } });
    await town.settle();
  });

  it('stays if it was attached in the last moment and the relay was late', async () => {
    await begin('2026-11-20T02:00:00.000Z');
    const { id: file } = await handedIn();
    town.setTime('2026-12-20T01:59:00.000+08:00');
    const { id: record } = await posted();
    expect((await object(record, [file])).status).toBe(201);
    await town.night('2026-12-20');
    await town.night('2027-01-20');
    expect(await lies(file)).toBe(true);
  });
});

describe('after a restore', () => {
  it('what was erased is deleted once more, also where the bucket was restored beside the table', {
    timeout: 120_000,
  }, async () => {
    await begin('2026-11-20T02:00:00.000Z');
    const { id, name, bytes } = await handedIn();
    const stays = await handedIn();
    await objected([stays.id]);
    const copy = await town.registerItems();
    await town.night('2026-12-20');
    await town.night('2027-01-20');
    expect(await lies(id)).toBe(false);

    for (const { pk, sk } of await town.registerItems()) {
      const requests = [{ DeleteRequest: { Key: { pk, sk } } }];
      await town.client.send(new BatchWriteCommand({ RequestItems: { [names.registerTable]: requests } }));
    }
    for (const Item of copy) await town.client.send(new PutCommand({ TableName: names.registerTable, Item }));
    const { bucket } = scanning(town.api);
    await bucket.put(checkedPath({ id }), bytes);
    const { ledger, heads, subjects, eraseBytes } = town.deps;
    const replay = (dryRun: boolean) =>
      replayLedger(
        {
          ledger,
          heads,
          subjects,
          eraseBytes,
          replayers: allReplayers({ client: town.client, table: names.registerTable }),
          subjectId: (pk) => headId({ pk, sk: 'SUBJECT' }),
          by: systemActor(town.now()),
        },
        { dryRun },
      );
    await replay(true);
    expect(await lies(id)).toBe(true);
    await replay(false);
    expect([await lies(id), await lies(stays.id)]).toEqual([false, true]);
    expect(await headOf(id)).toMatchObject({ entity: 'put-away', state: 'erased' });
    expect(textOf(await town.registerItems())).not.toContain(name);
    await town.settle();
  });

  it('who bears a file is found again', async () => {
    await begin('2026-11-20T02:00:00.000Z');
    const { id: file } = await handedIn();
    const { id } = await objected([file]);
    const bearers = bearerStore({ client: town.client, table: names.derivedTable });
    expect((await bearers.of(file)).map(({ bearer }) => bearer)).toEqual([id]);
    await bearers.forget(file, id);
    expect(await rederived()).toMatchObject({ bearers: 1 });
    expect((await town.derivedItems()).some(({ pk }) => pk === borneKey(file, id).pk)).toBe(true);
    expect(await rederived()).toMatchObject({ bearers: 0 });
  });
});
