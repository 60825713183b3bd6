import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../shared/crypto/digests.ts';
import { letterId } from '../../../shared/crypto/letter-keys.ts';
import { letterIndex } from '../../../shared/letters/letter-index-store.ts';
import { letterMarks } from '../../../shared/letters/letter-marks.ts';
import { letterSources } from '../../../shared/letters/letter-source-store.ts';
import { PROCUREMENT_LAW, proposal } from '../../builders/joint-cases.ts';
import { penalty, TRADER } from '../../builders/submissions.ts';
import { readPdf } from '../../shared/documents/read-pdf.ts';
import '../../to-be-problem.ts';
import { type Api, type OperationId, officer, REPORTER, type Request, startApi } from './support/api.ts';
import { seedLists } from './support/cases.ts';
import { account, CLERK, mandateOf, visitOf } from './support/subject-side.ts';

const AUTHOR = officer('human-resources', 'officer-1', 'initiator');
const DECIDER = officer('human-resources', 'officer-2', 'initiator');
const CREDIT_OFFICE = officer('credit-office', 'clerk', 'credit-office');
const AUDITOR = officer('credit-office', 'auditor', 'auditor');
const STRANGER = officer('tax', 'officer-1', 'initiator reporter');
const BOSS = account('boss');

const WAYBILL = { method: 'post', servedOn: '2026-11-10', evidence: 'EMS 1234567890' };

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await seedLists(api.stores.register);
});
afterAll(() => api?.stop());

let serial = 500;
const posted = async (override: object = {}): Promise<string> => {
  serial += 1;
  api.setTime('2026-11-10T02:00:00.000Z');
  const reply = await api.post(penalty({ documentNumber: `庄市监罚〔2026〕${serial}号`, ...override }));
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body.id;
};

const list = (about: string, who = REPORTER) => api.call('list-letters', { who, query: { about } });

/** The only letter on something. */
const letterOn = async (about: string): Promise<string> => {
  const { body } = await list(about);
  return body.letters[0].id;
};
const read = (id: string, query: object = {}, request: Request = {}) =>
  api.call('read-letter', { id, query: { ...query }, ...request });
const serve = (id: string, about: string, body: object = WAYBILL, request: Request = {}) =>
  api.call('serve-letter', { id, body: { about, ...body }, ...request });

/** What the relay does with all versions of a head. */
const relayed = async (id: string): Promise<void> => {
  const index = letterIndex(api.stores.derived);
  const versions = (await letterSources(api.stores.register).find(id)) ?? [];
  for (const version of versions) await index.note(letterMarks(version, letterId));
};

