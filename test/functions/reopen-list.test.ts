import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import '../to-be-problem.ts';
import { officer } from './http/support/api.ts';
import { BASIS } from './http/support/joint-town.ts';
import { ending, type LedgerTown, ledgerTown } from './support/ledger-town.ts';

let ledger: LedgerTown;
beforeAll(async () => {
  ledger = await ledgerTown();
});
afterAll(() => ledger?.api.stop());
beforeEach(() => {
  ledger.setTime('2026-11-12T02:00:00.000Z');
  ledger.setDown(false);
});

const FINANCE = officer('finance', 'checker', 'implementer');
const OFFICE = officer('credit-office', 'clerk', 'credit-office');

const list = async (who = FINANCE, query: Record<string, string> = {}) => {
  const { body } = await ledger.api.call('list-decisions-to-reopen', { who, query });
  return body.decisions as readonly Record<string, unknown>[];
};
const listed = async (check: string) => (await list()).find((one) => one['check'] === check);
const answer = (id: unknown, body: object, who = FINANCE) =>
  ledger.api.call('answer-decision-to-reopen', { id: String(id), who, body });
const told = (type: string) => ledger.sent.filter((one) => one.type === type);

describe('a decision that applied a measure which was revoked since', () => {
  it('is listed to the department that took it, which is told once, whatever comes twice or out of order', async () => {
    const { task, check, measure } = await ledger.checked();
    expect((await ledger.outcome(check, measure, 'applied')).status).toBe(200);
    await ledger.end(task, ending('revoke'));
    await ledger.settle();
    await ledger.town.work([...ledger.town.queue.sent].reverse().filter(({ type }) => type === 'tell-end'));
    await ledger.deliver();
    expect(await listed(check)).toMatchObject({
      department: 'finance',
      decisionType: 'procurement-qualification',
      measure: { id: measure, code: task.measure },
      documentNumber: task.decisionDocument,
      because: { verb: 'revoke', document: '撤1号', reason: '原认定错误' },
      due: '2026-11-26',
      decided: { document: '决1号' },
    });
    const { id } = (await listed(check)) ?? {};
    const notices = told('check.reopen').filter(({ about }) => about === id);
    expect(new Set(notices.map((one) => one.id)).size).toBe(1);
    expect(notices[0]).toMatchObject({ recipient: 'finance', due: '2026-11-26', kind: 'procurement-qualification' });
    const { body } = await ledger.api.call('list-notifications', { who: FINANCE });
    const seen = body.notifications.filter((one: { subject: string }) => one.subject === id);
    expect(seen).toHaveLength(1);
  });

  it('is closed by what the department came to, once, and by nobody else', async () => {
    const { task, check, measure } = await ledger.checked();
    await ledger.outcome(check, measure, 'applied');
    await ledger.end(task, ending('revoke'));
    await ledger.settle();
    const { id } = (await listed(check)) ?? {};
    const said = { result: 'reopened', reason: '已撤销原决定', document: '更1号' };
    expect(await answer(id, said, officer('education', 'x', 'implementer'))).toBeProblem(404, 'not-found');
    expect(await answer(id, { ...said, reason: '本人 21029919900101001X' })).toBeProblem(
      422,
      'identity-number-in-text',
    );
    expect((await answer(id, said)).status).toBe(200);
    expect((await answer(id, said)).status).toBe(200);
    expect(await answer(id, { ...said, result: 'maintained' })).toBeProblem(409, 'outcome-given');
    expect(await listed(check)).toBeUndefined();
    await ledger.town.work(ledger.town.queue.sent.filter(({ type }) => type === 'tell-end'));
    expect(await listed(check)).toBeUndefined();
  });

  it('comes back to the department before it is due, when it is over, and in the end to the credit office: once each', async () => {
    const { task, check, measure } = await ledger.checked();
    await ledger.outcome(check, measure, 'applied');
    await ledger.end(task, ending('revoke'));
    await ledger.settle();
    const { id } = (await listed(check)) ?? {};
    const said = () => ledger.sent.filter(({ about, clock }) => about === id && clock === 'answer-reopen');
    const runOn = async (day: string) => {
      ledger.setTime(`${day}T02:00:00.000Z`);
      await ledger.runClocks();
      await ledger.runClocks();
      return said().map(({ type, recipient }) => `${type} ${recipient}`);
    };
    expect(await runOn('2026-11-24')).toEqual([]);
    expect(await runOn('2026-11-25')).toEqual(['clock.reminder finance']);
    expect(await runOn('2026-11-27')).toEqual(['clock.reminder finance', 'clock.overdue finance']);
    expect(await runOn('2026-12-15')).toEqual([
      'clock.reminder finance',
      'clock.overdue finance',
      'clock.escalated credit-office',
    ]);
    expect(said().at(-1)).toMatchObject({ department: 'finance', due: '2026-11-26' });
    expect((await list(OFFICE, { department: 'finance' })).map((one) => one['id'])).toContain(id);
  });

  it('is not asked after any more once it is answered', async () => {
    const { task, check, measure } = await ledger.checked();
    await ledger.outcome(check, measure, 'applied');
    await ledger.end(task, ending('revoke'));
    await ledger.settle();
    const { id } = (await listed(check)) ?? {};
    await answer(id, { result: 'maintained', reason: '不以该措施为据' });
    ledger.setTime('2026-12-15T02:00:00.000Z');
    await ledger.runClocks();
    expect(ledger.sent.filter(({ about, clock }) => about === id && clock === 'answer-reopen')).toEqual([]);
  });
});

