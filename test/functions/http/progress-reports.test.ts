import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../to-be-problem.ts';
import { departmentOn } from '../../../shared/departments/departments.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { obligedUnits, reportDue } from '../../../shared/progress-reports/duties.ts';
import { readPdf } from '../../shared/documents/read-pdf.ts';
import { readXlsx } from '../../shared/documents/read-xlsx.ts';
import { quarter } from '../../shared/progress-reports/reports.ts';
import type { Reply } from '../../to-be-problem.ts';
import { type Api, type OperationId, officer, startApi } from './support/api.ts';

const DURING = '2026-11-23T02:00:00.000Z';
const AFTER = '2027-01-08T02:00:00.000Z';
const LATE = '2027-03-01T02:00:00.000Z';
const Q4 = '2026-Q4';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  const counts = [
    { department: 'tax', kind: 'x', received: 7, timely: 4, late: 2, missing: 1, running: 0, notPublic: 0 },
    { department: 'tax', kind: 'y', received: 1, timely: 0, late: 0, missing: 0, running: 1, notPublic: 0 },
    { department: 'finance', kind: 'x', received: 90, timely: 90, late: 0, missing: 0, running: 0, notPublic: 0 },
  ];
  for (const month of ['2026-10', '2026-11']) await api.stores.folded.put(month, { countedAt: api.now(), counts });
});
afterAll(() => api?.stop());

const unit = (code: string, name = 'writer') => officer(code, name, 'reporter');
const OFFICE = officer('development-reform', 'reviewer', 'credit-office');
const CHIEF = officer('development-reform', 'chief', 'credit-office');
const AUDITOR = officer('audit', 'auditor', 'auditor');
const TEXTS = { problems: '接口不稳定。', selfInspection: '已逐项自查。', measuresTaken: '已安排专人。' };

type Who = typeof OFFICE;

const open = (who: Who, period = Q4) => api.call('open-progress-report', { who, body: { period } });
const list = (who: Who, period = Q4) => api.call('list-progress-reports', { who, query: { period } });
const change = (operation: OperationId, who: Who, { body }: Pick<Reply, 'body'>, sent?: object) =>
  api.call(operation, { who, id: body.id, headers: { 'if-match': `"${body.version}"` }, ...(sent && { body: sent }) });

const submitted = async (code: string, texts: object = TEXTS): Promise<Reply> => {
  api.setTime(AFTER);
  const written = await change('write-progress-report', unit(code), await open(unit(code)), texts);
  return change('submit-progress-report', unit(code), written);
};

const compilation = (format?: string, language = 'zh') =>
  api.call('compile-progress-reports', {
    who: OFFICE,
    query: { period: Q4, ...(format && { format }) },
    headers: { 'accept-language': language },
  });