describe('the letter on a penalty', () => {
  it('is there for its department, the credit office and the auditor, and for nobody else', async () => {
    const record = await posted();
    for (const who of [REPORTER, CREDIT_OFFICE, AUDITOR]) {
      const { status, body } = await list(record, who);
      expect(status).toBe(200);
      expect(body.letters).toHaveLength(1);
      expect(body.letters[0]).toMatchObject({ type: { code: 'repair-notice' }, state: 'unserved' });
    }
    const letter = await letterOn(record);
    expect(await list(record, STRANGER)).toBeProblem(404, 'not-found');
    expect(await read(letter, { about: record }, { who: STRANGER })).toBeProblem(404, 'not-found');
    expect(await serve(letter, record, WAYBILL, { who: STRANGER })).toBeProblem(404, 'not-found');
    // The credit office reads it, but does not serve another's letter (I7).
    expect(await serve(letter, record, WAYBILL, { who: CREDIT_OFFICE })).toBeProblem(404, 'not-found');
  });

  it('comes as a page, to be printed, or as plain text, in Chinese unless English is asked for', async () => {
    const record = await posted();
    const letter = await letterOn(record);
    const page = await read(letter, { about: record });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-disposition']).toBe(`attachment; filename="letter-${letter}.html"`);
    expect(page.body.toString()).toContain('<h1>信用修复告知书</h1>');
    const pdf = await read(letter, { about: record }, { headers: { accept: 'application/pdf' } });
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(readPdf(pdf.body).text).toContain('信用修复告知书');
    const english = await read(letter, { about: record, language: 'en', format: 'text' });
    expect(english.headers['content-language']).toBe('en');
    expect(english.body.toString()).toContain('Notice on how to repair credit');
    expect((await read(letter, { about: record, format: 'html' })).body).toEqual(page.body);
  });

  it('is found by its id alone once the relay has passed, and what is no letter is not found', async () => {
    const record = await posted();
    const letter = await letterOn(record);
    expect(await read(letter)).toBeProblem(404, 'not-found');
    await relayed(record);
    expect((await read(letter)).status).toBe(200);
    expect(await read(record, { about: record })).toBeProblem(404, 'not-found');
    expect(await list('x'.repeat(22))).toBeProblem(404, 'not-found');
    expect(await list('?')).toBeProblem(404, 'not-found');
    expect(await api.call('list-letters', {})).toBeProblem(422, 'missing-field');
  });

  it('is served once; the digest of what was handed over can be made again from its text', async () => {
    const record = await posted();
    const letter = await letterOn(record);
    const served = await serve(letter, record);
    expect(served.status).toBe(201);
    expect(served.body).toMatchObject({
      state: 'served',
      service: { method: 'post', servedOn: '2026-11-10', effectiveOn: '2026-11-10', evidence: 'EMS 1234567890' },
    });
    expect((await serve(letter, record)).status).toBe(200);
    expect(await serve(letter, record, { ...WAYBILL, evidence: 'EMS 2' })).toBeProblem(409, 'already-served');
    const text = await read(letter, { about: record, format: 'text' });
    expect(sha256Hex(text.body)).toBe(served.body.service.digest);
    const view = await read(letter, { about: record, format: 'json' });
    expect(view.body.digest).toBe(served.body.service.digest);
  });

  it('refuses what proves nothing, is in the future or before the letter, or names a person', async () => {
    const record = await posted();
    const letter = await letterOn(record);
    const refused = (body: object) => serve(letter, record, { ...WAYBILL, ...body });
    expect(await refused({ evidence: undefined })).toBeProblem(422, 'missing-field', '/evidence');
    expect(await refused({ servedOn: '2026-11-11' })).toBeProblem(422, 'decision-in-future', '/servedOn');
    expect(await refused({ servedOn: '2026-11-09' })).toBeProblem(422, 'date-too-early', '/servedOn');
    expect(await refused({ evidence: '21029919900101001X' })).toBeProblem(422, 'identity-number-in-text', '/evidence');
    expect(await refused({ files: ['x'.repeat(22)] })).toBeProblem(422, 'file-not-found', '/files/0');
    expect((await list(record)).body.letters[0].state).toBe('unserved');
  });
});

describe('what is not served', () => {
  it('stands in its department’s list until it is', async () => {
    const record = await posted();
    await relayed(record);
    const letter = await letterOn(record);
    const unserved = async (who = REPORTER, query: object = {}) => {
      const { status, body } = await api.call('list-letters', { who, query: { state: 'unserved', ...query } });
      expect(status).toBe(200);
      return body.letters.map(({ id }: { id: string }) => id);
    };
    expect(await unserved()).toContain(letter);
    expect(await unserved(STRANGER)).toEqual([]);
    expect(await unserved(CREDIT_OFFICE, { department: REPORTER.department })).toContain(letter);
    const nosy = await api.call('list-letters', {
      who: STRANGER,
      query: { state: 'unserved', department: REPORTER.department },
    });
    expect(nosy).toBeProblem(403, 'role-required');
    await serve(letter, record);
    await letterIndex(api.stores.derived).note({ came: [], settled: [letter] });
    expect(await unserved()).not.toContain(letter);
    // What is told late, or twice, changes nothing.
    await relayed(record);
    expect(await unserved()).not.toContain(letter);
  });

  it('comes page by page', async () => {
    for (let at = 0; at < 3; at += 1) await relayed(await posted());
    const index = letterIndex(api.stores.derived);
    const first = await index.unserved(REPORTER.department, { after: undefined, limit: 2 });
    const rest = await index.unserved(REPORTER.department, { after: first.next, limit: 100 });
    const all = await index.unserved(REPORTER.department, { after: undefined, limit: 100 });
    expect(first.letters).toHaveLength(2);
    expect([...first.letters, ...rest.letters]).toEqual(all.letters);
  });
});

