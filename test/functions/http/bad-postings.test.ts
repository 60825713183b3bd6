import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../shared/kernel/failure.ts';
import { fictionalPerson } from '../../builders/fictional.ts';
import { COMPANY, COOPERATIVE, licence, PERSON, penalty, TRADER } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const IDENTITY = '21029919900101001X';
const company = (override: object) => ({ subject: { ...COMPANY, ...override } });
const person = (override: object = {}, document: object = {}) => ({
  subject: { ...PERSON, document: { ...PERSON.document, ...document }, ...override },
  actDate: '2026-10-01',
  disclosure: undefined,
});
const authority = (name: string) => ({ authority: { name, unifiedSocialCreditCode: '112102990000000192' } });
const row = (national: object, beside: object = {}) => ({ kind: 'administrative-penalty', national, ...beside });
const licenceRow = (national: object) => ({ kind: 'administrative-licence', national });
const PENALTY_ROW = {
  CF_XDR_MC: COMPANY.name,
  CF_XDR_LB: '法人及非法人组织',
  CF_XDR_SHXYM: COMPANY.unifiedSocialCreditCode,
  CF_WSH: '庄市监罚〔2026〕1号',
  CF_WFXW: '销售不合格产品',
  CF_SY: '当事人销售的水泥经抽检不符合标准。',
  CF_YJ: '产品质量法第四十九条',
  CF_CFLB: '罚款',
  CF_NR: '罚款二万元',
  CF_NR_FK: '2.000000',
  CF_JDRQ: '2026/11/02',
};
const SEVERITY = { severity: { grade: 'general', criterion: '标准' } };
const PERSON_ROW = {
  ...PENALTY_ROW,
  CF_XDR_MC: '张某某',
  CF_XDR_LB: '自然人',
  CF_XDR_SHXYM: '',
  CF_XDR_ZJLX: '护照号',
  CF_XDR_ZJHM: 'E12345678',
};

type Case = readonly [what: string, body: unknown, status: number, kind: FailureKind, pointer: string];

// biome-ignore format: a case is a line
const SHAPES: readonly Case[] = [
  ['nothing', null, 422, 'invalid-value', ''],
  ['a text', 'penalty', 422, 'invalid-value', ''],
  ['an empty list', [], 422, 'missing-field', ''],
  ['no kind', penalty({ kind: undefined }), 422, 'missing-field', '/kind'],
  ['an unknown kind', penalty({ kind: 'administrative-praise' }), 422, 'invalid-value', '/kind'],
  ['an unknown field', penalty({ score: 600 }), 422, 'unknown-field', '/score'],
  ['an unknown field of the content', penalty({}, { score: 600 }), 422, 'unknown-field', '/content/score'],
  ['a name that needs escaping in a pointer', penalty({ 'a/b~c': 1 }), 422, 'unknown-field', '/a~1b~0c'],
  ['a missing field', penalty({ subject: undefined }), 422, 'missing-field', '/subject'],
  ['an empty text', penalty({ documentNumber: '  ' }), 422, 'missing-field', '/documentNumber'],
  ['an empty list of words', penalty({}, { penaltyCategories: [] }), 422, 'missing-field', '/content/penaltyCategories'],
  ['null for a text', penalty({}, { remarks: null }), 422, 'invalid-value', '/content/remarks'],
  ['a list for an object', penalty({ subject: [] }), 422, 'invalid-value', '/subject'],
  ['an object for a text', penalty({ documentNumber: {} }), 422, 'invalid-value', '/documentNumber'],
  ['a text that is too long', penalty({ documentNumber: '号'.repeat(65) }), 422, 'text-too-long', '/documentNumber'],
  ['a null byte', penalty({}, { remarks: 'a\u0000b' }), 422, 'unreadable-text', '/content/remarks'],
  ['half of a surrogate pair', penalty({ documentNumber: '号\ud800' }), 422, 'unreadable-text', '/documentNumber'],
  ['what a wrong decoding leaves behind', penalty({}, { violationFacts: '����' }), 422, 'unreadable-text', '/content/violationFacts'],
];

