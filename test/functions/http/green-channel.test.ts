import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkKeys } from '../../../shared/checks/check-items-store.ts';
import { COMPANY, COOPERATIVE, honour, licence, PERSON, penalty, TRADER } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, startApi } from './support/api.ts';
import { account, mandateOf } from './support/subject-side.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const ASKER = officer('business-environment', 'officer-1', 'implementer');
const FIRM = { unifiedSocialCreditCode: COMPANY.unifiedSocialCreditCode };

let references = 0;
const ask = (subject: object, more: object = {}, who = ASKER) => {
  references += 1;
  const body = { reference: `营商受〔2026〕${references}号`, purpose: '食品经营许可', subject, ...more };
  return api.call('ask-green-channel', { who, body });
};
const answered = async (subject: object): Promise<boolean> => {
  const { status, body } = await ask(subject);
  expect(status).toBe(200);
  expect(Object.keys(body).toSorted()).toEqual(['eligible', 'on']);
  return body.eligible;
};
/** Something of long ago that is not against its subject. */
const old = (subject: object, documentNumber: string) =>
  api.post(
    licence(
      { subject, documentNumber, decisionDate: '2021-03-04', disclosure: undefined },
      { validFrom: '2021-03-04' },
    ),
  );
const accessesOf = async (key: string) => {
  const { Items = [] } = await api.stores.derived.client.send(
    new QueryCommand({
      TableName: api.stores.derived.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': checkKeys.accesses(key) },
    }),
  );
  return Items;
};

describe('POST /green-channel', () => {
  it('answers yes or no and nothing else: yes for three clean years, no after a decision against the subject, yes once that was taken back', async () => {
    expect(await answered(FIRM)).toBe(false);
    await old(COMPANY, '许旧一号');
    expect(await answered(FIRM)).toBe(true);
    const { id } = (await api.post(penalty())).body;
    expect(await answered(FIRM)).toBe(false);
    const withdraw = (
      operation: 'propose-withdrawal' | 'confirm-withdrawal',
      version: number,
      body: object,
      name: string,
    ) =>
      api.call(operation, {
        id,
        who: officer('market-regulation', name),
        body,
        headers: { 'if-match': `"${version}"` },
      });
    const end = { verb: 'revoke', document: '复决〔2026〕1号', decidedOn: '2026-11-10', reason: '主要事实不清' };
    expect((await withdraw('propose-withdrawal', 1, end, 'officer-1')).status).toBe(200);
    expect(await answered(FIRM)).toBe(false);
    expect((await withdraw('confirm-withdrawal', 2, { confirmed: true }, 'officer-2')).status).toBe(200);
    expect(await answered(FIRM)).toBe(true);
  });

  it('answers yes of a model of honesty on the day on which it becomes one', async () => {
    const trader = { unifiedSocialCreditCode: TRADER.unifiedSocialCreditCode };
    expect(await answered(trader)).toBe(false);
    await api.post(honour({ subject: TRADER }));
    expect(await answered(trader)).toBe(true);
  });

  it('asks about persons by their document, enters nobody, and keeps no number', async () => {
    const person = { document: PERSON.document };
    const before = (await api.stored()).filter((item) => item.startsWith(api.stores.register.table));
    expect(await answered(person)).toBe(false);
    const after = (await api.stored()).filter((item) => item.startsWith(api.stores.register.table));
    expect(after).toEqual(before);
    expect((await api.stored()).join('\n')).not.toContain(PERSON.document.number);
    await old(PERSON, '许旧二号');
    expect(await answered(person)).toBe(true);
  });

  it('is one application of one subject for one purpose, asked ten times at most, a repetition being none', async () => {
    const reference = '营商受〔2026〕重复号';
    const given = (more: object = {}, who = ASKER) => ask(FIRM, { reference, ...more }, who);
    expect((await given()).status).toBe(200);
    expect((await given({ reference: '营商受[2026]重复号' })).status).toBe(200);
    expect(await given({ subject: { unifiedSocialCreditCode: COOPERATIVE.unifiedSocialCreditCode } })).toBeProblem(
      409,
      'other-subject',
    );
    expect(await given({ purpose: '另一用途' })).toBeProblem(409, 'other-purpose');
    for (let n = 2; n <= 10; n += 1) expect((await given({}, { ...ASKER, officer: `officer-${n}` })).status).toBe(200);
    expect(await given({}, { ...ASKER, officer: 'officer-11' })).toBeProblem(409, 'asked-too-often');
    expect((await given()).status).toBe(200);
    expect((await given({}, officer('finance', 'officer-1', 'implementer'))).status).toBe(200);
  });

  it('of many at once under one reference lets no other subject through', async () => {
    const reference = '营商受〔2026〕并发号';
    const subjects = [COMPANY, COOPERATIVE, TRADER].map(({ unifiedSocialCreditCode }) => ({ unifiedSocialCreditCode }));
    const replies = await Promise.all(subjects.map((subject) => ask(subject, { reference })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  });

  it('is noted with the subject, without the officer, each asking once', async () => {
    const reference = '营商受〔2026〕留痕号';
    const subject = { unifiedSocialCreditCode: '12210299000000019Y' };
    await ask(subject, { reference });
    await ask(subject, { reference });
    const items = await accessesOf('ORG#12210299000000019Y');
    expect(items).toMatchObject([
      { what: 'green-channel', department: 'business-environment', reference, purpose: '食品经营许可' },
    ]);
    expect(JSON.stringify(items)).not.toContain('officer-1');
  });

  it.each([
    ['no subject', { subject: {} }, 'missing-field', '/subject/unifiedSocialCreditCode'],
    ['a name', { subject: { ...FIRM, name: COMPANY.name } }, 'unknown-field', '/subject/name'],
    ['two identifiers', { subject: { ...FIRM, document: PERSON.document } }, 'invalid-value', '/subject/document'],
    [
      'a wrong code',
      { subject: { unifiedSocialCreditCode: '91210299000000019A' } },
      'wrong-check-character',
      '/subject/unifiedSocialCreditCode',
    ],
    ['no purpose', { purpose: undefined }, 'missing-field', '/purpose'],
    ['no reference', { reference: ' ' }, 'missing-field', '/reference'],
    ['an identity number as reference', { reference: PERSON.document.number }, 'identity-number-in-text', '/reference'],
  ] as const)('refuses %s', async (_, more, kind, pointer) => {
    expect(await ask(FIRM, more)).toBeProblem(422, kind, pointer);
  });
});

describe('GET /subjects/{id}/green-channel', () => {
  it('tells the subject why, and nobody else', async () => {
    const holder = account('account-green');
    const subject = { ...COOPERATIVE, unifiedSocialCreditCode: 'N22102990000000199' };
    await old(subject, '许旧三号');
    await api.post(penalty({ subject, documentNumber: '罚三号' }));
    const id = await mandateOf(api, holder, { subject, receipt: '回执-绿' });
    const { status, body } = await api.call('get-own-green-channel', { id, who: holder });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      eligible: false,
      knownSince: '2021-03-04',
      knownLongEnough: true,
      counting: [
        {
          kind: { code: 'administrative-penalty', name: { zh: '行政处罚' } },
          documentNumber: '罚三号',
          department: { code: 'market-regulation' },
          until: '2027-11-02',
        },
      ],
    });
    const stranger = account('account-stranger');
    expect(await api.call('get-own-green-channel', { id, who: stranger })).toBeProblem(404, 'not-found');
  });
});
