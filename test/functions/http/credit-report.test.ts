import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../../site/verify.mjs';
import { fictionalPerson } from '../../builders/fictional.ts';
import { COMPANY, courtDefaulter, honour, licence, listing, penalty, rating } from '../../builders/submissions.ts';
import { readPdf } from '../../shared/documents/read-pdf.ts';
import '../../to-be-problem.ts';
import { type Api, officer, SECOND, startApi } from './support/api.ts';
import { SIGNER } from './support/check-handlers.ts';
import { newFirm } from './support/checking.ts';
import { jointTown } from './support/joint-town.ts';
import { flawsOfReport } from './support/report-by-the-book.ts';
import { account, CLERK, mandateOf, visitOf } from './support/subject-side.ts';

let api: Api;
let town: ReturnType<typeof jointTown>;
beforeAll(async () => {
  api = await startApi();
  town = jointTown(api.stores.register.client);
  await town.open();
});
afterAll(() => api?.stop());

const COURT = officer('court', 'judge-1');
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A firm of its own, with a mandate for it. */
const firmWith = async (name: string) => {
  const subject = newFirm(name);
  const who = account(`account-of-${subject.unifiedSocialCreditCode}`);
  const { unifiedSocialCreditCode } = subject;
  const submitted = { category: 'organisation', name, unifiedSocialCreditCode };
  const id = await mandateOf(api, who, { subject: submitted, receipt: `回执-${unifiedSocialCreditCode}` });
  return { subject, submitted, who, id };
};
type Given = Awaited<ReturnType<typeof firmWith>>;

const post = async (record: object, who = officer('market-regulation')): Promise<string> => {
  const { status, body } = await api.call('post-records', { who, body: record });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
};
const reportOf = ({ who, id }: Pick<Given, 'who' | 'id'>) => api.call('get-subject-report', { who, id });
const printedOf = async ({ who, id }: Pick<Given, 'who' | 'id'>, language = 'zh') => {
  const headers = { 'accept-language': language };
  return api.call('get-subject-report', { who, id, query: { format: 'pdf' }, headers });
};
const verify = (code: string, query = {}) => api.call('verify-report', { claims: {}, params: { code }, query });

