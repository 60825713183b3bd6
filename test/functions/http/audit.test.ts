import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erasedBody } from '../../../shared/crypto/erased-version.ts';
import { historyKey } from '../../../shared/crypto/head-keys.ts';
import { RECORD_HEAD } from '../../../shared/records/record-store.ts';
import { DICTIONARIES } from '../../../shared/retention/dictionaries.ts';
import { accessStore } from '../../../shared/subject-door/access-store.ts';
import { COMPANY, penalty } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const AUDITOR = officer('audit', 'auditor-1', 'auditor');
const OTHER_AUDITOR = officer('audit', 'auditor-2', 'auditor');

let serial = 0;
/** A record of four versions. */
const chained = async (): Promise<string> => {
  serial += 1;
  const { body } = await api.post(penalty({ documentNumber: `庄市监罚〔2026〕审${serial}号` }));
  const office = officer('credit-office', 'office-1', 'credit-office');
  const second = officer('credit-office', 'office-2', 'credit-office');
  for (let round = 0; round < 3; round += 1) {
    const [operation, who, more] =
      round === 1
        ? (['decide-take-down', second, { confirmed: false }] as const)
        : (['take-down-record', office, {}] as const);
    await api.call(operation, { who, id: body.id, body: { reason: '核查', ...more } });
  }
  return body.id;
};
const verify = async (id: string, who = AUDITOR) => (await api.call('verify-chain', { who, id })).body;
const findingsOf = async (id: string): Promise<readonly string[]> =>
  (await verify(id)).findings.map(({ version, code }: { version: number; code: string }) => `${version} ${code}`);

const itemAt = async (key: { pk: string; sk: string }) => {
  const { client, table: TableName } = api.stores.register;
  const { Item } = await client.send(
    new GetCommand({ TableName, Key: { pk: key.pk, sk: key.sk }, ConsistentRead: true }),
  );
  return Item as Record<string, unknown> & { body: Uint8Array };
};
const put = async (Item: Record<string, unknown>) => {
  const { client, table: TableName } = api.stores.register;
  await client.send(new PutCommand({ TableName, Item }));
};
const headKey = async (id: string) => {
  const found = await api.stores.records.find(id);
  if (found === undefined) throw new Error('no record');
  return RECORD_HEAD.keyOf(found.image);
};
const withByte = (body: Uint8Array, at: number) => {
  const changed = Buffer.from(body);
  changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at);
  return changed;
};

