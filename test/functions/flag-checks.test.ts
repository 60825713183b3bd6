import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flagChecks } from '../../functions/schedule/handlers/flag-checks.ts';
import { checkFiles } from '../../shared/checks/check-file-store.ts';
import { dueChecks } from '../../shared/checks/due-check-store.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import type { LogFields } from '../../shared/kernel/log.ts';
import type { Notification } from '../../shared/notifications/notification.ts';
import '../to-be-problem.ts';
import { officer } from './http/support/api.ts';
import {
  AUDITOR,
  type Checking,
  coded,
  FINANCE,
  newFirm,
  newReference,
  startChecking,
} from './http/support/checking.ts';

let api: Checking;
beforeAll(async () => {
  api = await startChecking();
});
afterAll(() => api?.stop());

const CREDIT_OFFICE = officer('credit-office', 'a', 'credit-office');

/** A run of the schedule at a time; what it told, and what it logged. */
const run = async (at: string, breaks?: 'notifications' | 'flag') => {
  const told: Notification[] = [];
  const logged: LogFields[] = [];
  const note = (_: string, fields: LogFields) => void logged.push(fields);
  api.setTime(at);
  const due = dueChecks(api.stores.derived);
  const fail = async () => Promise.reject(new Error('broken off'));
  const handler = flagChecks({
    due: breaks === 'flag' ? { ...due, flag: fail } : due,
    files: checkFiles(api.stores.derived),
    notifications: { send: breaks === 'notifications' ? fail : async (notices) => void told.push(...notices) },
    idOf: digestId,
    now: api.now,
    log: { info: note, warn: note, error: note },
  });
  await handler().catch((error: Error) => logged.push({ failed: error.message }));
  return { told, logged };
};

const flagged = async (who = AUDITOR, query: Record<string, string> = {}) =>
  api.call('list-flagged-checks', { who, query: { flagged: 'true', ...query } });
const flaggedIds = async () => (await flagged()).body.checks.map(({ id }: { id: string }) => id);

const checkedOn = async (at: string, bound = true) => {
  api.setTime(at);
  const firm = newFirm();
  if (bound) await api.town.inForce(firm);
  const reference = newReference();
  const { body } = await api.check([coded(firm)], { reference });
  return { id: body.id as string, firm, reference, measure: body.answers[0].measures[0]?.id as string };
};
const answer = (id: string, measure: string) =>
  api.outcome(id, { decisionDocument: '决1号', outcomes: [{ measure, outcome: 'applied', document: '决1号' }] });

