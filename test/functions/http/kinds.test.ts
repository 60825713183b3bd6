import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../shared/kernel/failure.ts';
import {
  COMPANY,
  courtDefaulter,
  honour,
  listing,
  PERSON,
  penalty,
  rating,
  TRADER,
} from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const COURT = officer('court');
const IDENTITY = '21029919900101001X';
const SEVERITY = { severity: { grade: 'serious', criterion: '标准' } };
const OPEN = { public: true, basis: '法', decidedOn: '2026-11-02' };
const authority = { name: '庄河市公安局', unifiedSocialCreditCode: '11210299000010110K' };
const person = (override: object = {}) => ({
  subject: PERSON,
  actDate: '2026-10-01',
  disclosure: undefined,
  ...override,
});
const trader = { subject: TRADER };
/** A company by its category, a sole trader by its code. */
const disguised = { subject: { ...COMPANY, unifiedSocialCreditCode: TRADER.unifiedSocialCreditCode } };

type Case = readonly [what: string, body: unknown, status: number, kind: FailureKind, pointer: string];

// biome-ignore format: a case is a line
const BY_THE_COURT: readonly Case[] = [
  ['a minor', courtDefaulter(person({ actDate: '2008-01-01' })), 422, 'under-age', '/actDate'],
  ['a person without the date of the act', courtDefaulter(person({ actDate: undefined })), 422, 'act-date-required', '/actDate'],
  ['a person that is to be public', courtDefaulter(person({ disclosure: OPEN })), 422, 'person-not-disclosed', '/disclosure/public'],
  ['a sole trader that is to be public', courtDefaulter(trader), 422, 'kind-not-disclosed', '/disclosure/public'],
  ['a sole trader that is called an organisation', courtDefaulter(disguised), 422, 'kind-not-disclosed', '/disclosure/public'],
  ['a person in the place of a unit', courtDefaulter(person({ subject: { ...PERSON, legalRepresentative: { name: '李某某' } } })), 422, 'unknown-field', '/subject/legalRepresentative'],
  ['a severity', courtDefaulter(SEVERITY), 422, 'unknown-field', '/severity'],
  ['an unknown word for the performance', courtDefaulter({}, { performance: '未履行' }), 422, 'invalid-value', '/content/performance'],
  ['no conduct', courtDefaulter({}, { conduct: undefined }), 422, 'missing-field', '/content/conduct'],
  ['a listing before its case was filed', courtDefaulter({}, { filedOn: '2026-11-05' }), 422, 'invalid-value', '/content/filedOn'],
  ['a case filed on a day that there was not', courtDefaulter({}, { filedOn: '2026-02-30' }), 422, 'impossible-date', '/content/filedOn'],
  ['a listing in the future', courtDefaulter({ decisionDate: '2026-11-11' }), 422, 'decision-in-future', '/decisionDate'],
  ['an identity number in the duty', courtDefaulter({}, { duty: `向${IDENTITY}给付` }), 422, 'identity-number-in-text', '/content/duty'],
];

// biome-ignore format: a case is a line
const BY_OTHERS: readonly Case[] = [
  ['a judgment defaulter', courtDefaulter(), 403, 'writer-not-allowed', '/kind'],
  ['a judgment defaulter, whatever else is wrong', courtDefaulter({ decisionDate: '2026-11-11' }, { duty: IDENTITY }), 403, 'writer-not-allowed', '/kind'],
  ['a judgment defaulter in the name of the court', courtDefaulter({ authority: { name: '庄河市人民法院', unifiedSocialCreditCode: '11210299000010305D' } }), 403, 'writer-not-allowed', '/kind'],
  ['an entry that ends before it begins', listing({}, { validTo: '2026-11-04' }), 422, 'invalid-value', '/content/validTo'],
  ['an entry on no list', listing({}, { listName: undefined }), 422, 'missing-field', '/content/listName'],
  ['an entry by a law that seals it', listing({}, { legalBasis: '治安管理处罚法第二十三条' }), 422, 'sealed-by-law', '/content/legalBasis'],
  ['an entry with a severity of its own', listing(SEVERITY), 422, 'unknown-field', '/severity'],
  ['an entry of a minor', listing(person({ actDate: '2008-01-01' })), 422, 'under-age', '/actDate'],
  ['an entry of a person that is to be public', listing(person({ disclosure: OPEN })), 422, 'person-not-disclosed', '/disclosure/public'],
  ['an entry by another authority', listing({ authority }), 403, 'foreign-department', '/authority/name'],
  ['half a fen', listing({}, { amountFen: 0.5 }), 422, 'invalid-value', '/content/amountFen'],
  ['an honour that ends before it begins', honour({}, { validTo: '2026-11-05' }), 422, 'invalid-value', '/content/validTo'],
  ['an honour for an act', honour({ actDate: '2026-10-01' }), 422, 'unknown-field', '/actDate'],
  ['an honour of a person that is to be public', honour({ subject: PERSON }), 422, 'person-not-disclosed', '/disclosure/public'],
  ['an honour on no basis', honour({}, { legalBasis: ' ' }), 422, 'missing-field', '/content/legalBasis'],
  ['a rating that nobody made', rating({}, { author: undefined }), 422, 'missing-field', '/content/author'],
  ['a rating that is to be public', rating({ disclosure: OPEN }), 422, 'kind-not-disclosed', '/disclosure/public'],
  ['a rating without an end', rating({}, { validTo: undefined }), 422, 'missing-field', '/content/validTo'],
  ['a rating as a national row', { kind: 'rating', national: {} }, 422, 'invalid-value', '/kind'],
  ['a rating that is a number', rating({}, { grade: 600 }), 422, 'invalid-value', '/content/grade'],
];

