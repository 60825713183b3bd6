import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseStore } from '../../../shared/cases/case-store.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { jointCase } from '../../builders/told-cases.ts';
import type { Reply } from '../../to-be-problem.ts';
import '../../to-be-problem.ts';
import { type Api, type OperationId, officer, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  api.setTime('2026-11-23T02:00:00.000Z');
});
afterAll(() => api?.stop());

const WRITER = officer('human-resources', 'writer', 'initiator');
const REVIEWER = officer('development-reform', 'reviewer', 'credit-office');
const CHIEF = officer('development-reform', 'chief', 'credit-office');
const STRANGER = officer('tax', 'stranger', 'initiator');
const AUDITOR = officer('audit', 'auditor', 'auditor');

const TEXT = { title: '清偿工资后移出名单', text: '某建筑企业三十日内清偿全部工资。' };
const CLEAN = { namesNoPerson: true };
const UNTIL = '2027-11-23';

let serial = 0;
/** A joint case that the register holds; the test speaks for whoever wrote it. */
const given = async (change: Partial<JointCase> = {}): Promise<string> => {
  serial += 1;
  const image = jointCase(`庄人社监罚〔2026〕${serial}号`, change);
  const added = await caseStore(api.stores.register).add(image, serial);
  if (!added.ok) throw new Error('there is another');
  return image.id;
};

const write = (caseId: string, body: object = {}, who = WRITER) =>
  api.call('write-typical-case', { who, body: { caseId, ...TEXT, ...body } });

const change = (operation: OperationId, { body }: Pick<Reply, 'body'>, sent: object, who = REVIEWER) =>
  api.call(operation, { who, id: body.id, body: sent, headers: { 'if-match': `"${body.version}"` } });

const reviewed = async (caseId: string, who = WRITER) =>
  change('review-typical-case', await write(caseId, {}, who), CLEAN);

describe('a typical case, from writing to withdrawal', () => {
  it('is written by the department whose case it is, reviewed and published by the credit office, and withdrawn', async () => {
    const caseId = await given();
    const draft = await write(caseId);
    expect(draft.status).toBe(201);
    expect(draft.headers['location']).toBe(`/typical-cases/${draft.body.id}`);
    expect(draft.body).toMatchObject({ state: 'draft', caseId, field: 'wage-arrears', effect: 'punishment', ...TEXT });
    const looked = await change('review-typical-case', draft, CLEAN);
    expect(looked.body).toMatchObject({ state: 'reviewed', review: { officer: REVIEWER.officer } });
    const published = await change('publish-typical-case', looked, { publishUntil: UNTIL }, CHIEF);
    expect(published.body).toMatchObject({ state: 'published', publishFrom: '2026-11-23', publishUntil: UNTIL });
    const gone = await change('withdraw-typical-case', published, { reason: '内容有误' }, WRITER);
    expect(gone.body).toMatchObject({ state: 'withdrawn', withdrawnBecause: '内容有误', version: 4 });
  });

  it('is written once: the same again is the same, and another text under the title is refused', async () => {
    const caseId = await given();
    const first = await write(caseId);
    const again = await write(caseId);
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    expect(await write(caseId, { text: '另一正文' })).toBeProblem(409, 'written-already');
    expect((await write(caseId, { title: '另一标题' })).status).toBe(201);
  });

  it('keeps an Idempotency-Key to one request', async () => {
    const caseId = await given();
    const headers = { 'idempotency-key': 'k-1' };
    const body = { caseId, ...TEXT };
    expect((await api.call('write-typical-case', { who: WRITER, headers, body })).status).toBe(201);
    const other = { ...body, title: '别的标题' };
    expect(await api.call('write-typical-case', { who: WRITER, headers, body: other })).toBeProblem(
      422,
      'idempotency-key-reused',
    );
  });

  it('answers the same change twice like once, and the slower of two officers hears of the faster one', async () => {
    const draft = await write(await given());
    const once = await change('review-typical-case', draft, CLEAN);
    expect((await change('review-typical-case', draft, CLEAN)).body).toEqual(once.body);
    expect(await change('review-typical-case', draft, CLEAN, CHIEF)).toBeProblem(412, 'stale-version');
  });

  it('must be reviewed anew after it was revised', async () => {
    const looked = await reviewed(await given());
    const revised = await change('revise-typical-case', looked, { ...TEXT, text: '新正文' }, WRITER);
    expect(revised.body).toMatchObject({ state: 'draft', text: '新正文' });
    expect(revised.body.review).toBeUndefined();
    expect(await change('publish-typical-case', revised, { publishUntil: UNTIL })).toBeProblem(409, 'state-forbids');
  });

  it('is listed by year: all for the credit office and auditors, otherwise one’s own', async () => {
    const { body } = await write(await given());
    const list = async (who: typeof WRITER, year = '2026') =>
      (await api.call('list-typical-cases', { who, query: { year } })).body.typicalCases.map(
        ({ id }: { id: string }) => id,
      );
    for (const who of [WRITER, REVIEWER, AUDITOR]) expect(await list(who)).toContain(body.id);
    expect(await list(STRANGER)).toEqual([]);
    expect(await list(REVIEWER, '2025')).toEqual([]);
  });
});