// biome-ignore format: a case is a line
const CODES_DATES_AMOUNTS: readonly Case[] = [
  ['a wrong check character', penalty(company({ unifiedSocialCreditCode: '91210299000000019T' })), 422, 'wrong-check-character', '/subject/unifiedSocialCreditCode'],
  ['a malformed code', penalty(company({ unifiedSocialCreditCode: '9121029900000001' })), 422, 'malformed-code', '/subject/unifiedSocialCreditCode'],
  ['a letter that the standard leaves out', penalty(company({ unifiedSocialCreditCode: '91210299000000O19R' })), 422, 'malformed-code', '/subject/unifiedSocialCreditCode'],
  ['an organisation without its code', penalty(company({ unifiedSocialCreditCode: undefined })), 422, 'missing-field', '/subject/unifiedSocialCreditCode'],
  ['codes of two organisations', penalty(company({ organisationCode: '000000027' })), 422, 'invalid-value', '/subject/organisationCode'],
  ['a wrong registration number', penalty({ subject: { ...TRADER, registrationNumber: '110108000673294' } }), 422, 'wrong-check-character', '/subject/registrationNumber'],
  ["a taxpayer's identity number", penalty(company({ taxRegistrationNumber: '21029919900101001X00' })), 422, 'identity-number-in-text', '/subject/taxRegistrationNumber'],
  ['an identity number for a social organisation’s', penalty(company({ socialOrganisationNumber: IDENTITY })), 422, 'identity-number-in-text', '/subject/socialOrganisationNumber'],
  ['a wrong identity number', penalty(person({}, { number: '210299199001010011' })), 422, 'wrong-check-character', '/subject/document/number'],
  ['a void identity number', penalty(person({}, { number: '210299900101001' })), 422, 'malformed-code', '/subject/document/number'],
  ['a birth on a day that there was not', penalty(person({}, { number: '210299199002300019' })), 422, 'impossible-date', '/subject/document/number'],
  ['an impossible date', penalty({ decisionDate: '2026-02-30' }), 422, 'impossible-date', '/decisionDate'],
  ['a date that is none', penalty({ decisionDate: '9999-12-31' }), 422, 'impossible-date', '/decisionDate'],
  ['an impossible date in the content', licence({}, { validTo: '2027-02-29' }), 422, 'impossible-date', '/content/validTo'],
  ['a decision in the future', penalty({ decisionDate: '2026-11-11' }), 422, 'decision-in-future', '/decisionDate'],
  ['an act after its decision', penalty({ actDate: '2026-11-03' }), 422, 'decision-in-future', '/actDate'],
  ['a disclosure decided tomorrow', licence({ disclosure: { public: true, basis: '法', decidedOn: '2026-11-11' } }), 422, 'decision-in-future', '/disclosure/decidedOn'],
  ['a fine without an amount', penalty({}, { fineFen: undefined }), 422, 'amount-missing', '/content/fineFen'],
  ['a confiscation without an amount', penalty({}, { confiscatedFen: undefined }), 422, 'amount-missing', '/content/confiscatedFen'],
  ['a revocation of what', penalty({}, { penaltyCategories: ['吊销许可证件'] }), 422, 'amount-missing', '/content/revokedLicence'],
  ['a fine in other words', penalty({}, { penaltyCategories: ['其他-罚款并责令改正'], fineFen: undefined }), 422, 'amount-missing', '/content/fineFen'],
  ['a negative amount', penalty({}, { fineFen: -1 }), 422, 'invalid-value', '/content/fineFen'],
  ['half a fen', penalty({}, { fineFen: 0.5 }), 422, 'invalid-value', '/content/fineFen'],
  ['more than there is', penalty({}, { fineFen: 1e15 }), 422, 'invalid-value', '/content/fineFen'],
  ['an amount as text', penalty({}, { fineFen: '200' }), 422, 'invalid-value', '/content/fineFen'],
  ['an unknown word', penalty({}, { penaltyCategories: ['罚金'] }), 422, 'invalid-value', '/content/penaltyCategories/0'],
  ['another word that says nothing', licence({}, { licenceCategory: '其他- ' }), 422, 'invalid-value', '/content/licenceCategory'],
  ['two words in one', penalty({}, { penaltyCategories: ['其他-甲;乙'] }), 422, 'invalid-value', '/content/penaltyCategories/0'],
];