const ROW = {
  iname: COMPANY.name,
  partyTypeName: '1',
  cardNum: COMPANY.unifiedSocialCreditCode,
  businessEntity: '李某某',
  courtName: '庄河市人民法院',
  caseCode: '（2026）辽0283执1号',
  gistId: '（2025）辽0283民初1号',
  gistUnit: '庄河市人民法院',
  regDate: '20260302',
  duty: '给付货款',
  performance: '全部未履行',
  disruptTypeName: '违反财产报告制度',
  publishDate: '2026年11月04日',
};
const row = (national: object, beside: object = {}) => ({
  kind: 'court-defaulter',
  national: { ...ROW, ...national },
  ...beside,
});
const PERSON_ROW = { iname: '张某某', partyTypeName: '0', cardNum: IDENTITY, businessEntity: '' };

// biome-ignore format: a case is a line
const ROWS: readonly Case[] = [
  ['a person that stands for a unit', row({ ...PERSON_ROW, businessEntity: '李某某' }, { actDate: '2026-10-01' }), 422, 'unknown-field', '/national/businessEntity'],
  ['an organisation by an identity number', row({ cardNum: IDENTITY }), 422, 'wrong-check-character', '/national/cardNum'],
  ['an organisation by its old code', row({ cardNum: '000000019' }), 422, 'malformed-code', '/national/cardNum'],
  ['a masked identity number', row({ ...PERSON_ROW, cardNum: '2102991990****001X' }), 422, 'malformed-code', '/national/cardNum'],
  ['a person by no number', row({ ...PERSON_ROW, cardNum: '' }), 422, 'missing-field', '/national/cardNum'],
  ['an unknown category', row({ partyTypeName: '2' }), 422, 'invalid-value', '/national/partyTypeName'],
  ['no category', row({ partyTypeName: '' }), 422, 'missing-field', '/national/partyTypeName'],
  ['an age', row({ age: '44' }), 422, 'unknown-field', '/national/age'],
  ['a day that there was not', row({ regDate: '20260230' }), 422, 'impossible-date', '/national/regDate'],
  ['a listing before its case', row({ regDate: '20261105' }), 422, 'invalid-value', '/national/regDate'],
];

const refused = (cases: readonly Case[], who = officer('market-regulation')) =>
  it.each(cases)('%s', async (_, body, status, kind, pointer) => {
    const before = await api.stored();
    expect(await api.post(body, { who })).toBeProblem(status, kind, pointer);
    const headers = { 'accept-language': 'en' };
    expect(await api.post(body, { who, headers })).toBeProblem(status, kind, pointer);
    expect(await api.stored()).toEqual(before);
  });

describe('a posting is refused, and nothing of it is stored:', () => {
  describe('by the court', () => refused(BY_THE_COURT, COURT));
  describe('by others', () => refused(BY_OTHERS));
  describe('a row of the courts’ list', () => refused(ROWS, COURT));
});

