import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fictionalCompany } from '../../builders/fictional.ts';
import { penalty } from '../../builders/submissions.ts';
import { expectProblem, type Officer, officer, type Reply } from '../client.ts';
import { bindingOf, type Plot, type Story, storyIn } from '../joint-case/support/story.ts';
import { COURT, CREDIT_OFFICE, done, startTown, type Town } from '../joint-case/support/town.ts';

const HUMAN_RESOURCES = 'human-resources';
const LIMITS = 'wage-arrears-procurement-limits';
const SUBJECT = fictionalCompany(5201, '庄河示例异议建筑有限公司');
const FIRM = { unifiedSocialCreditCode: SUBJECT.unifiedSocialCreditCode };

const WRITER = officer(HUMAN_RESOURCES, 'officer-1', 'reporter initiator');
const COLLEAGUE = officer(HUMAN_RESOURCES, 'officer-2', 'reporter initiator');
const THIRD = officer(HUMAN_RESOURCES, 'officer-3', 'reporter initiator');
const CLERK = officer('business-environment', 'clerk-1', 'counter-clerk');
const OWNER: Officer = { department: '', officer: 'objecting-firm-account', roles: 'subject' };

/** A penalty of the firm's, of a number of its own, and the joint case that rests on it. */
const plotOf = (act: string): Plot => ({
  department: HUMAN_RESOURCES,
  subject: SUBJECT,
  behaviour: 'wage-arrears',
  act,
  facts: '拖欠农民工工资，经责令限期支付，逾期仍未支付。',
  measures: [{ measure: LIMITS, basis: 'wage-payment-regulation-48', months: 24 }],
  plan: { [LIMITS]: ['finance'] },
});

const WRONG = '庄人社罚〔2026〕61号';
const LATE = '庄人社罚〔2026〕62号';

let town: Town;
let story: Story;
let mandate: string;
const ids: Record<string, string> = {};
beforeAll(async () => {
  town = await startTown('2026-11-10');
  story = storyIn(town);
  const evidence = { receiptNumber: '异议-61', document: '营业执照与法定代表人身份证明' };
  const body = { subject: SUBJECT, capacity: 'self', account: OWNER.officer, until: '2027-11-01', evidence };
  mandate = done(await town.call(CLERK, 'POST', '/mandates', { body }), 201).id;
});
afterAll(() => town?.stop());

const publish = async (): Promise<void> => {
  await town.idle();
  await town.target.firePublication('additions');
  await town.idle();
};

/** What the public finds under the firm's code: the numbers of its documents, and whether each is marked. */
const lookUp = async (): Promise<Readonly<Record<string, string | undefined>>> => {
  const { prefixLength } = (await town.published('lookup.json')).body;
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(SUBJECT.unifiedSocialCreditCode));
  const file = await town.published(`by-subject/${Buffer.from(bytes).toString('hex').slice(0, prefixLength)}.json`);
  // S3 answers 403 for what is not there to a reader who may not list.
  if ([403, 404].includes(file.status)) return {};
  const entries: readonly { readonly fields: Record<string, string>; readonly publicUntil?: string }[] =
    file.body.entries;
  const own = entries.filter(({ fields }) => fields['unifiedSocialCreditCode'] === SUBJECT.unifiedSocialCreditCode);
  return Object.fromEntries(own.map(({ fields }) => [fields['documentNumber'] ?? '', fields['objectedOn']]));
};

const typesOn = async (department: string, about: string): Promise<readonly string[]> =>
  (await town.inbox(department, about)).map(({ type }) => type.replace('joint-credit.', ''));

const binding = async (): Promise<readonly string[]> =>
  bindingOf(await town.check('finance', 'procurement-qualification', [FIRM]));

const post = async (documentNumber: string): Promise<string> => {
  const disclosure = { ...penalty().disclosure, decidedOn: '2026-11-05' };
  const body = penalty({ subject: SUBJECT, documentNumber, decisionDate: '2026-11-05', disclosure });
  return done(await town.call(WRITER, 'POST', '/records', { body }), 201).id;
};

const object = (type: 'record' | 'case', id: string, more: object = {}): Promise<Reply> =>
  town.call(OWNER, 'POST', `/subjects/${mandate}/objections`, {
    body: {
      target: { type, id },
      grounds: '欠薪单位系另一同名企业，本单位从未承建该工程。',
      wanted: { outcome: 'delete', text: '请求删除该条处罚信息。' },
      ...more,
    },
  });

const decide = (who: Officer, objection: string, more: object, version = 1): Promise<Reply> =>
  town.change(
    who,
    `/objections/${objection}/decision`,
    {
      documentNumber: '庄人社异〔2026〕1号',
      decidedOn: town.today(),
      examined: '调取工程合同、考勤和工资表，询问分包单位负责人。',
      reason: '处罚对象认定有误。',
      ...more,
    },
    version,
  );

const recordOf = async (id: string): Promise<Reply['body']> => done(await town.call(WRITER, 'GET', `/records/${id}`));

