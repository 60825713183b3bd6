import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fictionalCompany } from '../../builders/fictional.ts';
import { penalty } from '../../builders/submissions.ts';
import { expectProblem, type Officer, officer } from '../client.ts';
import { bindingOf, type Plot, type Story, storyIn } from '../joint-case/support/story.ts';
import { CREDIT_OFFICE, done, implementer, startTown, type Town } from '../joint-case/support/town.ts';

const HUMAN_RESOURCES = 'human-resources';
const LIMITS = 'wage-arrears-procurement-limits';
const SUBJECT = fictionalCompany(5101, '庄河示例修复建筑有限公司');
const FIRM = { unifiedSocialCreditCode: SUBJECT.unifiedSocialCreditCode };
const ACT = '庄人社罚〔2026〕51号';

const WRITER = officer(HUMAN_RESOURCES, 'officer-1', 'reporter');
const DECIDER = officer(HUMAN_RESOURCES, 'officer-2', 'reporter');
const CLERK = officer('business-environment', 'clerk-1', 'counter-clerk');
const OWNER: Officer = { department: '', officer: 'firm-account', roles: 'subject' };

/** Who is told of a general penalty of that department; the last is down for a day. */
const UP = ['credit-office', 'market-regulation'] as const;
const DOWN = 'housing-construction';

const PLOT: Plot = {
  department: HUMAN_RESOURCES,
  subject: SUBJECT,
  behaviour: 'wage-arrears',
  act: ACT,
  facts: '拖欠农民工工资，经责令限期支付，逾期仍未支付。',
  measures: [{ measure: LIMITS, basis: 'wage-payment-regulation-48', months: 24 }],
  plan: { [LIMITS]: ['finance', 'transport'] },
};

let town: Town;
let story: Story;
let record: string;
let firm: string;
let mandate: string;
beforeAll(async () => {
  town = await startTown('2026-11-10');
  story = storyIn(town);
});
afterAll(() => town?.stop());

const publish = async (): Promise<void> => {
  await town.idle();
  await town.target.firePublication('additions');
  await town.idle();
};

/** What the public finds under the firm's code. */
const lookUp = async (): Promise<readonly unknown[]> => {
  const { prefixLength } = (await town.published('lookup.json')).body;
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(SUBJECT.unifiedSocialCreditCode));
  const file = await town.published(`by-subject/${Buffer.from(bytes).toString('hex').slice(0, prefixLength)}.json`);
  // S3 answers 403 for what is not there to a reader who may not list.
  if ([403, 404].includes(file.status)) return [];
  return file.body.entries.filter(
    (entry: { fields: Record<string, unknown> }) =>
      entry.fields['unifiedSocialCreditCode'] === SUBJECT.unifiedSocialCreditCode,
  );
};

const typesOn = async (department: string, about: string): Promise<readonly string[]> =>
  (await town.inbox(department, about)).map(({ type }) => type.replace('joint-credit.', ''));

const apply = (override: object = {}) =>
  town.call(OWNER, 'POST', `/subjects/${mandate}/repairs`, {
    body: {
      target: { type: 'record', id: record },
      performance: '所欠工资已经全部支付，有银行回单。',
      commitment: {
        reason: '申请信用修复',
        content: '按月足额支付工资。',
        liability: '违背承诺的，自愿接受处理。',
        madeOn: town.today(),
        publicity: 'public',
      },
      ...override,
    },
  });

const decision = (override: object = {}) => ({
  outcome: 'granted',
  document: '庄人社修〔2027〕1号',
  decidedOn: town.today(),
  examined: '银行回单、工资支付台账',
  reasons: '最短公示期已满，工资已经付清，已作出承诺。',
  ...override,
});

describe('a general penalty', () => {
  it('is told to three departments, is public, and a joint case rests on it', async () => {
    const disclosure = { ...penalty().disclosure, decidedOn: '2026-11-05' };
    const body = penalty({ subject: SUBJECT, documentNumber: ACT, decisionDate: '2026-11-05', disclosure });
    record = done(await town.call(WRITER, 'POST', '/records', { body }), 201).id;
    await publish();
    expect(await lookUp()).toHaveLength(1);
    for (const department of [...UP, DOWN]) expect(await typesOn(department, record)).toEqual(['record.posted']);
    [firm = ''] = await story.open({ ...PLOT, records: [record] });
    await story.applyAll(firm);
    await town.idle();
    expect(bindingOf(await town.check('finance', 'procurement-qualification', [FIRM]))).toEqual([LIMITS]);
  });

  it('cannot be repaired before its shortest term is over: the firm is told from when', async () => {
    const entered = await town.call(CLERK, 'POST', '/mandates', {
      body: {
        subject: SUBJECT,
        capacity: 'self',
        account: OWNER.officer,
        until: '2027-11-01',
        evidence: { receiptNumber: '修复-51', document: '营业执照与法定代表人身份证明' },
      },
    });
    mandate = done(entered, 201).id;
    const early = await apply();
    expectProblem(early, 409, 'repair-too-early', '/target');
    expect(early.body.detail).toContain('2027-02-05');
    await town.goTo('2027-02-04');
    expectProblem(await apply(), 409, 'repair-too-early');
  });
});