describe('the verification of a chain', () => {
  it('says that it holds, of heads of any sort', async () => {
    const id = await chained();
    expect(await verify(id)).toMatchObject({ entity: 'record', holds: true, versions: 4, erased: 0, findings: [] });
    const instrument = await api.call('propose-instrument', {
      who: officer('credit-office', 'office-1', 'credit-office'),
      body: {
        code: 'test-instrument-1',
        title: { zh: '测试条例', en: 'Test regulation' },
        issuer: { zh: '国务院', en: 'State Council' },
        rank: 'administrative-regulation',
        article: { zh: '第一条', en: 'article 1' },
        validFrom: '2020-01-01',
        text: '条文',
      },
    });
    const given = instrument.body.id ?? id;
    expect((await verify(given)).holds).toBe(true);
  });

  it('is for nobody else, and knows what is not there', async () => {
    expect(await api.call('verify-chain', { who: AUDITOR, id: 'a'.repeat(22) })).toBeProblem(404, 'not-found');
    const id = await chained();
    expect(await api.call('verify-chain', { id })).toBeProblem(403, 'role-required');
  });

  it.each([
    ['in the content of an old version', 200],
    ['in its salt', 3],
    ['in its hash', 70],
    ['in its link to the version before', 105],
    ['in its format', 0],
  ])('finds a byte that was changed %s', async (_, at) => {
    const id = await chained();
    const item = await itemAt(historyKey(id, 2));
    await put({ ...item, body: withByte(item.body, at) });
    const found = await findingsOf(id);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((one) => /^[23] /.test(one))).toBe(true);
  });

  it('finds a byte that was changed in the newest version', async () => {
    const id = await chained();
    const item = await itemAt(await headKey(id));
    await put({ ...item, body: withByte(item.body, item.body.length - 30) });
    expect((await findingsOf(id)).join()).toMatch(/^4 (unreadable|content-changed)/);
  });

  it('finds a version that was removed, and which', async () => {
    const id = await chained();
    const { client, table: TableName } = api.stores.register;
    await client.send(new DeleteCommand({ TableName, Key: historyKey(id, 2) }));
    expect(await findingsOf(id)).toEqual(['2 version-missing']);
    const first = await chained();
    await client.send(new DeleteCommand({ TableName, Key: historyKey(first, 1) }));
    expect(await findingsOf(first)).toEqual(['1 version-missing']);
  });

  it('finds versions that were swapped', async () => {
    const id = await chained();
    const [two, three] = [await itemAt(historyKey(id, 2)), await itemAt(historyKey(id, 3))];
    await put({ ...two, body: three.body });
    await put({ ...three, body: two.body });
    expect(await findingsOf(id)).toEqual(expect.arrayContaining(['2 version-swapped', '3 version-swapped']));
  });

  it('finds the version of another chain, true as it is by itself', async () => {
    const [id, other] = [await chained(), await chained()];
    const [mine, theirs] = [await itemAt(historyKey(id, 2)), await itemAt(historyKey(other, 2))];
    await put({ ...mine, body: theirs.body });
    expect(await findingsOf(id)).toEqual(expect.arrayContaining(['2 foreign-content', '2 link-broken']));
  });

  it('finds a head that was set back, and a state that stands beside it alone', async () => {
    const id = await chained();
    const key = await headKey(id);
    const head = await itemAt(key);
    const old = await itemAt(historyKey(id, 2));
    await put({ ...head, version: 2, body: old.body });
    expect(await findingsOf(id)).toEqual(['2 version-unexpected', '3 version-unexpected']);
    await put({ ...head, state: 'ended' });
    expect(await findingsOf(id)).toEqual(['4 attribute-differs']);
  });

  it('finds a head that is gone, by its history', async () => {
    const id = await chained();
    const { client, table: TableName } = api.stores.register;
    const { pk, sk } = await headKey(id);
    await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    expect(await findingsOf(id)).toEqual(['3 head-missing']);
  });

  it('holds though the content of versions was lawfully erased, and says how many', async () => {
    const id = await chained();
    for (const version of [1, 2]) {
      const item = await itemAt(historyKey(id, version));
      await put({ ...item, body: erasedBody(DICTIONARIES, item.body) });
    }
    expect(await verify(id)).toMatchObject({ holds: true, erased: 2 });
    const item = await itemAt(historyKey(id, 2));
    await put({ ...item, body: withByte(item.body, 80) });
    expect((await verify(id)).holds).toBe(false);
  });
});

describe('the sample of checks', () => {
  const sample = (query: Record<string, string>, who = AUDITOR) => api.call('sample-checks', { who, query });
  const ask = (reference: string) =>
    api.call('post-check', {
      who: officer('finance', 'buyer', 'implementer'),
      body: {
        decisionType: 'procurement-qualification',
        reference,
        subjects: [{ unifiedSocialCreditCode: COMPANY.unifiedSocialCreditCode }],
      },
    });

  it('draws the same for the same seed and others for another, of that month only', async () => {
    for (let one = 0; one < 12; one += 1) expect((await ask(`庄采资〔2026〕抽${one}号`)).status).toBe(201);
    const drawn = async (seed: string) =>
      (await sample({ month: '2026-11', size: '4', seed })).body.sample.map(({ id }: { id: string }) => id);
    const first = await drawn('2026年第四季度');
    expect(first).toHaveLength(4);
    expect(await drawn('2026年第四季度')).toEqual(first);
    const others = await Promise.all(['a', 'b', 'c', 'd'].map(drawn));
    expect(others.some((other) => other.join() !== first.join())).toBe(true);
    expect((await sample({ month: '2026-10', size: '4', seed: 'x' })).body).toMatchObject({ checks: 0, sample: [] });
  });

  it('names no officer and no subject', async () => {
    await ask('庄采资〔2026〕名1号');
    const { body } = await sample({ month: '2026-11', size: '50', seed: 'x' });
    const text = JSON.stringify(body);
    expect(body.sample.length).toBe(body.checks);
    expect(text).not.toContain('buyer');
    expect(text).not.toContain(COMPANY.unifiedSocialCreditCode);
    expect(text).not.toContain(COMPANY.name);
  });

  it.each([
    [{ month: '2026-13', seed: 'x' }, 'impossible-date'],
    [{ month: '2026-11' }, 'missing-field'],
    [{ month: '2026-11', seed: 'x', size: '51' }, 'invalid-value'],
  ])('is refused with %j', async (query, kind) => {
    expect((await sample(query as Record<string, string>)).body.type).toBe(`/docs/problems#${kind}`);
  });
});

