import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpCall } from '../../infra/seed/http-call.ts';
import { seedLists } from '../../infra/seed/seed-lists.ts';
import { COMPANY } from '../builders/submissions.ts';
import { clientOf, type Officer, officer } from './client.ts';
import { startTarget, type Target } from './target.ts';

const CLERK = officer('credit-office', 'officer-1', 'credit-office');
const REVIEWER = officer('justice', 'reviewer-1', 'legal-reviewer');
const AUTHOR = officer('human-resources', 'officer-1', 'initiator');
const DECIDER = officer('human-resources', 'officer-2', 'initiator');
const COURT = officer('court', 'judge', 'court');
const FINANCE = officer('finance', 'officer-1', 'implementer');
const TRANSPORT = officer('transport', 'officer-1', 'implementer');

const MEASURE = 'wage-arrears-procurement-limits';
const BASIS = 'wage-payment-regulation-48';

let target: Target;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  target = await startTarget(new Date('2026-11-02T01:00:00.000Z'));
  client = clientOf(target);
  const tokenOf = ({ officer: sub, department, roles }: Officer) => target.token({ sub, department, roles });
  const tokens = { clerk: await tokenOf(CLERK), reviewer: await tokenOf(REVIEWER) };
  await seedLists(httpCall(target.apiUrl, tokens), { inForceFrom: '2026-11-02' });
  await target.idle();
});
afterAll(() => target?.stop());

const on = (day: string, time = '02:00') => target.setClock(new Date(`${day}T${time}:00.000Z`));

const change = async (who: Officer, path: string, version: number, body: object) => {
  const reply = await client.call(who, 'POST', path, { body, headers: { 'if-match': `"${version}"` } });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
};

let acts = 0;
/** A case of wage arrears whose one measure was dispatched to two departments, on 12 November. */
const dispatched = async (): Promise<string> => {
  acts += 1;
  const documentNumber = `庄人社监令〔2026〕${acts}号`;
  await on('2026-11-02');
  const proposal = {
    subject: COMPANY,
    behaviour: 'wage-arrears',
    act: { documentNumber, decidedOn: '2026-10-20', actDate: '2026-08-31', facts: '拖欠四十二名农民工工资。' },
    measures: [MEASURE],
  };
  const proposed = await client.call(AUTHOR, 'POST', '/cases', { body: proposal });
  expect(proposed.status, JSON.stringify(proposed.body)).toBe(201);
  const { id } = proposed.body.case;
  const service = { documentNumber: `庄人社告〔2026〕${acts}号`, method: 'in-person' };
  await on('2026-11-03');
  await change(AUTHOR, `/cases/${id}/notice`, 1, { ...service, servedOn: '2026-11-03' });
  await on('2026-11-11');
  await change(DECIDER, `/cases/${id}/decision`, 2, {
    sustained: true,
    documentNumber: `庄人社决〔2026〕${acts}号`,
    decidedOn: '2026-11-11',
    reasons: '事实清楚，证据确凿。',
    listedUntil: '2029-11-11',
    measures: [{ measure: MEASURE, basis: BASIS, months: 12 }],
  });
  await on('2026-11-12');
  await change(AUTHOR, `/cases/${id}/service`, 3, { ...service, servedOn: '2026-11-12' });
  const plan = ['finance', 'transport'].map((department) => ({ measure: MEASURE, department }));
  await change(CLERK, `/cases/${id}/dispatch`, 4, { plan });
  await target.idle();
  return id;
};

const taskOf = async (who: Officer, caseId: string) => {
  const { body } = await client.call(CLERK, 'GET', `/cases/${caseId}/tasks`);
  const task = body.tasks.find(({ department }: { department: { code?: string } | string }) =>
    JSON.stringify(department).includes(who.department),
  );
  expect(task, JSON.stringify(body)).toBeDefined();
  return task;
};