describe('a check without an outcome', () => {
  it('is flagged once, from the thirty-first day on; the credit office hears of it, and auditors find it', async () => {
    const { id } = await checkedOn('2026-11-10T02:00:00.000Z');
    expect((await run('2026-12-10T15:59:59.000Z')).told).toEqual([]);
    expect(await flaggedIds()).toEqual([]);
    const { told, logged } = await run('2026-12-10T22:30:00.000Z');
    expect(told).toEqual([
      {
        id: expect.any(String),
        recipient: 'credit-office',
        type: 'check.outcome-overdue',
        about: id,
        version: 1,
        kind: 'procurement-qualification',
        department: 'finance',
        at: '2026-12-10T22:30:00.000Z',
      },
    ]);
    expect(logged).toEqual([{ checks: 1 }]);
    expect((await run('2026-12-11T22:30:00.000Z')).told).toEqual([]);
    const { body } = await flagged();
    expect(body.checks).toEqual([
      expect.objectContaining({
        id,
        department: 'finance',
        dueOn: '2026-12-10',
        flaggedAt: '2026-12-10T22:30:00.000Z',
      }),
    ]);
    expect((await flagged(CREDIT_OFFICE)).body).toEqual(body);
    expect((await api.read(id)).body).toMatchObject({ state: 'overdue', flaggedAt: '2026-12-10T22:30:00.000Z' });
  });

  it('that comes late is answered, listed no more, and was flagged all the same', async () => {
    const { id, measure } = await checkedOn('2026-11-10T02:00:00.000Z');
    await run('2027-01-20T22:30:00.000Z');
    expect(await flaggedIds()).toContain(id);
    expect((await answer(id, measure)).body).toMatchObject({
      state: 'answered',
      flaggedAt: '2027-01-20T22:30:00.000Z',
    });
    expect(await flaggedIds()).not.toContain(id);
    expect((await run('2027-01-21T22:30:00.000Z')).told).toEqual([]);
  });

  it('is not put off by asking again', async () => {
    const { id, firm, reference } = await checkedOn('2026-11-10T02:00:00.000Z');
    api.setTime('2026-12-09T02:00:00.000Z');
    expect((await api.check([coded(firm)], { reference })).status).toBe(201);
    expect((await api.read(id)).body.dueOn).toBe('2026-12-10');
    expect((await run('2026-12-11T22:30:00.000Z')).told.map(({ about }) => about)).toContain(id);
    api.setTime('2026-12-12T02:00:00.000Z');
    await api.check([coded(firm)], { reference });
    expect(await flaggedIds()).toContain(id);
  });

  it('where nothing bound, or all was answered for in time, is none', async () => {
    const negative = await checkedOn('2026-11-10T02:00:00.000Z', false);
    const { id, measure } = await checkedOn('2026-11-10T02:00:00.000Z');
    await answer(id, measure);
    const about = (await run('2027-06-01T22:30:00.000Z')).told.map((notice) => notice.about);
    expect(about).not.toContain(negative.id);
    expect(about).not.toContain(id);
  });

  it('is told of under one id, and flagged in the end, though a run is broken off', async () => {
    const { id } = await checkedOn('2026-11-10T02:00:00.000Z');
    expect((await run('2026-12-11T22:30:00.000Z', 'notifications')).logged).toEqual([{ failed: 'broken off' }]);
    expect(await flaggedIds()).not.toContain(id);
    const [first] = (await run('2026-12-12T22:30:00.000Z', 'flag')).told;
    const [second] = (await run('2026-12-13T22:30:00.000Z')).told;
    expect([first?.about, second?.id]).toEqual([id, first?.id]);
    expect(await flaggedIds()).toContain(id);
  });
});

describe('the list of what is flagged', () => {
  it('is read page by page, longest due first', async () => {
    const ids: string[] = [];
    for (let serial = 0; serial < 9; serial += 1) ids.push((await checkedOn(`2026-11-2${serial}T02:00:00.000Z`)).id);
    await run('2027-03-01T22:30:00.000Z');
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const { body, headers } = await flagged(AUDITOR, { limit: '4', ...(cursor && { cursor }) });
      found.push(...body.checks.map(({ id }: { id: string }) => id));
      const link = /<\/checks\?([^>]+)>; rel="next"/.exec(headers['link'] ?? '')?.[1];
      const next = new URLSearchParams(link);
      if (link !== undefined) expect(next.get('flagged')).toBe('true');
      cursor = next.get('cursor') ?? undefined;
    } while (cursor);
    expect(found.filter((id) => ids.includes(id))).toEqual(ids);
    expect(new Set(found).size).toBe(found.length);
  });

  it('is the auditors’ and the credit office’s, and asked for as it is described', async () => {
    expect(await flagged(FINANCE)).toBeProblem(403, 'role-required');
    expect(await api.call('list-flagged-checks', { who: AUDITOR })).toBeProblem(422, 'missing-field', '/flagged');
    expect(await flagged(AUDITOR, { flagged: 'false' })).toBeProblem(422, 'invalid-value', '/flagged');
    expect(await flagged(AUDITOR, { cursor: 'x' })).toBeProblem(400, 'invalid-cursor');
    expect(await flagged(AUDITOR, { limit: '0' })).toBeProblem(422, 'invalid-value', '/limit');
  });
});