describe('a typical case is refused', () => {
  it('on a case of another department, or of which nothing is known', async () => {
    expect(await write(await given(), {}, STRANGER)).toBeProblem(404, 'not-found', '/caseId');
    expect(await write('A'.repeat(22))).toBeProblem(404, 'not-found', '/caseId');
    expect(await write('no id')).toBeProblem(422, 'invalid-value', '/caseId');
    expect((await write(await given(), {}, CHIEF)).status).toBe(201);
  });

  it('on a person, and on what is not decided and served, stands still, or was revoked', async () => {
    const person = { key: 'PERSON#1', category: 'person', name: '张某某' } as const;
    expect(await write(await given({ subject: person }))).toBeProblem(422, 'person-not-disclosed', '/caseId');
    for (const state of ['proposed', 'noticed', 'decided', 'suspended'] as const) {
      expect(await write(await given({ state }))).toBeProblem(409, 'case-not-told', '/caseId');
    }
  });

  it('with an identity number in it, or with nothing', async () => {
    const caseId = await given();
    const text = '负责人身份证号21029919900101001X';
    expect(await write(caseId, { text })).toBeProblem(422, 'identity-number-in-text', '/text');
    expect(await write(caseId, { title: '  ' })).toBeProblem(422, 'missing-field', '/title');
    expect(await write(caseId, { title: '长'.repeat(121) })).toBeProblem(422, 'text-too-long', '/title');
    expect(await write(caseId, { effect: 'incentive' })).toBeProblem(422, 'unknown-field', '/effect');
  });

  it('a review by its author, without the word that it names no person, or by no officer of the credit office', async () => {
    const own = await write(await given(), {}, CHIEF);
    expect(await change('review-typical-case', own, CLEAN, CHIEF)).toBeProblem(403, 'same-officer');
    const draft = await write(await given());
    expect(await change('review-typical-case', draft, { namesNoPerson: false })).toBeProblem(
      422,
      'invalid-value',
      '/namesNoPerson',
    );
    expect(await change('review-typical-case', draft, CLEAN, WRITER)).toBeProblem(403, 'role-required');
  });

  it('a review that does not say what the number in its text is', async () => {
    const draft = await write(await given(), { text: '举报电话0411-89812345。' });
    expect(draft.body.holds).toEqual(['contact-in-text']);
    expect(await change('review-typical-case', draft, CLEAN)).toBeProblem(422, 'missing-field', '/finding');
    expect((await change('review-typical-case', draft, { ...CLEAN, finding: '公开的举报电话' })).status).toBe(200);
  });

  it('a publication in the past, without an end, for too long, or before the review', async () => {
    const looked = await reviewed(await given());
    const publish = (body: object) => change('publish-typical-case', looked, body);
    expect(await publish({ publishFrom: '2026-11-22', publishUntil: UNTIL })).toBeProblem(
      422,
      'invalid-value',
      '/publishFrom',
    );
    expect(await publish({})).toBeProblem(422, 'missing-field', '/publishUntil');
    expect(await publish({ publishUntil: '2029-11-24' })).toBeProblem(422, 'invalid-value', '/publishUntil');
    expect(await publish({ publishUntil: '2027-02-30' })).toBeProblem(422, 'impossible-date', '/publishUntil');
    const draft = await write(await given());
    expect(await change('publish-typical-case', draft, { publishUntil: UNTIL })).toBeProblem(409, 'state-forbids');
  });

  it("a change by another department, as if it were not there; the credit office may withdraw another's", async () => {
    const draft = await write(await given());
    expect(await change('revise-typical-case', draft, TEXT, STRANGER)).toBeProblem(404, 'not-found');
    expect(await change('withdraw-typical-case', draft, { reason: '撤下' }, STRANGER)).toBeProblem(404, 'not-found');
    expect(await change('revise-typical-case', draft, TEXT, CHIEF)).toBeProblem(404, 'not-found');
    expect((await change('withdraw-typical-case', draft, { reason: '撤下' }, CHIEF)).body.state).toBe('withdrawn');
  });

  it('without a version, and a year that is none', async () => {
    const { body } = await write(await given());
    const bare = { who: REVIEWER, id: body.id, body: CLEAN };
    expect(await api.call('review-typical-case', bare)).toBeProblem(428, 'precondition-required');
    const query = { year: '26' };
    expect(await api.call('list-typical-cases', { who: WRITER, query })).toBeProblem(422, 'impossible-date', '/year');
  });

  it('changes nothing when it is refused', async () => {
    const caseId = await given();
    const before = await api.stored();
    await write(caseId, { text: '21029919900101001X' });
    await write(caseId, {}, STRANGER);
    expect(await api.stored()).toEqual(before);
  });
});