describe('the export of accesses', () => {
  const take = (query: Record<string, string>, who = AUDITOR) => api.call('export-access-logs', { who, query });
  const TODAY = { from: '2026-11-10', to: '2026-11-10' };
  const linesOf = (body: Buffer) =>
    body
      .toString()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));

  it('says who asked about whom and why, by a handle, and writes down that it was taken', async () => {
    const accesses = accessStore(api.stores.derived);
    const access = {
      what: 'authorised-report',
      department: 'bank-1',
      purpose: '贷款审批',
      reference: '=1+1',
      at: api.now(),
    } as const;
    await accesses.note('PERSON#p-1', 'r'.repeat(22), access);
    await accesses.note('PERSON#p-1', 's'.repeat(22), { ...access, reference: '续授信' });
    await accesses.note('PERSON#p-2', 't'.repeat(22), access);
    const reply = await take(TODAY);
    expect(reply.headers['content-type']).toBe('application/x-ndjson');
    expect(reply.headers['content-disposition']).toBe(
      'attachment; filename="access-logs-2026-11-10-2026-11-10-1.ndjson"',
    );
    const lines = linesOf(reply.body).filter(({ department }) => department === 'bank-1');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({ what: 'authorised-report', purpose: '贷款审批', at: api.now() });
    expect(lines.map(({ reference }) => reference).sort()).toEqual(["'=1+1", "'=1+1", '续授信'].sort());
    expect(new Set(lines.map(({ subject }) => subject)).size).toBe(2);
    expect(reply.body.toString()).not.toMatch(/PERSON#|p-1|ORG#|9121/);
    const again = linesOf((await take(TODAY)).body);
    expect(again.filter(({ what }) => what === 'audit-export')).toEqual([
      expect.objectContaining({ department: 'audit', reference: '2026-11-10/2026-11-10' }),
    ]);
    const handles = (some: readonly { subject?: string; department: string }[]) =>
      some.flatMap(({ subject, department }) => (department === 'bank-1' && subject ? [subject] : []));
    expect(handles(again).some((handle) => handles(lines).includes(handle))).toBe(false);
  });

  it('is a table for spreadsheets that nothing in it can command', async () => {
    const { body, headers } = await take({ ...TODAY, format: 'csv' });
    expect(headers['content-type']).toBe('text/csv');
    const rows = body.toString().split('\r\n');
    expect(rows[0]).toBe('at,what,department,decisionType,purpose,reference,about,subject');
    for (const cell of rows.slice(1).flatMap((row: string) => row.split(','))) expect(cell).not.toMatch(/^[=+\-@\t]/);
  });

  it('leaves out other days', async () => {
    expect(linesOf((await take({ from: '2026-11-01', to: '2026-11-09' })).body)).toEqual([]);
  });

  it('goes on page by page, for the same auditor, by a cursor that says nothing', async () => {
    const accesses = accessStore(api.stores.derived);
    const access = {
      what: 'counter',
      department: 'business-environment',
      purpose: '代办',
      reference: '回执',
      at: api.now(),
    } as const;
    const many = Array.from({ length: 2_300 }, (_, one) => String(one).padStart(22, '0'));
    for (let from = 0; from < many.length; from += 100) {
      await Promise.all(many.slice(from, from + 100).map((id) => accesses.note(`PERSON#many-${id}`, id, access)));
    }
    const seen: string[] = [];
    let query: Record<string, string> = TODAY;
    for (let page = 0; page < 20; page += 1) {
      const reply = await take(query);
      seen.push(...linesOf(reply.body).map(({ about }) => about));
      const next = /<([^>]+)>; rel="next"/.exec(reply.headers['link'] ?? '')?.[1];
      if (next === undefined) break;
      const { searchParams } = new URL(next, 'http://x');
      query = Object.fromEntries(searchParams);
      expect(Buffer.from(query['cursor'] ?? '', 'base64url').toString()).toMatch(/^[\w-]{22}#\d+$/);
      expect(await take(query, OTHER_AUDITOR)).toBeProblem(400, 'invalid-cursor');
    }
    expect(new Set(seen.filter((about) => many.includes(about))).size).toBe(many.length);
  });

  it.each([
    [{ from: '2026-11-10' }, 'missing-field'],
    [{ from: '2026-11-10', to: '2026-11-09' }, 'invalid-value'],
    [{ from: '2026-11-10', to: '2026-11-31' }, 'impossible-date'],
    [{ cursor: 'eA' }, 'invalid-cursor'],
    [{ cursor: Buffer.from(`${'a'.repeat(22)}#1`).toString('base64url') }, 'invalid-cursor'],
  ])('is refused with %j', async (query, kind) => {
    expect((await take(query as Record<string, string>)).body.type).toBe(`/docs/problems#${kind}`);
  });
});
