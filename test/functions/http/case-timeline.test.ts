import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JointCase, PlanItem } from '../../../shared/cases/joint-case.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { giveFeedback } from '../../../shared/tasks/feedback.ts';
import { acknowledge } from '../../../shared/tasks/transitions.ts';
import '../../to-be-problem.ts';
import { APPLIED, context, implementer, itemOf, jointOf, MEASURE, pushed, value } from '../../shared/tasks/tasks.ts';
import { type Api, officer, startApi } from './support/api.ts';

let api: Api;
/** A case whose plan goes to sixty departments: finance applied late, tax only acknowledged, the others are silent. */
const departments = ['finance', 'tax', ...Array.from({ length: 58 }, (_, at) => `town-${at}`)];
const plan: readonly PlanItem[] = departments.map((department) => itemOf(MEASURE.code, department));
const dispatched: JointCase = jointOf({ plan, version: 2 });

beforeAll(async () => {
  api = await startApi();
  const { cases, tasks } = api.stores;
  const change = { ...dispatched.change, action: 'serve-decision', department: 'human-resources' } as const;
  const served = await cases.add({ ...dispatched, version: 1, state: 'served', plan: [], change }, 'served');
  if (served.ok) await cases.change(served.value, dispatched, ['served']);
  for (const department of departments) {
    const first = pushed(dispatched, MEASURE, department);
    const added = await tasks.add(first, department);
    if (!added.ok) throw new Error('a task was there before');
    const by = implementer('2026-11-13T02:00:00.000Z', 'a', department);
    if (department === 'finance') {
      const answered = giveFeedback(first, APPLIED, { ...context('2026-11-13T02:00:00.000Z'), by });
      await tasks.change(added.value, value(answered), ['pushed']);
    }
    if (department === 'tax') await tasks.change(added.value, value(acknowledge(first, by)), ['pushed']);
  }
  api.setTime('2026-11-16T02:00:00.000Z');
});
afterAll(() => api?.stop());

const initiator = officer('human-resources', 'h', 'initiator');
const ask = (query: Record<string, string> = {}, who = initiator, id = dispatched.id) =>
  api.call('get-case-timeline', { id, query, who });

interface Entry {
  readonly at: string;
  readonly action: string;
  readonly department: string;
  readonly clock?: string;
}

const whole = async (who = initiator): Promise<readonly Entry[]> => {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const { status, body, headers } = await ask(cursor === undefined ? {} : { cursor }, who);
    expect(status).toBe(200);
    expect(body.entries.length).toBeLessThanOrEqual(100);
    entries.push(...body.entries);
    cursor = /\/timeline\?cursor=([^>]+)>; rel="next"/.exec(headers['link'] ?? '')?.[1];
  } while (cursor);
  return entries;
};
const of = (entries: readonly Entry[], department: string) =>
  entries
    .filter((entry) => entry.department === department)
    .map(({ action, clock }) => `${action} ${clock ?? ''}`.trim());

describe('the timeline of a case', () => {
  it('says, page by page and in order, which department did what and when, and what is due and overdue', async () => {
    const entries = await whole();
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted());
    expect(of(entries, 'human-resources')).toEqual(['serve-decision']);
    expect(of(entries, 'credit-office').toSorted()).toEqual(['dispatch', ...departments.map(() => 'push')]);
    expect(of(entries, 'finance')).toEqual(['overdue acknowledge', 'apply']);
    expect(of(entries, 'tax')).toEqual(['overdue acknowledge', 'acknowledge', 'due answer']);
    expect(of(entries, 'town-57')).toEqual(['overdue acknowledge', 'due answer']);
    expect(entries).toHaveLength(2 + 60 + 2 + 3 + 58 * 2);
  });

  it('is open to the credit office and auditors, and not to another department', async () => {
    for (const role of ['credit-office', 'auditor']) {
      const entries = await whole(officer('any', 'x', role));
      expect(entries).toHaveLength(183);
    }
    expect(await ask({}, officer('finance', 'f', 'initiator'))).toBeProblem(404, 'not-found');
    expect(await ask({}, initiator, digestId('nothing'))).toBeProblem(404, 'not-found');
  });

  it('of something that is no case is not found', async () => {
    expect(await ask({}, initiator, pushed(dispatched, MEASURE, 'finance').id)).toBeProblem(404, 'not-found');
  });

  it('goes on only from positions of its own', async () => {
    for (const cursor of ['', 'x', Buffer.from('2026-11-16').toString('base64url')])
      expect(await ask({ cursor })).toBeProblem(400, 'invalid-cursor');
  });

  it('names departments, and neither officers nor the subject', async () => {
    const text = JSON.stringify(await whole());
    for (const secret of ['finance/a', 'human-resources/b', '某建筑', '91210299000000019R'])
      expect(text).not.toContain(secret);
  });
});