describe('its repair', () => {
  let refused: string;
  let granted: string;

  it('is applied for on the day; without proof it is refused, with reasons that the firm reads', async () => {
    await town.goTo('2027-02-05');
    const applied = done(await apply(), 201);
    refused = applied.id;
    await town.idle();
    expect(await typesOn(HUMAN_RESOURCES, refused)).toEqual(['repair.applied']);
    expectProblem(await apply({ performance: '另一份' }), 409, 'repair-pending', '/target');
    // Its three working days run over the new year; the day before they are over it is reminded.
    expect(applied.clocks).toMatchObject([{ name: 'accept-repair', due: '2027-02-11', provisional: true }]);
    await town.goTo('2027-02-10');
    await town.fire('run-clocks');
    expect(await typesOn(HUMAN_RESOURCES, refused)).toEqual(['repair.applied', 'clock.reminder']);
    const accepted = done(await town.change(DECIDER, `/repairs/${refused}/acceptance`, { outcome: 'accepted' }, 1));
    expect(accepted.clocks).toMatchObject([{ state: 'met' }, { name: 'decide-repair', state: 'running' }]);
    const no = decision({ outcome: 'refused', grounds: ['duty-not-performed'], reasons: '尚欠两人工资未付。' });
    done(await town.change(DECIDER, `/repairs/${refused}/decision`, no, 2));
    const own = done(await town.call(OWNER, 'GET', `/subjects/${mandate}/repairs/${refused}`));
    expect(own).toMatchObject({ state: 'refused', decision: { reasons: '尚欠两人工资未付。' } });
    expect(own.decision.officer).toBeUndefined();
    await town.idle();
    expect(bindingOf(await town.check('finance', 'procurement-qualification', [FIRM]))).toEqual([LIMITS]);
  });

  it('is decided by its authority alone, by another officer than who wrote the penalty', async () => {
    granted = done(await apply(), 201).id;
    done(await town.change(WRITER, `/repairs/${granted}/acceptance`, { outcome: 'accepted' }, 1));
    expectProblem(await town.change(WRITER, `/repairs/${granted}/decision`, decision(), 2), 403, 'same-officer');
    expectProblem(
      await town.change(officer('tax', 'x', 'reporter'), `/repairs/${granted}/decision`, decision(), 2),
      404,
      'not-found',
    );
    const urged = await town.change(CREDIT_OFFICE, `/repairs/${granted}/urging`, { text: '请按期办结' }, 2);
    done(urged);
    expect(done(await town.change(DECIDER, `/repairs/${granted}/decision`, decision(), 3)).state).toBe('granted');
    await town.idle();
  });

  it('has its whole effect at once: publicity, sharing, use and measures end', async () => {
    const read = done(await town.call(WRITER, 'GET', `/records/${record}`));
    expect(read).toMatchObject({ state: 'ended', end: { verb: 'repair', document: '庄人社修〔2027〕1号' } });
    expect(await lookUp()).toEqual([]);
    expect(await story.read(firm)).toMatchObject({ state: 'ended', end: { verb: 'repair' } });
    expect(bindingOf(await town.check('finance', 'procurement-qualification', [FIRM]))).toEqual([]);
    for (const department of ['finance', 'transport']) {
      const task = await story.taskOf(firm, department);
      expect(task).toMatchObject({ state: 'lifting', lift: { verb: 'repair' } });
      expect(await typesOn(department, task.id)).toContain('task.lift');
      expect(await story.confirmLift(task)).toMatchObject({ state: 'lifted' });
    }
    // Nothing states that it was repaired, or why: it is simply no longer there.
    expect(JSON.stringify((await town.published('withdrawn.json')).body)).not.toContain(ACT);
    expectProblem(await apply(), 409, 'nothing-to-repair', '/target');
    // Nor is another case opened on it.
    const again = await story.propose({ ...PLOT, act: '另案', records: [record] });
    expectProblem(again, 409, 'evidence-ended', '/act/records/0');
  });

  it('reaches all three who were told: two acknowledge, the one that was down is chased until it does', async () => {
    const ends = new Map<string, string>();
    for (const department of [...UP, DOWN]) {
      const found = (await town.inbox(department, record)).find(({ type }) => type === 'joint-credit.record.ended');
      expect(found, department).toMatchObject({ data: { due: '2027-02-15' } });
      ends.set(department, found.id);
    }
    for (const department of UP) {
      done(await town.call(implementer(department), 'POST', `/notifications/${ends.get(department)}/acknowledgement`));
    }
    const standings = async (): Promise<Record<string, readonly string[]>> => {
      const { recipients } = done(await town.call(WRITER, 'GET', `/records/${record}/withdrawal-ledger`));
      return Object.fromEntries(
        recipients.map((line: { recipient: { code: string }; ends: { type: string; standing: string }[] }) => [
          line.recipient.code,
          line.ends.filter(({ type }) => type === 'record.ended').map(({ standing }) => standing),
        ]),
      );
    };
    expect(await standings()).toEqual({ [UP[0]]: ['acknowledged'], [UP[1]]: ['acknowledged'], [DOWN]: ['waiting'] });
    await town.goTo('2027-02-16');
    await town.fire('run-clocks');
    expect((await standings())[DOWN]).toEqual(['overdue']);
    const chased = (await town.inbox(DOWN)).filter(({ data }) => data.clock === 'acknowledge-end');
    expect(chased.map(({ type }) => type)).toEqual(['joint-credit.clock.overdue']);
    done(await town.call(implementer(DOWN), 'POST', `/notifications/${ends.get(DOWN)}/acknowledgement`));
    expect((await standings())[DOWN]).toEqual(['acknowledged']);
  });

  it('is supervised: the credit office knows what was decided, and every step is there', async () => {
    expect(await typesOn('credit-office', refused)).toEqual(['repair.decided']);
    expect(await typesOn('credit-office', granted)).toEqual(['repair.decided']);
    const { repairs } = done(
      await town.call(CREDIT_OFFICE, 'GET', `/repairs?department=${HUMAN_RESOURCES}&status=done`),
    );
    expect(repairs.map(({ id, state }: { id: string; state: string }) => [id, state]).toSorted()).toEqual(
      [
        [refused, 'refused'],
        [granted, 'granted'],
      ].toSorted(),
    );
  });
});