describe('a progress report, from opening to acceptance', () => {
  it('opens with the figures that were counted of its months, and of its unit only; what is not counted is absent', async () => {
    api.setTime(DURING);
    const { status, headers, body } = await open(unit('tax'));
    expect(status).toBe(201);
    expect(headers['location']).toBe(`/progress-reports/${body.id}`);
    expect(body).toMatchObject({ state: 'draft', department: { code: 'tax' }, period: Q4, version: 1 });
    expect(body.figures).toEqual({
      recordsReceived: 16,
      disclosuresTimely: 8,
      disclosuresLate: 4,
      disclosuresMissing: 2,
    });
  });

  it('is there once: who opens it again gets the first', async () => {
    const first = await open(unit('tax'));
    const second = await open(unit('tax', 'another'));
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  it('is written, submitted, sent back, mended, submitted anew and accepted', async () => {
    api.setTime(AFTER);
    const sent = await submitted('human-resources');
    expect(sent.body).toMatchObject({ state: 'submitted', submittedAt: AFTER, ...TEXTS });
    const back = await change('return-progress-report', OFFICE, sent, { reason: '自查不完整' });
    expect(back.body).toMatchObject({ state: 'returned', returnedBecause: '自查不完整' });
    const mended = await change('write-progress-report', unit('human-resources'), back, { selfInspection: '补充。' });
    const again = await change('submit-progress-report', unit('human-resources'), mended);
    expect(again.body.returnedBecause).toBeUndefined();
    const accepted = await change('accept-progress-report', CHIEF, again);
    expect(accepted.body).toMatchObject({ state: 'accepted', version: 7, selfInspection: '补充。' });
  });

  it('freezes its figures when it is submitted', async () => {
    const sent = await submitted('finance');
    const counts = [
      { department: 'finance', kind: 'x', received: 999, timely: 0, late: 0, missing: 0, running: 0, notPublic: 0 },
    ];
    const kept = await api.stores.folded.find('2026-11');
    await api.stores.folded.put('2026-11', { countedAt: api.now(), counts });
    const [report] = (await list(unit('finance'))).body.reports;
    expect(report.figures).toEqual(sent.body.figures);
    expect(report.figures.recordsReceived).toBe(180);
    await api.stores.folded.put('2026-11', kept ?? { countedAt: api.now(), counts: [] });
  });

  it('answers the same submission twice like once', async () => {
    api.setTime(AFTER);
    const written = await change(
      'write-progress-report',
      unit('public-security'),
      await open(unit('public-security')),
      TEXTS,
    );
    const once = await change('submit-progress-report', unit('public-security'), written);
    const twice = await change('submit-progress-report', unit('public-security'), written);
    expect([once.status, twice.body]).toEqual([200, once.body]);
  });
});

describe('a progress report is refused', () => {
  it('before its quarter has begun, and its submission before that is over', async () => {
    api.setTime(DURING);
    expect(await open(unit('tax'), '2027-Q1')).toBeProblem(409, 'too-early-for-period');
    const written = await change('write-progress-report', unit('education'), await open(unit('education')), TEXTS);
    expect(await change('submit-progress-report', unit('education'), written)).toBeProblem(409, 'too-early-for-period');
  });

  it('on what is no quarter, or one on which nothing is due', async () => {
    for (const period of ['2026-Q5', '2026', '']) {
      expect(await open(OFFICE, period)).toBeProblem(422, 'impossible-date', '/period');
    }
    for (const period of ['2016-Q4', '2037-Q4', '2099-Q1']) {
      expect(await list(OFFICE, period)).toBeProblem(422, 'invalid-value', '/period');
    }
    expect(await api.call('list-progress-reports', { who: OFFICE, query: {} })).toBeProblem(422, 'missing-field');
  });

  it('of a department that there is not', async () => {
    expect(await open(unit('moon-office'))).toBeProblem(422, 'unknown-department');
  });

  it('with a text missing at its submission, or an identity number in one', async () => {
    api.setTime(AFTER);
    const opened = await open(unit('transport'));
    const number = { problems: '当事人21029919900101001X' };
    expect(await change('write-progress-report', unit('transport'), opened, number)).toBeProblem(
      422,
      'identity-number-in-text',
      '/problems',
    );
    const half = await change('write-progress-report', unit('transport'), opened, { problems: '无。' });
    expect(await change('submit-progress-report', unit('transport'), half)).toBeProblem(
      422,
      'missing-field',
      '/selfInspection',
    );
    const figures = { figures: { recordsReceived: 5 } };
    expect(await change('write-progress-report', unit('transport'), half, figures)).toBeProblem(
      422,
      'unknown-field',
      '/figures',
    );
  });

  it("by another unit's officer, as if it were not there", async () => {
    const opened = await open(unit('tax'));
    expect(await change('write-progress-report', unit('commerce'), opened, TEXTS)).toBeProblem(404, 'not-found');
    expect(await change('submit-progress-report', unit('commerce'), opened)).toBeProblem(404, 'not-found');
    expect(await change('write-progress-report', OFFICE, opened, TEXTS)).toBeProblem(404, 'not-found');
  });

  it('a review by no officer of the credit office, or by who wrote it; one after the other', async () => {
    const sent = await submitted('civil-affairs');
    expect(await change('accept-progress-report', unit('civil-affairs'), sent)).toBeProblem(403, 'role-required');
    const own = await change('write-progress-report', OFFICE, await open(OFFICE), TEXTS);
    const submittedOwn = await change('submit-progress-report', OFFICE, own);
    expect(await change('accept-progress-report', OFFICE, submittedOwn)).toBeProblem(403, 'same-officer');
    const accepted = await change('accept-progress-report', CHIEF, submittedOwn);
    expect(await change('return-progress-report', CHIEF, accepted, { reason: '补充' })).toBeProblem(
      409,
      'state-forbids',
    );
    expect(await change('return-progress-report', CHIEF, submittedOwn, { reason: '补充' })).toBeProblem(
      412,
      'stale-version',
    );
  });

  it('without a version, or without a reason', async () => {
    const sent = await submitted('justice');
    const { id } = sent.body;
    expect(await api.call('accept-progress-report', { who: OFFICE, id })).toBeProblem(428, 'precondition-required');
    expect(await change('return-progress-report', OFFICE, sent, {})).toBeProblem(422, 'missing-field', '/reason');
  });
});

describe('the list of a quarter', () => {
  it('shows a unit its own report and whether it is missing; the credit office and auditors all of them', async () => {
    api.setTime(LATE);
    const own = (await list(unit('tax'))).body;
    expect(own.reports.map(({ department }: { department: { code: string } }) => department.code)).toEqual(['tax']);
    expect(own.missing).toMatchObject([{ department: { code: 'tax' }, stands: 'draft' }]);
    for (const who of [OFFICE, AUDITOR]) {
      const all = (await list(who)).body;
      expect(all.reports.length).toBeGreaterThan(5);
      expect(all.reports.length + all.missing.length).toBeGreaterThanOrEqual(obligedUnits(quarter(Q4)).length);
    }
  });

  it('says when reports are due, and since when one is missing', async () => {
    const due = reportDue(quarter(Q4));
    api.setTime(LATE);
    const { body } = await list(OFFICE);
    expect(body).toMatchObject({ due: due?.date, provisional: due?.provisional });
    expect(body.missing[0].missingSince > body.due).toBe(true);
    api.setTime(AFTER);
    expect((await list(OFFICE)).body.missing[0]).not.toHaveProperty('missingSince');
  });
});

describe('the compilation for the municipal government', () => {
  it('has each obliged unit once, with totals, as JSON', async () => {
    expect((await submitted('natural-resources')).status).toBe(200);
    api.setTime(LATE);
    const { status, body } = await compilation();
    expect(status).toBe(200);
    const units = body.units.map(({ department }: { department: { code: string } }) => department.code);
    const missing = body.missing.map(({ department }: { department: { code: string } }) => department.code);
    expect([...units, ...missing].toSorted()).toEqual(
      obligedUnits(quarter(Q4))
        .map(({ code }) => code)
        .toSorted(),
    );
    expect(body.obliged).toBe(units.length + missing.length);
    const sum = body.units.reduce(
      (total: number, { figures }: { figures: { recordsReceived?: number } }) => total + (figures.recordsReceived ?? 0),
      0,
    );
    expect(body.totals.recordsReceived).toBe(sum);
  });

  it('is a workbook with the figures of each unit', async () => {
    const { headers, body } = await compilation('xlsx');
    expect(headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(headers['content-disposition']).toBe('attachment; filename="progress-2026-Q4.xlsx"');
    const [texts, figures] = readXlsx(body);
    expect(texts?.rows.flat().join()).toContain(TEXTS.problems);
    const finance = departmentOn('finance', calendarDate('2026-12-31'))?.name.zh;
    expect(figures?.rows.find(([name]) => String(name).startsWith(`${finance}`))?.slice(1, 5)).toEqual([
      180, 180, 0, 0,
    ]);
  });

  it('is a PDF whose Chinese can be searched, and English for who reads English', async () => {
    const { headers, body } = await compilation('pdf');
    expect(headers['content-type']).toBe('application/pdf');
    const chinese = readPdf(body).text;
    for (const part of ['进展情况汇编', '2026年第四季度', TEXTS.measuresTaken, '合计', '未报送单位']) {
      expect(chinese.replaceAll('\n', '')).toContain(part);
    }
    expect(readPdf((await compilation('pdf', 'en')).body).text).toContain('Q4 2026');
  });

  it('stays below what the gateway carries, when every unit writes as much as it may', async () => {
    const long = '本季度'.repeat(1_333);
    const texts = { problems: long, selfInspection: long, measuresTaken: long };
    const before: readonly string[] = (await compilation()).body.missing.map(
      ({ department }: { department: { code: string } }) => department.code,
    );
    expect(before.length).toBeGreaterThan(20);
    for (const code of before) expect((await submitted(code, texts)).status).toBe(200);
    for (const format of ['json', 'xlsx', 'pdf']) {
      const { status, bytes } = (await compilation(format)) as Reply & { bytes: number };
      expect(status).toBe(200);
      expect(bytes).toBeLessThan(6_000_000);
    }
  });

  it('is for the credit office and auditors, and in no other format', async () => {
    const query = { period: Q4 };
    expect(await api.call('compile-progress-reports', { who: unit('tax'), query })).toBeProblem(403, 'role-required');
    expect((await api.call('compile-progress-reports', { who: AUDITOR, query })).status).toBe(200);
    expect(await compilation('docx')).toBeProblem(422, 'invalid-value', '/format');
  });
});
