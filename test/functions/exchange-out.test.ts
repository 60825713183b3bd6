import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../shared/aws/clients.ts';
import { exchangeEntryKey } from '../../shared/exchange/entry-store.ts';
import type { OutLine } from '../../shared/exchange/package.ts';
import { licence, PERSON, penalty } from '../builders/submissions.ts';
import { names } from '../engines.ts';
import { derivedState } from '../faults/support/derived-state.ts';
import { type Api, SECOND, startApi } from './http/support/api.ts';
import { type ExchangeTown, exchangeTown } from './support/exchange-town.ts';

let api: Api;
let town: ExchangeTown;
beforeAll(async () => {
  api = await startApi();
  town = exchangeTown(api);
});
afterAll(() => api?.stop());

let serial = 0;
const post = async (body: object) => {
  serial += 1;
  const reply = await api.call('post-records', { body: { documentNumber: `庄市监〔2026〕${serial}号`, ...body } });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  const found = await api.stores.records.find(reply.body.id);
  if (found === undefined) throw new Error('not there');
  return found.image;
};
const numbered = (make: (override: Readonly<Record<string, unknown>>) => object, override: object = {}) => {
  serial += 1;
  return make({ documentNumber: `庄市监罚〔2026〕${serial}号`, ...override });
};
const withdraw = async (id: string, version: number) => {
  const body = { verb: 'revoke', document: '庄政复决〔2026〕9号', decidedOn: '2026-11-09', reason: '事实不清' };
  const headers = { 'if-match': `"${version}"` };
  await api.call('propose-withdrawal', { id, body, headers });
  const answer = await api.call('confirm-withdrawal', {
    id,
    who: SECOND,
    body: { confirmed: true },
    headers: { 'if-match': `"${version + 1}"` },
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
};
const packed = async () => {
  await town.relay();
  await town.pack();
  return (await town.packDeps.sequences.current()).sequence;
};
const about = (lines: readonly OutLine[] | undefined, entry: string) =>
  (lines ?? []).filter((line) => line.entry === entry);
const statesOf = async (entry: string) => (await town.entries.at(entry))?.channels;
const COUNTERPART = 'superior-platform';

describe('what goes out to the superior platform', () => {
  it('is the national row of what is public, for each channel, numbered and chained', async () => {
    const record = await post(numbered(penalty));
    const sequence = await packed();
    const made = await town.packageAt(sequence);
    expect(about(made?.lines, record.publicId)).toMatchObject([
      {
        op: 'put',
        kind: 'administrative-penalty',
        channels: ['credit-dalian', 'enterprise-publicity', 'department-site'],
        use: 'public',
        row: { CF_WSH: record.documentNumber, CF_NR_FK: '2.000000', CF_XDR_SHXYM: '91210299000000019R' },
      },
    ]);
    expect(made?.manifest.counts).toContainEqual({ kind: 'administrative-penalty', op: 'put', rows: 1 });
    await post(numbered(penalty));
    const next = await town.packageAt(await packed());
    expect(next?.manifest).toMatchObject({ sequence: sequence + 1, previous: made?.digest });
    expect(about(next?.lines, record.publicId)).toEqual([]);
    expect(await town.paths('prepared/')).toEqual([]);
  });

  it('makes no package of nothing', async () => {
    const before = await packed();
    expect(await packed()).toBe(before);
  });

  it('is acknowledged by receipts, channel by channel', async () => {
    const record = await post(numbered(penalty));
    const sequence = await packed();
    const entry = record.publicId;
    const { outcome } = await town.receipt(sequence, [
      { entry, channel: 'credit-dalian', state: 'acknowledged' },
      { entry, channel: 'department-site', state: 'refused', reason: '栏目不存在' },
    ]);
    expect(outcome).toMatchObject({ result: 'taken', rows: [{ outcome: 'noted' }, { outcome: 'noted' }] });
    expect(await statesOf(entry)).toMatchObject({
      'credit-dalian': { op: 'put', receipt: { state: 'acknowledged' } },
      'enterprise-publicity': { op: 'put' },
      'department-site': { receipt: { state: 'refused', reason: '栏目不存在' } },
    });
    expect(town.logged).toContainEqual(
      expect.objectContaining({ message: 'the superior platform did not take an entry' }),
    );
  });

  it('is taken back when it ends, has a clock until every channel has confirmed it, and then none', async () => {
    const record = await post(numbered(penalty));
    const entry = record.publicId;
    await town.receiptAll(await packed());
    await withdraw(record.id, 1);
    const sequence = await packed();
    expect(about((await town.packageAt(sequence))?.lines, entry)).toEqual([
      {
        op: 'remove',
        entry,
        version: 3,
        kind: 'administrative-penalty',
        channels: ['credit-dalian', 'enterprise-publicity', 'department-site'],
        end: { verb: 'revoke', document: '庄政复决〔2026〕9号', decidedOn: '2026-11-09', reason: '事实不清' },
      },
    ]);
    const open = async () =>
      (await town.inbox.open(COUNTERPART, undefined, 100)).entries.filter(({ about: id }) => id === record.id);
    expect(await open()).toMatchObject([{ type: 'record.ended', due: '2026-11-13' }]);
    await town.receipt(sequence, [
      { entry, channel: 'credit-dalian', state: 'removed' },
      { entry, channel: 'enterprise-publicity', state: 'removed' },
    ]);
    expect(await open()).toHaveLength(1);
    await town.receipt(sequence, [{ entry, channel: 'department-site', state: 'removed' }]);
    expect(await open()).toEqual([]);
    const office = { department: 'credit-office', officer: 'credit-office/1', roles: 'credit-office' };
    const ledger = await api.call('get-record-withdrawal-ledger', { id: record.id, who: office });
    const lines = ledger.body.recipients.filter((line: { channel: string }) => line.channel === 'exchange');
    expect(lines).toMatchObject([
      { purpose: 'credit-dalian', state: 'removed', ends: [{ standing: 'acknowledged' }] },
      { purpose: 'enterprise-publicity', state: 'removed' },
      { purpose: 'department-site', state: 'removed' },
    ]);
  });

  it('is taken back by date alone when its term is over', async () => {
    const record = await post(
      numbered(licence, { disclosure: { public: true, basis: '行政许可法第四十条', decidedOn: '2026-11-03' } }),
    );
    await packed();
    api.setTime('2031-11-03T02:00:00.000Z');
    await town.pack();
    const { sequence } = await town.packDeps.sequences.current();
    expect(about((await town.packageAt(sequence))?.lines, record.publicId)).toMatchObject([{ op: 'remove' }]);
    api.setTime('2026-11-10T02:00:00.000Z');
  });

  it('holds a person’s number in a file of its own, and the derived table nothing of it', async () => {
    const record = await post(numbered(penalty, { subject: PERSON, actDate: '2026-10-01', disclosure: undefined }));
    const sequence = await packed();
    const { number } = PERSON.document;
    const made = await town.packageAt(sequence);
    expect(about(made?.lines, record.publicId)).toMatchObject([
      { use: 'collected', channels: ['credit-dalian'], row: { CF_XDR_ZJHM: number } },
    ]);
    const folder = `out/packages/${String(sequence).padStart(10, '0')}/`;
    expect(await town.textAt(`${folder}persons.ndjson`)).toContain(number);
    expect((await town.textAt(`${folder}rows.ndjson`)) ?? '').not.toContain(number);
    expect(await town.textAt(`${folder}manifest.json`)).not.toContain(number);
    expect(JSON.stringify(Object.values(await derivedState(documentClient())))).not.toContain(number);
    expect(JSON.stringify(town.logged)).not.toContain(number);
  });

  it('keeps what is not public to itself', async () => {
    const record = await post(numbered(penalty, { disclosure: undefined }));
    await packed();
    expect(await town.entries.at(record.publicId)).toBeUndefined();
  });
});

describe('an entry that cannot be looked at', () => {
  /** Another's bytes lie where they were. */
  const damage = async (table: string, Key: { readonly pk: string; readonly sk: string }, attribute: string) => {
    const client = documentClient();
    const { Item = {} } = await client.send(new GetCommand({ TableName: table, Key }));
    const damaged = { ...Item, [attribute]: new Uint8Array([1, 2, 3]) };
    await client.send(new PutCommand({ TableName: table, Item: damaged }));
    return () => client.send(new PutCommand({ TableName: table, Item }));
  };
  const UNREADABLE = 'an entry of the exchange could not be looked at';
  const unread = () => town.logged.filter(({ message }) => message === UNREADABLE).map(({ fields }) => fields['entry']);

  it('keeps no other back, is named, fails the run when all else is out, and goes out by itself once it can be read', async () => {
    const ended = await post(numbered(penalty));
    await packed();
    await withdraw(ended.id, 1);
    const [head, state, person, sound] = [
      await post(numbered(penalty)),
      await post(numbered(penalty)),
      await post(numbered(penalty, { subject: PERSON, actDate: '2026-10-01', disclosure: undefined })),
      await post(numbered(penalty)),
    ];
    await town.relay();
    const at = await town.entries.at(head.publicId);
    const register = names.registerTable;
    const mend = [
      await damage(register, at?.key ?? { pk: '', sk: '' }, 'body'),
      await damage(names.derivedTable, exchangeEntryKey(state.publicId), 'kind'),
      await damage(register, { pk: person.subject.key, sk: 'SUBJECT' }, 'dataKey'),
    ];
    const before = (await town.packDeps.sequences.current()).sequence;
    const bad = [head, state, person].map(({ publicId }) => publicId).toSorted();
    await expect(town.pack()).rejects.toThrow('3 entries could not be looked at');
    expect(unread().toSorted()).toEqual(bad);
    const made = await town.packageAt(before + 1);
    expect(about(made?.lines, ended.publicId)).toMatchObject([{ op: 'remove' }]);
    expect(about(made?.lines, sound.publicId)).toMatchObject([{ op: 'put' }]);
    expect(made?.lines.filter(({ entry }) => bad.includes(entry))).toEqual([]);
    await expect(town.pack()).rejects.toThrow('3 entries');
    expect((await town.packDeps.sequences.current()).sequence).toBe(before + 1);
    for (const one of mend) await one();
    await town.pack();
    const next = await town.packageAt(before + 2);
    expect(next?.lines.map(({ entry }) => entry).toSorted()).toEqual(bad);
  });

  it('is not taken for one that was put away: nothing is taken back of it', async () => {
    const record = await post(numbered(penalty, { subject: PERSON, actDate: '2026-10-01', disclosure: undefined }));
    await town.receiptAll(await packed());
    const mend = await damage(names.registerTable, { pk: record.subject.key, sk: 'SUBJECT' }, 'dataKey');
    await town.entries.hear({
      entry: record.publicId,
      what: 'record',
      id: record.id,
      key: (await town.entries.at(record.publicId))?.key ?? { pk: '', sk: '' },
      kind: record.kind,
      department: record.department,
      version: 2,
      isUrgent: true,
    });
    await expect(town.pack()).rejects.toThrow('1 entries');
    expect(await statesOf(record.publicId)).toMatchObject({ 'credit-dalian': { op: 'put' } });
    await mend();
    await town.pack();
    expect(await statesOf(record.publicId)).toMatchObject({ 'credit-dalian': { op: 'put' } });
  });
});

describe('a packer that dies', () => {
  const dying = (after: number) => {
    let left = after;
    const mortal =
      <Given extends unknown[], Answer>(act: (...given: Given) => Promise<Answer>) =>
      async (...given: Given): Promise<Answer> => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return act(...given);
      };
    const { entries, exchange, sequences, notifications } = town.packDeps;
    return {
      entries: { ...entries, pack: mortal(entries.pack), looked: mortal(entries.looked) },
      exchange: { ...exchange, put: mortal(exchange.put), delete: mortal(exchange.delete) },
      sequences: { ...sequences, commit: mortal(sequences.commit), finish: mortal(sequences.finish) },
      notifications: { send: mortal(notifications.send) },
    };
  };

  it('at any step leaves nothing out, sends nothing twice, and never changes a package that is out', async () => {
    for (let step = 0; step < 14; step += 1) {
      const ended = await post(numbered(penalty));
      await packed();
      await withdraw(ended.id, 1);
      const fresh = await post(numbered(penalty));
      await town.relay();
      const { sequence: before } = await town.packDeps.sequences.current();
      await town.pack(dying(step)).catch(() => undefined);
      const seen = await town.packageAt(before + 1);
      await town.pack();
      const after = await town.packageAt(before + 1);
      if (seen !== undefined) expect(after).toEqual(seen);
      const { sequence, finished } = await town.packDeps.sequences.current();
      expect([sequence, finished]).toEqual([before + 1, before + 1]);
      expect(about(after?.lines, ended.publicId)).toMatchObject([{ op: 'remove' }]);
      expect(about(after?.lines, fresh.publicId)).toMatchObject([{ op: 'put' }]);
      expect(await statesOf(fresh.publicId)).toMatchObject({ 'credit-dalian': { op: 'put', package: before + 1 } });
      expect((await town.entries.at(ended.publicId))?.notice).toBeDefined();
    }
  }, 120_000);

  it('and two at a time give one number to one package', async () => {
    const record = await post(numbered(penalty));
    await town.relay();
    const { sequence: before } = await town.packDeps.sequences.current();
    const left = await town.paths('prepared/');
    await Promise.all([town.pack(), town.pack()]);
    const { sequence, finished } = await town.packDeps.sequences.current();
    expect([sequence, finished]).toEqual([before + 1, before + 1]);
    expect(about((await town.packageAt(sequence))?.lines, record.publicId)).toHaveLength(1);
    expect(await town.paths('prepared/')).toEqual(left);
  });
});

describe('receipts', () => {
  it('of something older or of nothing that was said change nothing, and say so', async () => {
    const record = await post(numbered(penalty));
    const sequence = await packed();
    const entry = record.publicId;
    const wrong = await town.receipt(sequence, [{ entry, channel: 'credit-dalian', state: 'removed' }]);
    expect(wrong.outcome.rows[0].problem.zh.type).toBe('/docs/problems#not-exchanged');
    const future = await town.receipt(sequence + 5, [{ entry, channel: 'credit-dalian', state: 'acknowledged' }]);
    expect(future.outcome).toMatchObject({ result: 'refused' });
    await withdraw(record.id, 1);
    const next = await packed();
    const late = await town.receipt(sequence, [{ entry, channel: 'credit-dalian', state: 'acknowledged' }]);
    expect(late.outcome.rows).toEqual([{ index: 0, outcome: 'superseded' }]);
    expect(await statesOf(entry)).toMatchObject({ 'credit-dalian': { op: 'remove', package: next } });
    expect((await statesOf(entry))?.['credit-dalian']?.receipt).toBeUndefined();
  });

  it('that cannot be read are refused whole with the place of what is wrong', async () => {
    const bad = async (body: string) => {
      await town.arrive('in/receipts/bad.json', body);
      return JSON.parse((await town.textAt('out/outcomes/receipts/bad.json')) ?? '');
    };
    expect((await bad('{')).problem.en.type).toBe('/docs/problems#broken-json');
    const unknown = await bad(JSON.stringify({ format: 'joint-credit-exchange-receipt/1', package: 1, entries: [{}] }));
    expect(unknown.problem.en.errors.map((error: { pointer: string }) => error.pointer)).toContain('/entries/0/entry');
    expect(town.logged.at(-1)).toMatchObject({ message: 'what came from the superior platform was refused' });
  });
});