describe('a credit report', () => {
  it('has the chapters of the national form, in its order; an empty one says so, and so does one that nobody fills', async () => {
    const { body } = await reportOf(await firmWith('庄河示例空白有限公司'));
    expect(body.report.chapters.map(({ name }: { name: { zh: string } }) => name.zh)).toEqual([
      '行政管理',
      '诚实守信',
      '严重失信主体名单',
      '经营异常',
      '信用承诺',
      '信用评价',
      '司法判决',
      '其他',
      '信用状况提升建议',
      '地方补充',
    ]);
    for (const { empty, records, measures } of body.report.chapters) {
      expect(empty.zh.length).toBeGreaterThan(3);
      expect([records, measures]).toEqual([[], []]);
    }
    const said = Object.fromEntries(
      body.report.chapters.map(({ code, empty }: { code: string; empty: { zh: string } }) => [code, empty.zh]),
    );
    expect(said['administration']).toBe('无记录。');
    // Nothing of the sort is collected: that is not to say that there is none.
    expect(said['abnormal-operation']).toContain('未归集');
  });

  it('shows each record in its chapter, with what to do about it and when it ends; no score, no officer', async () => {
    const given = await firmWith('庄河示例全章有限公司');
    const subject = given.submitted;
    await post(penalty({ subject }));
    await post(licence({ subject }));
    await post(honour({ subject }));
    await post(listing({ subject }), officer('human-resources'));
    await post(rating({ subject }));
    await post(courtDefaulter({ subject }), COURT);
    const { task } = await town.inForce(given.subject);
    const { body } = await reportOf(given);
    const kinds = Object.fromEntries(
      body.report.chapters.map(({ code, records }: { code: string; records: { kind: { code: string } }[] }) => [
        code,
        records.map(({ kind }) => kind.code).toSorted(),
      ]),
    );
    expect(kinds).toMatchObject({
      administration: ['administrative-licence', 'administrative-penalty'],
      honesty: ['honour'],
      'serious-untrustworthiness': ['serious-untrustworthiness-listing'],
      ratings: ['rating'],
      judgments: ['court-defaulter'],
      other: [],
    });
    const chapter = (code: string) => body.report.chapters.find((one: { code: string }) => one.code === code);
    expect(chapter('ratings').records[0].author).toBe('示例信用评价有限公司');
    expect(chapter('local').measures).toMatchObject([
      { id: task.id, measure: { name: { zh: '限制参加政府采购活动' } }, until: '2027-11-09' },
    ]);
    const advice = chapter('advice').advice.map(({ zh }: { zh: string }) => zh);
    expect(advice).toContain(
      '行政处罚 庄市监罚〔2026〕101号：自2027-02-02起可以申请信用修复；自2027-11-02起自动停止。',
    );
    expect(body.report.remedies.length).toBeGreaterThan(1);
    for (const word of ['officer-1', 'judge-1', 'score', '得分']) expect(JSON.stringify(body)).not.toContain(word);
  });

  it('holds nothing that has ended, is held or stands still by its objection; what is objected to bears the mark', async () => {
    const given = await firmWith('庄河示例清洁有限公司');
    const subject = given.submitted;
    const numbers = ['庄市监罚〔2026〕201号', '庄市监罚〔2026〕202号', '庄市监罚〔2026〕203号'];
    const [ended, objected] = [
      await post(penalty({ subject, documentNumber: numbers[0] })),
      await post(penalty({ subject, documentNumber: numbers[1] })),
      await post(penalty({ subject: { ...subject, name: '另一名称' }, documentNumber: numbers[2] })),
    ];
    const body = { verb: 'revoke', document: '庄复决〔2026〕4号', decidedOn: '2026-11-09', reason: '主要事实不清' };
    await api.call('propose-withdrawal', { id: ended, headers: { 'if-match': '"1"' }, body });
    const confirmed = { id: ended, who: SECOND, headers: { 'if-match': '"2"' }, body: { confirmed: true } };
    await api.call('confirm-withdrawal', confirmed);
    const mark = { id: 'o', filedOn: '2026-11-10', decideBy: '2026-11-19', suspendsFrom: '2026-11-20' };
    const stored = await api.stores.records.find(objected ?? '');
    if (stored === undefined) throw new Error('the record is not there');
    const { image } = stored;
    const marked = { ...image, version: 2, objection: mark } as typeof image;
    expect((await api.stores.records.change(stored, marked, ['active'])).ok).toBe(true);

    const shown = async () =>
      (await reportOf(given)).body.report.chapters.flatMap(({ records }: { records: object[] }) => records);
    expect(await shown()).toMatchObject([{ documentNumber: numbers[1], objection: { filedOn: '2026-11-10' } }]);
    expect(readPdf((await printedOf(given)).body).text.replaceAll('\n', '')).toContain('异议处理中');
    // Nobody swept anything: the day alone takes it out.
    api.setTime('2026-11-20T02:00:00.000Z');
    expect(await shown()).toEqual([]);
    api.setTime('2026-11-10T02:00:00.000Z');
  });

  it('of a person shows its records and its number masked, in JSON, on paper and in what is kept of it', async () => {
    const person = fictionalPerson('周某某', '19910312', '031');
    const who = account('account-of-zhou');
    const id = await mandateOf(api, who, { subject: person, receipt: '回执-周' });
    await post(
      penalty({
        subject: person,
        documentNumber: '庄市监罚〔2026〕301号',
        actDate: '2026-10-20',
        disclosure: undefined,
      }),
    );
    const { body } = await reportOf({ who, id });
    expect(body.report.chapters[0].records).toHaveLength(1);
    expect(body.report.subject).toMatchObject({ name: '周某某', document: { masked: expect.stringContaining('*') } });
    const paper = readPdf((await printedOf({ who, id })).body).text.replaceAll('\n', '');
    expect(paper).toContain('周某某');
    const kept = (await api.stored()).filter((item) => item.includes('"REPORT#')).join('\n');
    for (const part of [person.document.number, '19910312'])
      for (const text of [JSON.stringify(body), paper, kept]) expect(text).not.toContain(part);
    expect(kept).not.toContain('周某某');
    expect(kept).not.toContain('PERSON#');
  });

  it('names the receipt of the counter where a clerk had it printed', async () => {
    const { submitted } = await firmWith('庄河示例柜报有限公司');
    const visit = await visitOf(api, { subject: submitted, receipt: '受理-20261110-11' });
    const { body } = await reportOf({ who: CLERK, id: visit });
    expect(body.report.atCounter).toEqual({ receiptNumber: '受理-20261110-11' });
    const paper = readPdf((await printedOf({ who: CLERK, id: visit })).body).text.replaceAll('\n', '');
    expect(paper).toContain('受理-20261110-11');
  });

  it('is cut where it would be too long: what speaks against the subject stays, and the rest is counted', async () => {
    const given = await firmWith('庄河示例多证有限公司');
    const content = { licenceContent: '预包装食品销售；'.repeat(480) };
    const licences = Array.from({ length: 120 }, (_, at) =>
      licence({ subject: given.submitted, documentNumber: `庄市监许〔2026〕${2000 + at}号` }, content),
    );
    for (const record of licences) await post(record);
    await post(penalty({ subject: given.submitted }));
    const { body } = await reportOf(given);
    const [administration] = body.report.chapters;
    expect(administration.records[0].kind.code).toBe('administrative-penalty');
    expect(administration.omitted).toBeGreaterThan(0);
    expect(administration.records.length + administration.omitted).toBe(121);
    expect(JSON.stringify(body).length).toBeLessThan(2_000_000);
    const started = performance.now();
    const printed = await printedOf(given);
    expect(performance.now() - started).toBeLessThan(20_000);
    // In base64 it takes a third more, and an answer holds 6 MB.
    expect(printed.body.length).toBeLessThan(4_000_000);
  });
});