describe('a wrong penalty', () => {
  it('is public, told, and a joint case rests on it', async () => {
    ids['wrong'] = await post(WRONG);
    await publish();
    expect(await lookUp()).toEqual({ [WRONG]: undefined });
    [ids['case'] = ''] = await story.open({ ...plotOf(WRONG), records: [ids['wrong']] });
    await story.applyAll(ids['case']);
    await town.idle();
    expect(await binding()).toEqual([LIMITS]);
  });

  it('is objected to: marked at once wherever it is shown, and forwarded whole to who wrote it', async () => {
    const filed = done(await object('record', ids['wrong'] ?? ''), 201);
    ids['objection'] = filed.id;
    expect(filed.clocks).toMatchObject([{ name: 'decide-objection', state: 'running' }]);
    expect(done(await object('record', ids['wrong'] ?? '')).id).toBe(filed.id);
    expectProblem(
      await object('record', ids['wrong'] ?? '', { grounds: '另有理由' }),
      409,
      'objection-open',
      '/target/id',
    );
    await publish();
    expect((await recordOf(ids['wrong'] ?? '')).objection).toMatchObject({ id: filed.id, filedOn: town.today() });
    expect(await lookUp()).toEqual({ [WRONG]: town.today() });
    expect(await typesOn(HUMAN_RESOURCES, filed.id)).toEqual(['objection.filed']);
    expect(await typesOn('credit-office', filed.id)).toEqual(['objection.filed']);
    expect(await typesOn('credit-office', ids['wrong'] ?? '')).toContain('record.objected');
    const { objections } = done(await town.call(COLLEAGUE, 'GET', '/objections'));
    expect(objections.map(({ id }: { id: string }) => id)).toEqual([filed.id]);
  });

  it('is decided by nobody but another officer of that department', async () => {
    const objection = ids['objection'] ?? '';
    expectProblem(await decide(WRITER, objection, { outcome: 'delete' }), 403, 'same-officer');
    expectProblem(await decide(officer('finance'), objection, { outcome: 'delete' }), 404, 'not-found');
    // It decides on what it forwarded to the platform above, and on nothing else.
    expectProblem(await decide(CREDIT_OFFICE, objection, { outcome: 'delete' }), 403, 'foreign-department');
    expectProblem(await decide(COLLEAGUE, objection, { outcome: 'remove-from-list' }), 422, 'outcome-not-fitting');
    expectProblem(
      await decide(COLLEAGUE, objection, { outcome: 'delete', examined: '' }),
      422,
      'missing-field',
      '/examined',
    );
  });

  it('is deleted: gone from the public copy, its measures lifted, and everybody who was told is told', async () => {
    done(await decide(COLLEAGUE, ids['objection'] ?? '', { outcome: 'delete' }));
    await town.idle();
    expect(await recordOf(ids['wrong'] ?? '')).toMatchObject({ state: 'ended', end: { verb: 'delete' } });
    expect(await lookUp()).toEqual({});
    const stated = (await town.published('withdrawn.json')).body;
    expect(JSON.stringify(stated)).not.toContain(WRONG);
    expect(await typesOn('credit-office', ids['wrong'] ?? '')).toContain('record.ended');
    expect(await binding()).toEqual([]);
    expect(await story.read(ids['case'] ?? '')).toMatchObject({ state: 'ended', end: { verb: 'revoke' } });
    expect(await story.taskOf(ids['case'] ?? '', 'finance')).toMatchObject({ state: 'lifting' });
    const own = done(await town.call(OWNER, 'GET', `/subjects/${mandate}/objections/${ids['objection']}`));
    expect(own).toMatchObject({ state: 'decided', decision: { outcome: 'delete', reason: '处罚对象认定有误。' } });
    expect(own.decision.officer).toBeUndefined();
    expectProblem(await object('record', ids['wrong'] ?? ''), 409, 'state-forbids', '/target/id');
  });
});