describe('the subject’s door', () => {
  it('shows the letters of that subject only; to open one is to have received it, and the first time stays', async () => {
    const record = await posted();
    const elsewhere = await posted({ subject: TRADER });
    const letter = await letterOn(record);
    const id = await mandateOf(api, BOSS);
    const own = await api.call('list-own-letters', { who: BOSS, id });
    const ids = own.body.letters.map((one: { id: string }) => one.id);
    expect(ids).toContain(letter);
    expect(ids).not.toContain(await letterOn(elsewhere));
    api.setTime('2026-11-12T02:00:00.000Z');
    const open = (query: object = {}) =>
      api.call('read-own-letter', { who: BOSS, id, params: { letter }, query: { ...query } });
    // To see that it is there is not to have opened it.
    expect((await open({ format: 'json' })).body).toMatchObject({ state: 'unserved' });
    expect((await open()).body.toString()).toContain('信用修复告知书');
    api.setTime('2026-11-13T02:00:00.000Z');
    await open({ format: 'pdf' });
    const [seen] = (await list(record)).body.letters;
    expect(seen).toMatchObject({
      state: 'opened',
      service: { method: 'electronic', servedOn: '2026-11-12', openedAt: '2026-11-12T02:00:00.000Z' },
    });
    expect(await serve(letter, record, { ...WAYBILL, servedOn: '2026-11-13' })).toBeProblem(409, 'already-served');
    const foreign = await api.call('read-own-letter', {
      who: BOSS,
      id,
      params: { letter: await letterOn(elsewhere) },
    });
    expect(foreign).toBeProblem(404, 'not-found');
    expect(await api.call('list-own-letters', { who: account('other'), id })).toBeProblem(404, 'not-found');
  });

  it('notes that what was served by post was opened later, and changes neither day nor way of its service', async () => {
    const record = await posted();
    const letter = await letterOn(record);
    await serve(letter, record);
    const id = await mandateOf(api, BOSS, { receipt: '回执-7' });
    api.setTime('2026-11-16T02:00:00.000Z');
    const open = () => api.call('read-own-letter', { who: BOSS, id, params: { letter } });
    await Promise.all([open(), open()]);
    const [seen] = (await list(record)).body.letters;
    expect(seen.service).toMatchObject({
      method: 'post',
      servedOn: '2026-11-10',
      openedAt: '2026-11-16T02:00:00.000Z',
    });
  });

  it('is handed out at the counter, on the receipt of the visit', async () => {
    const record = await posted();
    const letter = await letterOn(record);
    const id = await visitOf(api, { receipt: '回执-9' });
    expect((await api.call('read-own-letter', { who: CLERK, id, params: { letter } })).status).toBe(200);
    const [seen] = (await list(record)).body.letters;
    expect(seen.service).toMatchObject({ method: 'in-person', evidence: '回执-9' });
  });
});