describe('verification', () => {
  it('of a report by its code answers that it is genuine, of which day and digest, signed; and no name', async () => {
    const given = await firmWith('庄河示例核验有限公司');
    await post(penalty({ subject: given.submitted }));
    const { body } = await reportOf(given);
    const { report, attestation } = body;
    expect(sha256(canonical(report))).toBe(attestation.digest);
    expect(await flawsOfReport({ report, attestation, keys: SIGNER.keys })).toEqual([]);
    const answered = await verify(report.code);
    expect(answered).toMatchObject({ status: 200, body: { genuine: true, attestation } });
    expect((await verify(report.code, { digest: attestation.digest.toUpperCase() })).body.genuine).toBe(true);
    // As it may be typed from paper.
    const typed = report.code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await verify(typed)).body.genuine).toBe(true);
    for (const word of [given.submitted.name, given.submitted.unifiedSocialCreditCode, '庄市监罚'])
      expect(JSON.stringify(answered.body)).not.toContain(word);
  });

  it('of a printed one compares its file: the same byte for byte, and no other', async () => {
    const given = await firmWith('庄河示例纸件有限公司');
    await post(penalty({ subject: given.submitted }));
    for (const language of ['zh', 'en']) {
      const { body, headers } = await printedOf(given, language);
      expect(headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': 'attachment; filename="credit-report-2026-11-10.pdf"',
      });
      const { text } = readPdf(body);
      const code = /(?:验证码：|Verification code: ?)(\w{22})/.exec(text.replaceAll('\n', ''))?.[1] ?? '';
      expect((await verify(code)).body).toMatchObject({ genuine: true, fileDigest: sha256(body) });
      expect((await verify(code, { digest: sha256(body) })).body.genuine).toBe(true);
      const tampered = Buffer.from(body);
      tampered[tampered.length - 40] = (tampered[tampered.length - 40] ?? 0) ^ 1;
      expect((await verify(code, { digest: sha256(tampered) })).body).toEqual({ genuine: false });
    }
  });

  it('fails of another content, day, code or key', async () => {
    const { body } = await reportOf(await firmWith('庄河示例篡改有限公司'));
    const { report, attestation } = body;
    const flaws = (changed: object) => flawsOfReport({ report, attestation, keys: SIGNER.keys, ...changed });
    expect(await flaws({ report: { ...report, issuedOn: '2026-11-09' } })).toEqual(['content']);
    expect(await flaws({ attestation: { ...attestation, issuedOn: '2026-11-09' } })).toEqual(['signature']);
    expect(await flaws({ keys: [] })).toEqual(['unknown key']);
    const changed = { ...report, chapters: report.chapters.slice(1) };
    expect((await verify(report.code, { digest: sha256(canonical(changed)) })).body).toEqual({ genuine: false });
  });

  it('of a code that was never given, or is kept no more, answers the same: not genuine', async () => {
    expect((await verify('AAAAAAAAAAAAAAAAAAAAAA')).body).toEqual({ genuine: false });
    const { body } = await reportOf(await firmWith('庄河示例过期有限公司'));
    api.setTime('2028-11-09T15:59:59.000Z');
    expect((await verify(body.report.code)).body.genuine).toBe(true);
    api.setTime('2028-11-09T16:00:00.000Z');
    expect((await verify(body.report.code)).body).toEqual({ genuine: false });
    api.setTime('2026-11-10T02:00:00.000Z');
    const kept = (await api.stored()).filter((item) => item.includes(`REPORT#${body.report.code}`));
    expect(kept).toHaveLength(1);
    // 00:00 in Beijing of 2028-11-10, in seconds.
    expect(kept[0]).toContain(`"expiresAt":${Date.parse('2028-11-09T16:00:00.000Z') / 1_000}`);
  });

  it('is refused to what is no code, and to what is no digest', async () => {
    for (const code of ['x', 'A'.repeat(23), '../../etc/passwd', `${'A'.repeat(20)}#A`])
      expect(await verify(code)).toBeProblem(404, 'not-found');
    for (const digest of ['x', 'g'.repeat(64), 'a'.repeat(63), ''])
      expect((await verify('AAAAAAAAAAAAAAAAAAAAAA', { digest })).status).toBe(422);
    expect(await verify('AAAAAAAAAAAAAAAAAAAAAA', { name: COMPANY.name })).toBeProblem(422, 'unknown-field', '/name');
  });

  it('finds every report by a code of its own', async () => {
    const given = await firmWith('庄河示例多次有限公司');
    const codes = await Promise.all(Array.from({ length: 5 }, async () => (await reportOf(given)).body.report.code));
    expect(new Set(codes).size).toBe(5);
    for (const code of codes) expect((await verify(code)).body.genuine).toBe(true);
  });
});