// biome-ignore format: a case is a line
const LAW: readonly Case[] = [
  ['an identity number in text', penalty({}, { violationFacts: `当事人（${IDENTITY}）` }), 422, 'identity-number-in-text', '/content/violationFacts'],
  ['an identity number with what is not seen', penalty({}, { remarks: `${IDENTITY.slice(0, 9)}\u200b\ufe0f${IDENTITY.slice(9)}` }), 422, 'identity-number-in-text', '/content/remarks'],
  ['an identity number in a word', penalty({}, { penaltyCategories: [`其他-${IDENTITY}`] }), 422, 'identity-number-in-text', '/content/penaltyCategories/0'],
  ['an identity number as a name', penalty(company({ name: `张三${IDENTITY}` })), 422, 'identity-number-in-text', '/subject/name'],
  ["an identity number in a representative's name", penalty(company({ legalRepresentative: { name: `张三${IDENTITY}` } })), 422, 'identity-number-in-text', '/subject/legalRepresentative/name'],
  ['an identity number as a document number', penalty({ documentNumber: IDENTITY }), 422, 'identity-number-in-text', '/documentNumber'],
  ['an identity number in a criterion', penalty({ severity: { grade: 'general', criterion: IDENTITY } }), 422, 'identity-number-in-text', '/severity/criterion'],
  ['an unknown department', penalty(authority('庄河市不存在局')), 422, 'unknown-department', '/authority/name'],
  ['another department', penalty(authority('庄河市应急管理局')), 403, 'foreign-department', '/authority/name'],
  ['a sealed record', penalty({}, { legalBasis: '《治安\u200b管理 处罚法》第四十三条' }), 422, 'sealed-by-law', '/content/legalBasis'],
  ['a penalty without severity', penalty({ severity: undefined }), 422, 'severity-required', '/severity'],
  ['an act on the eighteenth birthday', penalty({ ...person(fictionalPerson('李某某', '20050101', '001')), actDate: '2023-01-01' }), 422, 'under-age', '/actDate'],
  ['an act five years ago', penalty({ actDate: '2021-11-10' }), 422, 'beyond-retention', '/actDate'],
  ['a decision five years ago', penalty({ decisionDate: '2021-11-10', disclosure: undefined }), 422, 'beyond-retention', '/decisionDate'],
  ['a person without the date of the act', penalty({ ...person(), actDate: undefined }), 422, 'act-date-required', '/actDate'],
  ['a passport without the date of birth', penalty(person({}, { type: 'passport', number: 'E12345678' })), 422, 'birth-date-required', '/subject/birthDate'],
  ['a person that is to be public', penalty({ ...person(), disclosure: penalty().disclosure }), 422, 'person-not-disclosed', '/disclosure/public'],
  ['a public penalty of no social impact', penalty({ disclosure: { public: true, basis: '法', decidedOn: '2026-11-02' } }), 422, 'disclosure-without-basis', '/disclosure/socialImpact'],
  ['a minor case that need not be public', penalty({ severity: { grade: 'minor', criterion: '轻微' } }), 422, 'necessity-required', '/disclosure/necessity'],
  ['a licence with a severity', licence({ severity: SEVERITY.severity }), 422, 'unknown-field', '/severity'],
];