const heard = async (who: Officer, about: string): Promise<readonly string[]> =>
  (await client.call(who, 'GET', '/notifications?limit=100')).body.notifications
    .filter(({ subject }: { subject: string }) => subject === about)
    .map(({ type }: { type: string }) => type.replace('joint-credit.', ''));

const apply = async (who: Officer, id: string) => {
  const { version } = (await client.call(who, 'GET', `/tasks/${id}`)).body;
  await change(who, `/tasks/${id}/feedback`, version, { outcome: 'applied', on: '2026-11-12', what: '已限制参加采购' });
  await target.idle();
};

describe('what follows from a case', () => {
  it('reaches its departments, follows a court, and is lifted by those who applied it', async () => {
    const id = await dispatched();
    expect((await client.call(AUTHOR, 'GET', `/cases/${id}`)).body.progress).toMatchObject({
      version: 5,
      items: 2,
      done: 2,
      completedAt: expect.any(String),
    });
    expect(await heard(CLERK, id)).toEqual(['case.served', 'case.carried-out']);
    const applied = await taskOf(FINANCE, id);
    const open = await taskOf(TRANSPORT, id);
    expect(await heard(FINANCE, applied.id)).toEqual(['task.pushed']);
    await apply(FINANCE, applied.id);
    expect(await heard(AUTHOR, applied.id)).toEqual(['task.answered']);
    const order = { document: '（2026）辽0283行保1号', reason: '裁定停止执行' };
    await change(COURT, `/cases/${id}/suspension`, 5, order);
    await target.idle();
    await change(COURT, `/cases/${id}/resumption`, 6, order);
    await target.idle();
    await change(COURT, `/cases/${id}/end`, 7, {
      verb: 'revoke',
      document: '（2026）辽0283行初7号',
      decidedOn: '2026-11-12',
      reason: '判决撤销',
    });
    await target.idle();
    expect(await heard(FINANCE, applied.id)).toEqual(['task.pushed', 'task.suspended', 'task.resumed', 'task.lift']);
    expect(await heard(TRANSPORT, open.id)).toEqual([
      'task.pushed',
      'task.suspended',
      'task.resumed',
      'task.withdrawn',
    ]);
    const { version } = (await client.call(FINANCE, 'GET', `/tasks/${applied.id}`)).body;
    await change(FINANCE, `/tasks/${applied.id}/lift-confirmation`, version, { on: '2026-11-12', what: '已解除' });
    await target.idle();
    expect(await heard(CLERK, applied.id)).toEqual(['task.answered', 'task.lifted']);
  });

  it('ends with its term, though nobody does anything', async () => {
    const id = await dispatched();
    const applied = await taskOf(FINANCE, id);
    await apply(FINANCE, applied.id);
    await on('2027-11-10', '16:05');
    await target.fireSchedule('end-by-date');
    await target.idle();
    const task = await client.call(FINANCE, 'GET', `/tasks/${applied.id}`);
    expect(task.body).toMatchObject({ state: 'lifting', lift: { verb: 'expire' } });
  });

  it('ends with its basis', async () => {
    const id = await dispatched();
    const applied = await taskOf(FINANCE, id);
    const { body } = await client.call(CLERK, 'GET', '/instruments');
    const instrument = body.instruments.find(({ code }: { code: string }) => code === BASIS);
    const repeal = { until: '2026-11-12', document: '国务院令', reason: '条例修订' };
    await change(CLERK, `/instruments/${instrument.id}/repeal`, instrument.version, repeal);
    const confirmation = { confirmed: true, reason: '属实' };
    await change(REVIEWER, `/instruments/${instrument.id}/repeal/confirmation`, instrument.version + 1, confirmation);
    await target.idle();
    const task = await client.call(FINANCE, 'GET', `/tasks/${applied.id}`);
    expect(task.body).toMatchObject({ state: 'withdrawn', lift: { verb: 'repeal' } });
    expect(await heard(CLERK, instrument.id)).toEqual(['basis.repealed']);
  });
});