describe('what the court alone may write', () => {
  it('it writes, in our names or as a row of its list, and others read nothing of it', async () => {
    const posted = await api.post(courtDefaulter(), { who: COURT });
    expect(posted.status).toBe(201);
    expect(posted.body).toMatchObject({ kind: 'court-defaulter', clocks: [], publicity: { until: '2028-11-04' } });
    const { id } = posted.body;
    expect(await api.call('get-record', { id })).toBeProblem(404, 'not-found');
    const national = (await api.call('get-record', { id, who: COURT, query: { format: 'national' } })).body;
    const row = { ...national.national, caseCode: '（2026）辽0283执302号' };
    const again = await api.post({ kind: national.kind, national: row }, { who: COURT });
    expect(again.status).toBe(201);
    const read = await api.call('get-record', { id: again.body.id, who: COURT, query: { format: 'national' } });
    expect(read.body.national).toEqual(row);
  });

  it('of several postings refuses those alone that are not the sender’s', async () => {
    const bodies = [
      penalty({ documentNumber: '庄罚各一号' }),
      courtDefaulter(),
      honour({ documentNumber: '庄誉各一号' }),
    ];
    const { body } = await api.post(bodies);
    expect(body.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['created', 'refused', 'created']);
    expect(body.outcomes[1].problem).toMatchObject({ status: 403, type: '/docs/problems#writer-not-allowed' });
  });

  it('of a person is held by the court alone: nobody is told, nothing is public', async () => {
    const { status, body } = await api.post(courtDefaulter(person({ documentNumber: '（2026）辽0283执303号' })), {
      who: COURT,
    });
    expect(status).toBe(201);
    expect(body.publicity).toBeUndefined();
    expect((await api.stores.records.find(body.id))?.image.told?.recipients).toEqual([]);
    const read = await api.call('get-record', { id: body.id, who: COURT, query: { format: 'national' } });
    expect(read.body.national).toMatchObject({ partyTypeName: '0', cardNum: '' });
  });

  it('is public no more once all is performed, and that cannot be taken back', async () => {
    const { body } = await api.post(courtDefaulter({ documentNumber: '（2026）辽0283执304号' }), { who: COURT });
    const correct = (version: number, performance: string) =>
      api.call('correct-record', {
        id: body.id,
        who: COURT,
        headers: { 'if-match': `"${version}"` },
        body: { reason: '履行情况有变', content: { performance } },
      });
    const performed = await correct(1, '全部已履行');
    expect(performed.status).toBe(200);
    expect(performed.body.publicity).toBeUndefined();
    expect(await correct(2, '部分未履行')).toBeProblem(422, 'worsening-correction', '/content/performance');
  });
});

describe('an entry on a list', () => {
  const correct = async (content: object) => {
    const posted = await api.post(listing({ documentNumber: `列〔2026〕${JSON.stringify(content).length}号` }));
    return api.call('correct-record', {
      id: posted.body.id,
      headers: { 'if-match': `"${posted.body.version}"` },
      body: { reason: '录入有误', content },
    });
  };

  it('is not made worse by a correction, nor turned around', async () => {
    expect(await correct({ validTo: '2030-01-01' })).toBeProblem(422, 'worsening-correction', '/content/validTo');
    expect(await correct({ amountFen: 30_000_001 })).toBeProblem(422, 'worsening-correction', '/content/amountFen');
    expect(await correct({ validTo: '2026-11-01' })).toBeProblem(422, 'invalid-value', '/content/validTo');
    expect((await correct({ validTo: '2028-01-01', amountFen: 1 })).status).toBe(200);
  });

  it('as a national row is the one in our names, but for what no key is established for', async () => {
    const { id } = (await api.post(listing({ documentNumber: '列行一号' }))).body;
    const { national } = (await api.call('get-record', { id, query: { format: 'national' } })).body;
    expect(national).toMatchObject({
      MDMC: '拖欠农民工工资失信联合惩戒对象名单',
      YXQS: '2026/11/05',
      YXQZ: '2029/11/04',
    });
    const { YXQZ: _, ...without } = national;
    const kind = 'serious-untrustworthiness-listing';
    expect(await api.post({ kind, national: without })).toBeProblem(422, 'missing-field', '/national/YXQZ');
    expect(await api.post({ kind, national: { ...national, SJJE: '3' } })).toBeProblem(
      422,
      'unknown-field',
      '/national/SJJE',
    );
  });
});

describe('a rating', () => {
  it('is shown with its author, and has no national row', async () => {
    const { status, body } = await api.post(rating());
    expect(status).toBe(201);
    expect(body).toMatchObject({ author: '示例信用评价有限公司', content: { grade: 'AA' } });
    const asked = await api.call('get-record', { id: body.id, query: { format: 'national' } });
    expect(asked).toBeProblem(422, 'invalid-value', '/format');
  });
});