// biome-ignore format: a case is a line
const NATIONAL: readonly Case[] = [
  ['no columns', row({}), 422, 'missing-field', '/national/CF_XDR_LB'],
  ['a list of columns', row([]), 422, 'invalid-value', '/national'],
  ['an unknown column', row({ ...PENALTY_ROW, CF_XDR_FS: 1 }), 422, 'unknown-field', '/national/CF_XDR_FS'],
  ['a column that needs escaping in a pointer', row({ 'CF/~': '1' }), 422, 'unknown-field', '/national/CF~1~0'],
  ['an object in a cell', row({ CF_WSH: {} }), 422, 'invalid-value', '/national/CF_WSH'],
  ['a wrong amount', row({ ...PENALTY_ROW, CF_NR_FK: '0.20000001' }, SEVERITY), 422, 'invalid-value', '/national/CF_NR_FK'],
  ['an amount that no double holds', row({ ...PENALTY_ROW, CF_NR_FK: 0.1 + 0.2 }, SEVERITY), 422, 'invalid-value', '/national/CF_NR_FK'],
  ['a fine without an amount', row({ ...PENALTY_ROW, CF_NR_FK: '' }, SEVERITY), 422, 'amount-missing', '/national/CF_NR_FK'],
  ['a date of seven digits', row({ ...PENALTY_ROW, CF_JDRQ: '2026112' }, SEVERITY), 422, 'impossible-date', '/national/CF_JDRQ'],
  ['a decision in the future', row({ ...PENALTY_ROW, CF_JDRQ: '2026/11/11' }, SEVERITY), 422, 'decision-in-future', '/national/CF_JDRQ'],
  ['a decision five years ago', row({ ...PENALTY_ROW, CF_JDRQ: '2021/11/10' }, { ...SEVERITY, disclosure: undefined }), 422, 'beyond-retention', '/national/CF_JDRQ'],
  ['a wrong check character', row({ ...PENALTY_ROW, CF_XDR_SHXYM: '91210299000000019T' }, SEVERITY), 422, 'wrong-check-character', '/national/CF_XDR_SHXYM'],
  ['an unknown category', row({ ...PENALTY_ROW, CF_XDR_LB: '企业' }, SEVERITY), 422, 'invalid-value', '/national/CF_XDR_LB'],
  ["a person's document on a firm", row({ ...PENALTY_ROW, CF_XDR_ZJLX: '护照号' }, SEVERITY), 422, 'unknown-field', '/national/CF_XDR_ZJLX'],
  ['an unknown word', row({ ...PENALTY_ROW, CF_CFLB: '罚款;罚金' }, SEVERITY), 422, 'invalid-value', '/national/CF_CFLB'],
  ['no severity beside it', row(PENALTY_ROW), 422, 'severity-required', '/severity'],
  ['no date of birth beside it', row(PERSON_ROW, { ...SEVERITY, actDate: '2026-10-01' }), 422, 'birth-date-required', '/birthDate'],
  ['a licence that does not say when it ends', licenceRow({ XK_YXQZI: '' }), 422, 'missing-field', '/national/XK_YXQZI'],
];

const refused = (cases: readonly Case[]) =>
  it.each(cases)('%s', async (_, body, status, kind, pointer) => {
    const before = await api.stored();
    const headers = { 'idempotency-key': 'once' };
    expect(await api.post(body, { headers })).toBeProblem(status, kind, pointer);
    expect(await api.post(body, { headers: { ...headers, 'accept-language': 'en' } })).toBeProblem(
      status,
      kind,
      pointer,
    );
    expect(await api.stored()).toEqual(before);
  });

describe('a posting is refused, and nothing of it is stored:', () => {
  describe('its shape', () => refused(SHAPES));
  describe('its codes, dates and amounts', () => refused(CODES_DATES_AMOUNTS));
  describe('what the law says of it', () => refused(LAW));
  describe('a national row', () => refused(NATIONAL));

  it('of a department that is unknown, or no more', async () => {
    const before = await api.stored();
    for (const department of ['nobody', 'legal-affairs-office', '__proto__']) {
      expect(await api.post(licence(), { who: officer(department) })).toBeProblem(422, 'unknown-department');
    }
    expect(await api.stored()).toEqual(before);
  });
});