describe('a decision is not listed', () => {
  it.each(['lift', 'repair', 'expire'] as const)('when its measure ended by %s', async (verb) => {
    const { task, check, measure } = await ledger.checked();
    await ledger.outcome(check, measure, 'applied');
    await ledger.end(task, ending(verb));
    await ledger.settle();
    expect(await listed(check)).toBeUndefined();
  });

  it('when the measure was declined in it', async () => {
    const { task, check, measure } = await ledger.checked();
    await ledger.outcome(check, measure, 'declined');
    await ledger.end(task, ending('revoke'));
    await ledger.settle();
    expect(await listed(check)).toBeUndefined();
  });

  it('to other departments, nor to those who only ask', async () => {
    expect(await list(officer('education', 'x', 'implementer'))).toEqual([]);
    const education = officer('education', 'x', 'implementer');
    const asked = await ledger.api.call('list-decisions-to-reopen', {
      who: education,
      query: { department: 'finance' },
    });
    expect(asked).toBeProblem(403, 'role-required');
    expect(await ledger.api.call('list-decisions-to-reopen', { who: FINANCE, query: { cursor: 'x' } })).toBeProblem(
      400,
      'invalid-cursor',
    );
  });
});

describe('a decision whose outcome is not given when its measure is revoked', () => {
  it('is listed as undecided, and closed if the measure has no part in it', async () => {
    const { task, check, measure } = await ledger.checked();
    await ledger.end(task, ending('revoke'));
    await ledger.settle();
    expect((await listed(check))?.['decided']).toBeUndefined();
    await ledger.outcome(check, measure, 'declined');
    expect(await listed(check)).toBeUndefined();
    ledger.setTime('2026-12-15T02:00:00.000Z');
    await ledger.runClocks();
    expect(ledger.sent.filter(({ clock, kind }) => clock === 'answer-reopen' && kind === check)).toEqual([]);
  });

  it('stays listed with its number if the measure was applied after all', async () => {
    const { task, check, measure } = await ledger.checked();
    await ledger.end(task, ending('revoke'));
    await ledger.settle();
    await ledger.outcome(check, measure, 'applied');
    expect((await listed(check))?.['decided']).toEqual({
      decisionDocument: `决${check.slice(0, 4)}号`,
      document: '决1号',
    });
  });
});

describe('a measure whose basis was repealed', () => {
  const basis = (inForceUntil: string) => ({ id: 'b', version: 2, code: BASIS, inForceUntil });

  it('brings up what was decided after the article had ended, and nothing before', async () => {
    const [before, after] = [await ledger.checked(), await ledger.checked()];
    for (const { check, measure } of [before, after]) await ledger.outcome(check, measure, 'applied');
    // Checks are asked on 12 November: for one the article ended before that, for the other after.
    ledger.town.bases.set(BASIS, basis('2026-11-12'));
    await ledger.end(after.task, ending('repeal'));
    await ledger.settle();
    ledger.town.bases.set(BASIS, basis('2026-11-13'));
    await ledger.end(before.task, ending('repeal'));
    await ledger.settle();
    expect(await listed(after.check)).toMatchObject({ because: { verb: 'repeal', from: '2026-11-12' } });
    expect(await listed(before.check)).toBeUndefined();
  });
});

describe('a measure that ends while a check answers it', () => {
  it('is brought up though the ledger was read before the check was noted in it', async () => {
    const { task, check, measure } = await ledger.checked();
    await ledger.outcome(check, measure, 'applied');
    const [noted] = await ledger.told.of(task.id);
    expect(noted).toMatchObject({ recipient: 'finance', channel: 'check', purpose: check, version: 3 });
    await ledger.end(task, ending('revoke'));
    await ledger.town.relayAll();
    // The machinery had looked at the ledger before: its message is gone.
    ledger.town.queue.stir(() => []);
    expect(await listed(check)).toBeUndefined();
    await ledger.noteAgain({ task, check });
    await ledger.settle();
    expect(await listed(check)).toBeDefined();
  });
});
