import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notificationsOf } from '../../../shared/notifications/notification.ts';
import { COMPANY, commitment, licence, PERSON } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, REPORTER, SECOND, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

let sequence = 0;
const posted = async (override: object = {}, content: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  sequence += 1;
  const documentNumber = `21029920261102${String(sequence).padStart(6, '0')}`;
  const { status, body } = await api.post(commitment({ documentNumber, ...override }, content));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
};

const BROKEN = {
  status: '全部未履行',
  foundOn: '2026-11-09',
  unperformed: '未附承诺达标合格证',
  liability: '已退出诚信示范',
};
const find = (id: string, body: object, who = SECOND, version = 1) =>
  api.call('find-record-outcome', { id, who, body, headers: { 'if-match': `"${version}"` } });

describe('POST /records/{id}/fulfilment', () => {
  it('finds a commitment broken on a second officer’s word, tells who knows of it, and shows it as a national row', async () => {
    const id = await posted();
    expect(await find(id, BROKEN, REPORTER)).toBeProblem(403, 'same-officer');
    const { status, body } = await find(id, BROKEN);
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 2, negative: true, content: { fulfilmentStatus: '全部未履行' } });
    const stored = await api.stores.records.find(id);
    expect(
      stored && notificationsOf(stored.image, (text) => text).map(({ type, recipient }) => [type, recipient]),
    ).toEqual([['record.outcome-found', 'credit-office']]);
    const { national } = (await api.call('get-record', { id, query: { format: 'national' } })).body;
    expect(national).toMatchObject({
      code: '21029920261102000001',
      fulfillmentStatus: '3',
      fulfillmentStatusDate: '2026/11/09',
      acceptanceConfirmUnit: '庄河市市场监督管理局',
      unperformedCommitmentContent: '未附承诺达标合格证',
    });
  });

  it('is repeatable, made on a version, and of two officers at once one wins', async () => {
    const id = await posted();
    const third = officer('market-regulation', 'officer-3');
    const kept = { status: '全部履行', foundOn: '2026-11-09' };
    const both = await Promise.all([find(id, BROKEN), find(id, kept, third)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const [body, who] = both[0]?.status === 200 ? [BROKEN, SECOND] : [kept, third];
    expect((await find(id, body, who)).body).toMatchObject({ version: 2 });
    expect(await find(id, BROKEN, officer('market-regulation', 'officer-4'), 2)).toBeProblem(
      409,
      'worse-finding',
      '/status',
    );
  });

  it('takes nobody’s word who corrected it, though another one did so since', async () => {
    const id = await posted();
    const correct = (who: typeof REPORTER, version: number, reason: string) =>
      api.call('correct-record', {
        id,
        who,
        body: { reason, content: { reason } },
        headers: { 'if-match': `"${version}"` },
      });
    expect((await correct(SECOND, 1, '农产品')).status).toBe(200);
    expect((await correct(officer('market-regulation', 'officer-3'), 2, '产品')).status).toBe(200);
    expect(await find(id, BROKEN, SECOND, 3)).toBeProblem(403, 'same-officer');
    expect(await find(id, BROKEN, REPORTER, 3)).toBeProblem(403, 'same-officer');
    expect((await find(id, BROKEN, officer('market-regulation', 'officer-4'), 3)).status).toBe(200);
  });

  it('knows nothing of another department’s, and of another kind there is nothing to find', async () => {
    const id = await posted();
    expect(await find(id, BROKEN, officer('finance'))).toBeProblem(404, 'not-found');
    const { body } = await api.post(licence());
    expect(await find(body.id, BROKEN)).toBeProblem(422, 'kind-without-outcome');
  });
});

describe('a commitment as a row of the national template', () => {
  const row = {
    code: '21029920261102900001',
    subjectName: COMPANY.name,
    subjectCategory: '法人及非法人组织',
    identify: COMPANY.unifiedSocialCreditCode,
    commitmentTypeId: '容缺受理型',
    reason: '食品经营许可',
    content: '十个工作日内补交',
    liabilityBreachCommitment: '按现有材料作出决定',
    commitmentDate: '2026/11/02',
    acceptanceUnit: '庄河市市场监督管理局',
    acceptanceUnitIdentify: '11210299000010276M',
    publicationType: '不可公开',
  };
  const given = async (more: object) => {
    const { authority } = (await api.post(licence({ documentNumber: '许一号' }))).body;
    const national = { ...row, acceptanceUnitIdentify: authority.unifiedSocialCreditCode, ...more };
    return api.post({ kind: 'commitment', national });
  };

  it('is taken in', async () => {
    expect(await given({})).toMatchObject({ status: 201, body: { negative: false, documentNumber: row.code } });
  });

  it.each([
    [
      'with what is found later',
      { code: '21029920261102900002', fulfillmentStatus: '3' },
      'finding-apart',
      '/national/fulfillmentStatus',
    ],
    ['of a number that is none', { code: '2102992026110290000' }, 'invalid-value', '/national/code'],
    ['of a day that there was not', { code: '21029920261131900002' }, 'impossible-date', '/national/code'],
    ['of a type that says nothing', { commitmentTypeId: '其他' }, 'invalid-value', '/national/commitmentTypeId'],
    ['of another publication type', { publicationType: '公开' }, 'invalid-value', '/national/publicationType'],
    [
      'that ends before it begins',
      { commitmentValidity: '2026/11/01' },
      'invalid-value',
      '/national/commitmentValidity',
    ],
  ] as const)('is refused %s', async (_, more, kind, pointer) => {
    expect(await given(more)).toBeProblem(422, kind, pointer);
  });

  it('is refused of a person under age, and never public of one', async () => {
    const person = { subject: PERSON, disclosure: undefined };
    expect((await api.post(commitment({ ...person, documentNumber: '21029920261102900009' }))).status).toBe(201);
    const early = { decisionDate: '2008-01-01', documentNumber: '21029920080101900009' };
    expect(await api.post(commitment({ ...person, ...early }, { validTo: undefined }))).toBeProblem(
      422,
      'under-age',
      '/decisionDate',
    );
    expect(await api.post(commitment({ subject: PERSON }))).toBeProblem(
      422,
      'person-not-disclosed',
      '/disclosure/public',
    );
  });
});