describe('the body itself', () => {
  const raw = (text: string | Uint8Array, headers: Record<string, string> = {}) =>
    api.call('post-records', { raw: text, headers });

  it('that is no JSON, or no UTF-8, is refused', async () => {
    for (const text of ['', '{"kind":', '{"a":1}}', "{'a':1}", 'NaN'])
      expect(await raw(text)).toBeProblem(400, 'broken-json');
    const gb18030 = Buffer.from([0x22, 0xd7, 0xaf, 0xba, 0xd3, 0x22]);
    expect(await raw(gb18030)).toBeProblem(400, 'broken-json');
    expect(await api.call('post-records', { headers: { 'content-type': 'application/json' } })).toBeProblem(
      400,
      'broken-json',
    );
  });

  it('of another media type is refused', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/jsonx', 'multipart/form-data', ''])
      expect(await raw('{}', { 'content-type': type })).toBeProblem(415, 'unsupported-media-type');
    const json = await raw(JSON.stringify(penalty({ documentNumber: '' })), {
      'content-type': 'application/json; charset=utf-8',
    });
    expect(json).toBeProblem(422, 'missing-field', '/documentNumber');
  });

  it('of five megabytes is refused, in half as many characters too', async () => {
    expect(await raw(`"${'x'.repeat(5_000_000)}"`)).toBeProblem(413, 'body-too-large');
    expect(await raw(`"${'号'.repeat(400_000)}"`)).toBeProblem(413, 'body-too-large');
    expect(await raw(Buffer.alloc(1_048_577, 0x20))).toBeProblem(413, 'body-too-large');
  });

  it('of 101 records is refused whole', async () => {
    const before = await api.stored();
    const records = Array.from({ length: 101 }, (_, serial) => licence({ documentNumber: `庄许${serial}号` }));
    expect(await api.post(records)).toBeProblem(413, 'too-many-items');
    expect(await api.stored()).toEqual(before);
  });

  it('with eighty thousand wrong fields gets an answer that a function may give', async () => {
    const fields = Object.fromEntries(Array.from({ length: 80_000 }, (_, serial) => [`f${serial}`, 1]));
    const answered = await api.post({ ...penalty(), ...fields });
    expect(answered).toBeProblem(422, 'unknown-field', '/f0');
    const national = await api.post({ kind: 'administrative-penalty', national: fields });
    expect(national).toBeProblem(422, 'unknown-field', '/national/f0');
    const some = Object.fromEntries(Object.entries(fields).slice(0, 900));
    const many = await api.post(Array.from({ length: 100 }, () => ({ ...licence(), ...some })));
    for (const reply of [answered, national, many]) expect(JSON.stringify(reply.body).length).toBeLessThan(3_000_000);
  });

  it('with several faults names them all, in the language of the reader', async () => {
    const body = penalty({ documentNumber: '', decisionDate: '2026-13-01' }, { score: 1 });
    const chinese = await api.post(body);
    expect(chinese).toBeProblem(422, 'several-problems', '/content/score');
    expect(chinese.headers['content-language']).toBe('zh');
    expect(chinese.body.detail).toContain('3 处问题');
    const english = await api.post(body, { headers: { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.5' } });
    expect(english).toBeProblem(422, 'several-problems', '/decisionDate');
    expect(english.body.detail).toContain('3 problems');
    expect(english.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/content/score',
      '/decisionDate',
      '/documentNumber',
    ]);
  });
});

describe('the Idempotency-Key', () => {
  const keyed = (key: string, body: unknown) => api.post(body, { headers: { 'idempotency-key': key } });

  it('of no or too many characters is refused', async () => {
    for (const key of ['', ' ', 'a b', 'k'.repeat(201), '键'])
      expect(await keyed(key, licence())).toBeProblem(422, 'invalid-value');
  });

  it('stands for one request; one that was refused did not use it', async () => {
    const body = licence({ documentNumber: '庄许幂等1号', subject: COOPERATIVE });
    expect(await keyed('k-1', licence({ documentNumber: '' }))).toBeProblem(422, 'missing-field');
    expect((await keyed('k-1', body)).status).toBe(201);
    expect((await keyed('k-1', body)).status).toBe(200);
    const before = await api.stored();
    expect(await keyed('k-1', licence({ documentNumber: '庄许幂等2号' }))).toBeProblem(422, 'idempotency-key-reused');
    expect(await api.stored()).toEqual(before);
  });

  it('is its department’s own', async () => {
    const authorityOf = (documentNumber: string) => licence({ documentNumber });
    expect((await keyed('k-2', authorityOf('庄许幂等3号'))).status).toBe(201);
    const other = await api.post(authorityOf('庄许幂等4号'), {
      who: officer('tax'),
      headers: { 'idempotency-key': 'k-2' },
    });
    expect(other.status).toBe(201);
  });
});