describe('letters of a case', () => {
  const change = (operation: OperationId, id: string, version: number, body: unknown, who = AUTHOR) =>
    api.call(operation, { who, id, body, headers: { 'if-match': `"${version}"` } });
  const on = (day: string) => api.setTime(`${day}T02:00:00.000Z`);

  it('go from the draft that is printed from the proposal to the decision that is served with its repair notice', async () => {
    on('2026-11-02');
    const made = await api.call('propose-case', {
      who: AUTHOR,
      body: proposal({}, { documentNumber: '庄人社监令〔2026〕900号' }),
    });
    const { id } = made.body.case;
    const letters = async (who = AUTHOR) => (await list(id, who)).body.letters;
    const [draft] = await letters();
    expect(draft).toMatchObject({ type: { code: 'prior-notice' }, state: 'draft' });
    const printed = await read(
      draft.id,
      { about: id, format: 'text', documentNumber: '庄人社告〔2026〕7号' },
      { who: AUTHOR },
    );
    expect(printed.body.toString()).toMatch(/文号：庄人社告〔2026〕7号[\s\S]*限制参加政府采购活动/);
    expect(await read(draft.id, { about: id }, { who: CREDIT_OFFICE })).toBeProblem(404, 'not-found');
    expect(await read(draft.id, { about: id }, { who: officer('human-resources') })).toBeProblem(404, 'not-found');
    expect(await serve(draft.id, id, { ...WAYBILL, servedOn: '2026-11-02' }, { who: AUTHOR })).toBeProblem(
      409,
      'served-with-case',
    );

    on('2026-11-03');
    const notice = {
      documentNumber: '庄人社告〔2026〕7号',
      method: 'public-notice',
      servedOn: '2026-11-03',
      evidence: 'https://example.gov.cn/1',
    };
    await change('serve-case-notice', id, 1, { ...notice, method: 'in-person' });
    const [told] = await letters();
    expect(told).toMatchObject({
      state: 'served',
      service: { method: 'in-person', effectiveOn: '2026-11-03', evidence: 'https://example.gov.cn/1' },
      answerBy: { date: '2026-11-10', provisional: false },
    });
    expect(told.remedies).toBeUndefined();
    expect(await read(draft.id, { about: id }, { who: AUTHOR })).toBeProblem(404, 'not-found');

    on('2026-11-11');
    await change(
      'decide-case',
      id,
      2,
      {
        sustained: true,
        documentNumber: '庄人社决〔2026〕9号',
        decidedOn: '2026-11-11',
        reasons: '事实清楚，证据确凿。',
        listedUntil: '2029-11-11',
        measures: [{ measure: 'limit-procurement', basis: PROCUREMENT_LAW, months: 12 }],
      },
      DECIDER,
    );
    const boss = await mandateOf(api, BOSS, { receipt: '回执-11' });
    const door = async () => {
      const reply = await api.call('list-own-letters', { who: BOSS, id: boss });
      return reply.body.letters
        .filter(({ about }: { about: { id: string } }) => about.id === id)
        .map(({ type }: { type: { code: string } }) => type.code);
    };
    expect(await door()).toEqual(['prior-notice']);
    await relayed(id);
    const unserved = await api.call('list-letters', { who: AUTHOR, query: { state: 'unserved' } });
    expect(unserved.body.letters.map(({ type }: { type: { code: string } }) => type.code).sort()).toEqual([
      'decision',
      'repair-notice',
    ]);

    on('2026-11-12');
    const service = {
      documentNumber: '庄人社决〔2026〕9号',
      method: 'in-person',
      servedOn: '2026-11-12',
      evidence: '送达回证3号',
      together: ['repair-notice'],
    };
    expect(await change('serve-case-decision', id, 3, { ...service, together: ['letter'] })).toBeProblem(
      422,
      'invalid-value',
    );
    expect((await change('serve-case-decision', id, 3, service)).body.service).toEqual(service);
    expect(await door()).toEqual(['prior-notice', 'decision', 'repair-notice']);
    const [, decision, repair] = await letters();
    expect(decision).toMatchObject({
      state: 'served',
      documentNumber: '庄人社决〔2026〕9号',
      remedies: { review: { date: '2027-01-11', provisional: true }, suit: { date: '2027-05-12', provisional: true } },
    });
    expect(repair).toMatchObject({ state: 'served', service: { servedOn: '2026-11-12' } });
    await relayed(id);
    const left = await api.call('list-letters', { who: AUTHOR, query: { state: 'unserved' } });
    expect(left.body.letters).toEqual([]);
    expect(await serve(repair.id, id, { ...WAYBILL, servedOn: '2026-11-12' }, { who: AUTHOR })).toBeProblem(
      409,
      'already-served',
    );
  });
});

describe('what is kept and logged', () => {
  it('holds no person and no text of a letter', () => {
    expect(JSON.stringify(api.logged)).not.toMatch(/示例|EMS/);
  });
});