describe('an objection that is left undecided', () => {
  let due: string;
  let suspendsFrom: string;

  it('is marked in time, on a record and on the case beside it', async () => {
    ids['late'] = await post(LATE);
    await publish();
    [ids['lateCase'] = ''] = await story.open(plotOf(`${LATE}案`));
    await story.applyAll(ids['lateCase']);
    await town.idle();
    expect(await binding()).toEqual([LIMITS]);
    ids['onRecord'] = done(await object('record', ids['late']), 201).id;
    ids['onCase'] = done(await object('case', ids['lateCase']), 201).id;
    await publish();
    ({ decideBy: due, suspendsFrom } = (await recordOf(ids['late'])).objection);
    expect((await story.read(ids['lateCase'])).objection).toMatchObject({ id: ids['onCase'], suspendsFrom });
    expect(await lookUp()).toEqual({ [LATE]: town.today() });
    const { answers } = done(await town.check('finance', 'procurement-qualification', [FIRM]), 201);
    expect(answers[0].measures).toMatchObject([{ measure: { code: LIMITS }, objectedOn: town.today() }]);
  });

  it('holds to the last day: reminded before, still public and binding on it', async () => {
    await town.goTo(due);
    await town.fire('run-clocks');
    expect(await typesOn(HUMAN_RESOURCES, ids['onRecord'] ?? '')).toEqual(['objection.filed', 'clock.reminder']);
    expect(await lookUp()).toHaveProperty([LATE]);
    expect(await binding()).toEqual([LIMITS]);
  });

  it('suspends both from the day after by the date alone: the check before any sweep has come', async () => {
    await town.goTo(suspendsFrom);
    expect(await binding()).toEqual([]);
    expect((await story.read(ids['lateCase'] ?? '')).state).toBe('dispatched');
    expect((await recordOf(ids['late'] ?? '')).publicity.until).toBe(suspendsFrom);
    await publish();
    expect(await lookUp()).toEqual({});
    await town.fire('end-by-date');
    expect(await story.read(ids['lateCase'] ?? '')).toMatchObject({
      state: 'suspended',
      suspension: { objection: ids['onCase'] },
    });
    expect(await typesOn('finance', (await story.taskOf(ids['lateCase'] ?? '', 'finance')).id)).toContain(
      'task.suspended',
    );
    await town.fire('run-clocks');
    expect(await typesOn(HUMAN_RESOURCES, ids['onRecord'] ?? '')).toContain('clock.overdue');
  });

  it('is maintained later, and both are what they were', async () => {
    const maintain = { outcome: 'maintain', reason: '经核查，认定无误。' };
    done(await decide(COLLEAGUE, ids['onRecord'] ?? '', maintain));
    expectProblem(await decide(COLLEAGUE, ids['onCase'] ?? '', maintain), 403, 'same-officer');
    done(await decide(THIRD, ids['onCase'] ?? '', maintain));
    await publish();
    expect(await lookUp()).toEqual({ [LATE]: undefined });
    expect((await recordOf(ids['late'] ?? '')).objection).toBeUndefined();
    expect((await story.read(ids['lateCase'] ?? '')).state).toBe('dispatched');
    expect(await binding()).toEqual([LIMITS]);
  });

  it('goes to second-level review, which directs that it be supplemented', async () => {
    const objection = ids['onRecord'] ?? '';
    const ask = await town.change(
      OWNER,
      `/subjects/${mandate}/objections/${objection}/review`,
      { grounds: '核查未涉及分包合同。' },
      2,
    );
    expect(done(ask)).toMatchObject({ state: 'in-review' });
    await publish();
    expect(await lookUp()).toHaveProperty([LATE]);
    expect((await recordOf(ids['late'] ?? '')).objection).toMatchObject({ review: true });
    expect(await typesOn('credit-office', objection)).toContain('objection.review-requested');
    const directed = {
      outcome: 'supplement',
      supplement: '当事人已于2026年11月支付全部欠薪。',
      documentNumber: '庄信用复〔2026〕1号',
      decidedOn: town.today(),
      examined: '调取银行流水。',
      reason: '信息不完整。',
    };
    const path = `/objections/${objection}/review-decision`;
    expectProblem(await town.change(COLLEAGUE, path, directed, 3), 403, 'role-required');
    done(await town.change(CREDIT_OFFICE, path, directed, 3));
    await publish();
    expect(await recordOf(ids['late'] ?? '')).toMatchObject({ supplement: directed.supplement });
    expect(await lookUp()).toEqual({ [LATE]: undefined });
  });
});

describe('a court’s document', () => {
  it('lets a record stand still at once, and its owner hears; resumed, it is public again', async () => {
    const id = ids['late'] ?? '';
    const order = { document: '（2026）辽0283行保6号', reason: '诉讼期间停止公示' };
    expectProblem(await town.call(WRITER, 'POST', `/records/${id}/suspension`, { body: order }), 403, 'role-required');
    done(await town.call(COURT, 'POST', `/records/${id}/suspension`, { body: order }));
    await town.idle();
    expect(await lookUp()).toEqual({});
    expect(await typesOn(HUMAN_RESOURCES, id)).toContain('record.suspended');
    done(await town.call(COURT, 'POST', `/records/${id}/resumption`, { body: order }));
    await publish();
    expect(await lookUp()).toEqual({ [LATE]: undefined });
  });
});

describe('bad input and wrong actors', () => {
  it('are each their documented problem, and change nothing', async () => {
    const id = ids['late'] ?? '';
    const before = (await recordOf(id)).version;
    expectProblem(
      await object('record', id, { grounds: '本人21029919900101001X' }),
      422,
      'identity-number-in-text',
      '/grounds',
    );
    expectProblem(await object('record', id, { files: ['f'.repeat(22)] }), 422, 'file-not-found', '/files/0');
    expectProblem(await object('record', id, { score: 1 }), 422, 'unknown-field', '/score');
    expectProblem(await object('case', id), 404, 'not-found', '/target/id');
    const stranger = { ...OWNER, officer: 'a-stranger' };
    expectProblem(await town.call(stranger, 'GET', `/subjects/${mandate}/objections`), 404, 'not-found');
    expectProblem(await town.call(OWNER, 'GET', '/objections'), 403, 'role-required');
    expectProblem(await town.call(officer('finance'), 'GET', `/objections/${ids['onRecord']}`), 404, 'not-found');
    expect((await recordOf(id)).version).toBe(before);
  });
});
