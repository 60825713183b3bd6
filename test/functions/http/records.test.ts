import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordId } from '../../../shared/crypto/record-keys.ts';
import { entryStateStore } from '../../../shared/disclosure/entry-state-store.ts';
import { fictionalPerson } from '../../builders/fictional.ts';
import { COMPANY, COOPERATIVE, licence, PERSON, penalty, TRADER } from '../../builders/submissions.ts';
import type { Reply } from '../../to-be-problem.ts';
import '../../to-be-problem.ts';
import { type Api, officer, SECOND, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

let serial = 0;
const fresh = () => {
  serial += 1;
  return { documentNumber: `庄市监〔2026〕${serial}号` };
};
const posted = async (body: object): Promise<Reply> => {
  const reply = await api.post(body);
  expect(reply.status).toBe(201);
  return reply;
};

describe('a posting', () => {
  it('is answered with its record, its version and its place', async () => {
    const { headers, body } = await posted(penalty(fresh()));
    expect(headers).toMatchObject({
      etag: '"1"',
      location: `/records/${body.id}`,
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    expect(body).toMatchObject({ state: 'active', version: 1, department: { code: 'market-regulation' }, holds: [] });
    const read = await api.call('get-record', { id: body.id });
    expect(read.body).toEqual({ ...body, clocks: [expect.objectContaining({ name: 'disclosure', state: 'running' })] });
  });

  it('sent again is the same record; with other content it is refused, and says where to correct it', async () => {
    const body = penalty(fresh());
    const first = await posted(body);
    const before = await api.stored();
    const again = await api.post(body);
    expect({ status: again.status, id: again.body.id, location: again.headers['location'] }).toEqual({
      status: 200,
      id: first.body.id,
      location: undefined,
    });
    const spelled = { ...body, documentNumber: `${body.documentNumber}\u200b`.replace('〔', '［') };
    expect((await api.post(spelled)).body.id).toBe(first.body.id);
    const other = await api.post({ ...body, content: { ...body.content, fineFen: 1 } });
    expect(other).toBeProblem(409, 'already-exists');
    expect(other.body.detail).toContain(`/records/${first.body.id}/corrections`);
    expect(await api.stored()).toEqual(before);
  });

  it('of the same document by another department, of another kind or on another subject is another record', async () => {
    const { documentNumber } = fresh();
    const ids = await Promise.all([
      api.post(licence({ documentNumber })),
      api.post(licence({ documentNumber }), { who: officer('tax') }),
      api.post(penalty({ documentNumber, subject: COOPERATIVE })),
      api.post(licence({ documentNumber, subject: COMPANY })),
    ]);
    expect(new Set(ids.map(({ body }) => body.id)).size).toBe(4);
  });

  it('twenty times at once is one record, one way or another', async () => {
    const body = licence(fresh());
    const replies = await Promise.all(Array.from({ length: 20 }, () => api.post(body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(replies.map(({ body: record }) => record.id)).size).toBe(1);
  });

  it('as a national row is the record that it would be in our names', async () => {
    const { documentNumber } = fresh();
    const body = penalty({ documentNumber });
    const { id } = (await posted(body)).body;
    const { national, kind } = (await api.call('get-record', { id, query: { format: 'national' } })).body;
    const { severity, disclosure } = body;
    const again = await api.post({ kind, national, severity, disclosure });
    // The row names authority and source, which the first posting left out: other content of the same document.
    expect(again).toBeProblem(409, 'already-exists');
    const row = { ...national, CF_WSH: `${documentNumber}之二` };
    const second = await posted({ kind, national: row, severity, disclosure });
    expect((await api.call('get-record', { id: second.body.id, query: { format: 'national' } })).body.national).toEqual(
      row,
    );
  });

  it('whose subject is known under another name, or whose text holds a telephone number, is held', async () => {
    const renamed = await posted(licence({ ...fresh(), subject: { ...COOPERATIVE, name: '改名合作社' } }));
    expect(renamed.body).toMatchObject({ state: 'held', holds: ['name-differs'] });
    expect(renamed.body.publicity).toBeUndefined();
    const phone = await posted(penalty(fresh(), { remarks: '电话13912345678' }));
    expect(phone.body).toMatchObject({ state: 'held', holds: ['contact-in-text'], clocks: [] });
  });
});

describe('what is taken in', () => {
  it('is a decision of today, by the date in Beijing', async () => {
    const today = penalty({ ...fresh(), decisionDate: '2026-11-11' });
    api.setTime('2026-11-10T15:59:59.999Z');
    expect(await api.post(today)).toBeProblem(422, 'decision-in-future', '/decisionDate');
    api.setTime('2026-11-10T16:00:00.000Z');
    expect((await api.post(today)).status).toBe(201);
    api.setTime('2026-11-10T02:00:00.000Z');
  });

  it('is an act on the day after the eighteenth birthday', async () => {
    const young = fictionalPerson('李某某', '20050101', '001');
    const person = { ...penalty(fresh()), subject: young, disclosure: undefined };
    expect(await api.post({ ...person, actDate: '2023-01-01' })).toBeProblem(422, 'under-age', '/actDate');
    expect((await api.post({ ...person, actDate: '2023-01-02' })).status).toBe(201);
    const passport = {
      ...person,
      ...fresh(),
      subject: { ...PERSON, document: { type: 'passport', number: 'E99999999' }, birthDate: '2005-01-01' },
    };
    const { status, body } = await api.post({ ...passport, actDate: '2023-01-02' });
    expect(status).toBe(201);
    expect(JSON.stringify(await api.stores.records.find(body.id))).not.toContain('2005-01-01');
  });

  it('is a negative record of not quite five years', async () => {
    const today = { ...fresh(), disclosure: undefined, decisionDate: '2021-11-11' };
    expect((await api.post(penalty(today))).status).toBe(201);
    const old = licence({ ...fresh(), disclosure: undefined, decisionDate: '2010-11-11' });
    expect((await api.post(old)).status).toBe(201);
  });

  it('is what a predecessor decided, by its successor alone', async () => {
    const authority = { name: '庄河市安全生产监督管理局', unifiedSocialCreditCode: '112102990000000192' };
    const body = licence({ ...fresh(), authority, decisionDate: '2018-06-01', disclosure: undefined });
    expect((await api.post(body, { who: officer('emergency-management') })).status).toBe(201);
    expect(await api.post(body)).toBeProblem(403, 'foreign-department', '/authority/name');
  });
});

describe('several postings', () => {
  const outcomesOf = async (bodies: readonly unknown[]) => {
    const { status, body } = await api.post(bodies);
    expect(status).toBe(200);
    return body.outcomes as {
      index: number;
      outcome: string;
      record?: { id: string; content: object };
      problem?: { type: string };
    }[];
  };

  it('get an outcome each, in their order', async () => {
    const known = licence(fresh());
    await posted(known);
    const outcomes = await outcomesOf([
      licence(fresh()),
      known,
      penalty({ ...fresh(), decisionDate: 'soon' }),
      null,
      [],
      licence(fresh()),
    ]);
    expect(outcomes.map(({ index, outcome }) => `${index} ${outcome}`)).toEqual([
      '0 created',
      '1 unchanged',
      '2 refused',
      '3 refused',
      '4 refused',
      '5 created',
    ]);
    expect(outcomes[2]?.problem?.type).toBe('/docs/problems#impossible-date');
  });

  it('of one document are one record: of equal content, or of the one that stands first', async () => {
    for (let round = 0; round < 10; round += 1) {
      const body = licence(fresh());
      const other = { ...body, content: { ...body.content, status: 'invalid' } };
      const outcomes = await outcomesOf([body, other, body, other]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'refused', 'unchanged', 'refused']);
      expect(outcomes[1]?.problem?.type).toBe('/docs/problems#already-exists');
      expect(outcomes[0]?.record?.content).toMatchObject({ status: 'valid' });
    }
  });

  it('on a subject that nobody knew give it the name that stands first', async () => {
    const names = ['新主体甲', '新主体乙', '新主体丙'];
    const bodies = names.map((name) => licence({ ...fresh(), subject: { ...TRADER, name } }));
    const { body } = await api.post(bodies);
    expect(body.outcomes.map(({ record }: { record: { state: string } }) => record.state)).toEqual([
      'active',
      'held',
      'held',
    ]);
  });

  it('under one Idempotency-Key are one request', async () => {
    const bodies = [licence(fresh()), licence(fresh())];
    const headers = { 'idempotency-key': 'batch-1' };
    expect((await api.post(bodies, { headers })).status).toBe(200);
    expect((await api.post(bodies, { headers })).status).toBe(200);
    expect(await api.post(bodies.slice(1), { headers })).toBeProblem(422, 'idempotency-key-reused');
  });
});

describe('a record', () => {
  it('is read by its own department alone; for others it is as absent as one that there is not', async () => {
    const { id } = (await posted(penalty(fresh()))).body;
    for (const operation of ['get-record', 'get-record-history'] as const) {
      expect((await api.call(operation, { id, who: SECOND })).status).toBe(200);
      const foreign = await api.call(operation, { id, who: officer('tax') });
      expect(foreign).toBeProblem(404, 'not-found');
      const absent = await api.call(operation, {
        id: recordId('ORG#x', { department: 'tax', kind: 'administrative-penalty', documentNumber: '1' }),
      });
      expect({ ...absent, headers: {}, bytes: 0 }).toEqual({ ...foreign, headers: {}, bytes: 0 });
    }
  });

  it.each(['', 'nothing', '../x', '%00', 'x'.repeat(3_000), '记录', `${'x'.repeat(21)}\n`])(
    'under the id %j is not found',
    async (id) => {
      for (const operation of ['get-record', 'get-record-history', 'acknowledge-notification'] as const)
        expect(await api.call(operation, { id })).toBeProblem(404, 'not-found');
    },
  );

  it('is not asked for in ways that there are not', async () => {
    const { id } = (await posted(penalty(fresh()))).body;
    const ask = (query: Record<string, string>) => api.call('get-record', { id, query });
    expect(await ask({ format: 'xml' })).toBeProblem(422, 'invalid-value', '/format');
    expect(await ask({ pretty: '1' })).toBeProblem(422, 'unknown-field', '/pretty');
    expect(await ask({ format: '', __proto__x: '1' })).toBeProblem(422, 'several-problems', '/format');
  });

  it('shows when it was first public, once the publisher has noted it', async () => {
    const { id } = (await posted(penalty(fresh()))).body;
    const state = {
      recordId: id,
      recordPk: 'x',
      recordSk: 'x',
      department: 'market-regulation',
      kind: 'administrative-penalty',
    };
    await entryStateStore(api.stores.derived.client, api.stores.derived.table).put([
      { ...state, firstPublicAt: api.now() },
    ]);
    const { body } = await api.call('get-record', { id });
    expect(body).toMatchObject({ publicity: { firstPublicOn: '2026-11-10' }, clocks: [{ state: 'met' }] });
  });
});

describe('a person', () => {
  const person = () => ({ ...penalty(fresh()), subject: PERSON, actDate: '2026-10-01', disclosure: undefined });

  it('is shown with a masked number, and never made public', async () => {
    const { body } = await posted(person());
    expect(body.subject).toEqual({
      category: 'person',
      name: PERSON.name,
      document: { type: 'resident-identity-card', masked: '210299**********1X' },
    });
    expect(body.publicity).toBeUndefined();
    expect(body.clocks).toEqual([]);
  });

  it('is the same under the same number: the posting sent again is one record, with another number another', async () => {
    const one = person();
    const { id } = (await posted(one)).body;
    expect((await api.post(one)).body.id).toBe(id);
    const other = { ...one, subject: { ...PERSON, document: { ...PERSON.document, number: '210299199001010028' } } };
    expect((await posted(other)).body.id).not.toBe(id);
  });

  it('leaves no number and no name in answers but their own department’s, in logs, or in what is derived', async () => {
    await api.post([person(), { ...person(), decisionDate: '2026-02-30' }], {
      headers: { 'idempotency-key': 'persons' },
    });
    const representative = { name: '法人代表甲', document: { ...PERSON.document, number: '210299199001010028' } };
    const firm = await posted(penalty({ ...fresh(), subject: { ...COMPANY, legalRepresentative: representative } }));
    expect(firm.body.subject.legalRepresentative).toEqual({
      name: '法人代表甲',
      document: { type: 'resident-identity-card', masked: '210299**********28' },
    });
    const derived = (await api.stored()).filter((item) => item.startsWith('derived'));
    expect(derived.length).toBeGreaterThan(0);
    const texts = [JSON.stringify(api.logged), ...derived];
    for (const secret of [PERSON.name, PERSON.document.number, '19900101', '法人代表甲', '210299199001010028'])
      for (const text of texts) expect(text).not.toContain(secret);
  });
});
