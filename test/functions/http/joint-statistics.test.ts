import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldStatistics } from '../../../functions/schedule/handlers/fold-statistics.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { intakeCountStore } from '../../../shared/quality/intake-count-store.ts';
import { qualityCountStore } from '../../../shared/quality/quality-count-store.ts';
import { checkCountStore } from '../../../shared/statistics/check-count-store.ts';
import { disclosureCountStore } from '../../../shared/statistics/disclosure-count-store.ts';
import { jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { giveFeedback } from '../../../shared/tasks/feedback.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { endNotices } from '../../../shared/withdrawal-ledger/end-notice-store.ts';
import '../../to-be-problem.ts';
import { APPLIED, context, jointOf, pushed, value } from '../../shared/tasks/tasks.ts';
import { type Api, officer, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  const { derived, folded, foldedJoint, units } = api.stores;
  const counted = jointCountStore(derived);
  const task = (serial: number, given: Partial<Task> = {}): Task => ({
    ...pushed(),
    id: digestId(`task ${serial}`),
    ...given,
  });
  await counted.noteTask(task(1));
  await counted.noteTask(value(giveFeedback(task(2), APPLIED, context('2026-11-10T02:00:00.000Z'))));
  await counted.noteTask(task(3, { department: 'tax', measure: 'watch' }));
  await counted.noteCase(jointOf());
  await counted.noteCase(jointOf({ id: digestId('case'), department: 'tax' }));
  const checks = checkCountStore(derived);
  const named = (serial: number, decisionType: string) => ({
    id: digestId(`check ${serial}`),
    department: 'finance',
    decisionType,
  });
  const asked = api.now();
  for (const update of checks.decided(named(1, 'procurement-qualification'), [asked, asked]))
    await derived.client.send(new UpdateCommand(update));
  await checks.noteAsked(named(1, 'procurement-qualification'), asked, true);
  await checks.noteAsked(named(1, 'procurement-qualification'), asked, false);
  await checks.noteAsked(named(2, 'procurement-qualification'), asked, true);
  await checks.noteAsked(named(3, 'procurement-qualification'), asked, false);
  api.setTime('2026-11-24T02:00:00.000Z');
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const cases = disclosureCountStore(derived);
  const notices = endNotices(derived);
  const joint = { joint: counted, checks, endNotices: notices };
  const quality = { intake: intakeCountStore(derived), quality: qualityCountStore(derived) };
  await foldStatistics({ cases, folded, ...joint, ...quality, foldedJoint, units, now: api.now, log })();
});
afterAll(() => api?.stop());

const finance = officer('finance', 'f', 'implementer');
const office = officer('credit-office', 'c', 'credit-office');

describe('the counts of joint incentives and punishment', () => {
  const ask = (month: string, who = finance) => api.call('get-joint-statistics', { query: { month }, who });

  it('are a department’s own, with the mean of working days', async () => {
    const { status, body } = await ask('2026-11');
    expect(status).toBe(200);
    expect(body).toMatchObject({ month: '2026-11', countedAt: '2026-11-24T02:00:00.000Z', cases: [] });
    expect(body.tasks).toMatchObject([
      {
        department: 'finance',
        measure: 'no-government-procurement',
        pushed: 2,
        open: 1,
        applied: 1,
        acknowledge: { inTime: 1, missing: 1 },
        answer: { inTime: 1, missing: 1 },
        pushToAcknowledge: { tasks: 1, workingDays: 1, mean: 1 },
        acknowledgeToFeedback: { tasks: 1, workingDays: 0, mean: 0 },
        liftToConfirmation: { tasks: 0, workingDays: 0 },
      },
    ]);
    expect(body.checks).toEqual([
      { department: 'finance', decisionType: 'procurement-qualification', checks: 3, bound: 2, decided: 1 },
    ]);
    expect(body.matters.checked).toBe(1);
    expect(body.matters.listed).toBeGreaterThan(1);
    expect(body.tasks[0].liftToConfirmation).not.toHaveProperty('mean');
    expect(body).not.toHaveProperty('units');
  });

  it('are all departments’ to the credit office and auditors, with the units that take part', async () => {
    for (const who of [office, officer('audit', 'a', 'auditor')]) {
      const { body } = await ask('2026-11', who);
      expect(body.tasks.map(({ department }: { department: string }) => department)).toEqual(['finance', 'tax']);
      expect(body.units).toEqual({ obliged: 2, enrolled: 1 });
      expect((await ask('2026-10', who)).body.cases).toHaveLength(2);
      expect((await ask('2026-10', who)).body.units).toEqual({ obliged: 0, enrolled: 0 });
    }
  });

  it('are empty for a month of which nothing was counted', async () => {
    expect((await ask('2031-01')).body).toMatchObject({
      month: '2031-01',
      tasks: [],
      cases: [],
      checks: [],
      matters: { checked: 0 },
    });
  });

  it('are not asked for in ways that there are not', async () => {
    expect(await ask('2026-13')).toBeProblem(422, 'impossible-date', '/month');
    const department = await api.call('get-joint-statistics', {
      query: { month: '2026-11', department: 'tax' },
      who: finance,
    });
    expect(department).toBeProblem(422, 'unknown-field', '/department');
  });
});

describe('the score-card', () => {
  const ask = (query: Record<string, string>, who = finance) => api.call('get-scorecard', { query, who });

  it('is the department’s: what was pushed to it, what it initiated, since when it takes part', async () => {
    const { body } = await ask({ month: '2026-11' });
    expect(body).toMatchObject({
      department: 'finance',
      tasks: { pushed: 2, open: 1, answer: { inTime: 1, missing: 1 } },
      cases: { proposed: 0 },
      disclosures: [],
      obligedSince: '2026-11-09',
      enrolledSince: '2026-11-10',
    });
    const initiator = officer('human-resources', 'h', 'initiator');
    expect((await ask({ month: '2026-10' }, initiator)).body).toMatchObject({ cases: { proposed: 1, dispatched: 1 } });
  });

  it('of another department is for the credit office and auditors', async () => {
    const { body } = await ask({ month: '2026-11', department: 'tax' }, office);
    expect(body).toMatchObject({ department: 'tax', tasks: { pushed: 1 }, obligedSince: '2026-11-09' });
    expect(body).not.toHaveProperty('enrolledSince');
    expect(await ask({ month: '2026-11', department: 'tax' })).toBeProblem(403, 'role-required');
    expect((await ask({ month: '2026-11', department: 'finance' })).status).toBe(200);
  });

  it('of a department that there is not, or was not then, is refused; of one that was abolished it is kept', async () => {
    expect(await ask({ month: '2026-11', department: 'nobody' }, office)).toBeProblem(422, 'unknown-department');
    const old = { department: 'legal-affairs-office' };
    expect(await ask({ month: '2026-11', ...old }, office)).toBeProblem(422, 'unknown-department');
    expect((await ask({ month: '2019-03', ...old }, office)).status).toBe(200);
  });

  it('names no subject and gives nobody a number but the department', async () => {
    const text = JSON.stringify((await ask({ month: '2026-11' })).body);
    for (const secret of ['91210299000000019R', '某建筑', 'score', 'rank']) expect(text).not.toContain(secret);
  });
});
