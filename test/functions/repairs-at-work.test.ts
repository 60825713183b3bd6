import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CASE_TRANSITIONS, nextCase } from '../../shared/cases/case-transitions.ts';
import { leftBehind, NO_GROUNDS } from '../../shared/cases/grounds.ts';
import type { JointCase } from '../../shared/cases/joint-case.ts';
import { clockStore } from '../../shared/clocks/clock-store.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { beijingDate } from '../../shared/kernel/beijing-time.ts';
import { deliveredStore } from '../../shared/notifications/delivered-store.ts';
import { derivedItems } from '../../shared/rederive/derived-items-store.ts';
import { rederive } from '../../shared/rederive/rederive.ts';
import { registerPages } from '../../shared/rederive/register-pages-store.ts';
import { repairRederiver } from '../../shared/rederive/repairs.ts';
import { anyHeadStore } from '../../shared/retention/any-head-store.ts';
import { archived } from '../../shared/retention/put-away.ts';
import { jointCountStore } from '../../shared/statistics/joint-count-store.ts';
import { COMPANY } from '../builders/submissions.ts';
import { names } from '../engines.ts';
import '../to-be-problem.ts';
import { type Api, REPORTER, startApi } from './http/support/api.ts';
import { application, DECIDER, grant, OFFICE, posted, repairing } from './http/support/repairs.ts';
import { account, mandateOf } from './http/support/subject-side.ts';
import { newBases, officers, planOf, servedCase } from './support/case-builders.ts';
import { type CaseTown, caseTown } from './support/case-town.ts';

const OWNER = account('owner');
const NOW = '2026-11-10T02:00:00.000Z';
const SUBJECT = `ORG#${COMPANY.unifiedSocialCreditCode}`;

let api: Api;
let town: CaseTown;
let steps: ReturnType<typeof repairing>;
let mandate: string;
const setTime = (time: string) => {
  api.setTime(time);
  town.setTime(time);
};
beforeAll(async () => {
  api = await startApi();
  town = await caseTown(api.engines);
  town.setTime(NOW);
  steps = repairing(api);
  mandate = await mandateOf(api, OWNER, { receipt: '办理-1' });
});
beforeEach(() => setTime(NOW));
afterAll(() => api?.stop());

const recordNow = async (id: string) => {
  const found = await api.stores.records.find(id);
  if (found === undefined) throw new Error(`no record ${id}`);
  return found.image;
};

const accepted = async (target: string | { readonly type: 'record' | 'case'; readonly id: string }) => {
  const named = typeof target === 'string' ? { type: 'record', id: target } : target;
  const reply = await steps.apply(OWNER, mandate, application(named.id, { target: named }));
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return (await steps.accept(reply.body)).body;
};

/** A case on the company that rests on a record, with a plan of two departments. */
const dispatchedOn = async (documentNumber: string, records: readonly string[] = []): Promise<JointCase> => {
  newBases();
  const base = servedCase();
  const joint = servedCase(undefined, {
    subject: { ...base.subject, key: SUBJECT },
    act: { ...base.act, documentNumber, records },
  });
  await town.cases.add(joint, { documentNumber });
  const act = officers(town.cases, town.now);
  const dispatched = await act.dispatch(joint, planOf(town.now(), ['finance', 'education']));
  await town.settle();
  return dispatched;
};

const recordsOf = (type: string, about: string) =>
  town.notified.filter((one) => one.type === type && one.about === about).map(({ recipient }) => recipient);

describe('a granted repair', () => {
  it('ends the record, tells everyone who was told of it, and lifts the measures of the cases that rest on it', async () => {
    const id = await posted(api);
    const record = await recordNow(id);
    const onAct = await dispatchedOn(record.documentNumber);
    const proven = await dispatchedOn('另案1号', [id]);
    const other = await dispatchedOn('另案2号');
    const repair = await accepted(id);
    await town.settle();
    expect((await recordNow(id)).state).toBe('active');
    const granted = (await steps.decide(repair)).body;
    await town.settle();
    const ended = await recordNow(id);
    expect(ended).toMatchObject({
      state: 'ended',
      end: { verb: 'repair', document: '庄市监修〔2026〕1号', confirmedBy: DECIDER.officer },
    });
    const told = record.told?.recipients ?? [];
    expect(told.length).toBeGreaterThan(0);
    expect(recordsOf('record.ended', id).toSorted()).toEqual([...told].toSorted());
    for (const joint of [onAct, proven]) {
      expect((await town.cases.find(joint.id))?.image).toMatchObject({ state: 'ended', end: { verb: 'repair' } });
    }
    expect((await town.cases.find(other.id))?.image.state).toBe('dispatched');
    const tasks = await town.tasksOf(onAct, proven);
    expect(tasks.length).toBeGreaterThan(0);
    for (const task of tasks) expect(['withdrawn', 'lifting', 'lifted', 'informed']).toContain(task.state);
    expect(tasks.filter(({ lift }) => lift?.verb === 'repair').length).toBeGreaterThan(0);
    expect(recordsOf('repair.decided', granted.id)).toEqual(['credit-office']);
    // Every message again, in any order: nothing more happens.
    const version = ended.version;
    const heard = town.notified.length;
    await town.work([...town.queue.sent].toReversed());
    await town.settle();
    expect((await recordNow(id)).version).toBe(version);
    expect(town.notified.slice(heard).filter(({ type }) => type.startsWith('record.'))).toEqual([]);
    expect(town.errors).toEqual([]);
  });

  it('of a joint case ends the case; the record of another act stays', async () => {
    const id = await posted(api);
    const joint = await dispatchedOn('独立案1号');
    setTime('2027-12-01T02:00:00.000Z');
    const own = await mandateOf(api, OWNER, { receipt: '办理-2', until: '2028-06-01' });
    const target = { type: 'case', id: joint.id };
    const reply = await steps.apply(
      OWNER,
      own,
      application(joint.id, { target, commitment: { ...application('').commitment, madeOn: '2027-11-30' } }),
    );
    expect(reply.body).toMatchObject({ state: 'applied', department: { code: joint.department }, target });
    const human = { department: joint.department, officer: 'other', roles: 'initiator' };
    const repair = (await steps.accept(reply.body, human)).body;
    const decision = grant({ decidedOn: '2027-12-01' });
    const author = { ...human, officer: joint.decision?.officer ?? '' };
    expect(await steps.decide(repair, decision, author)).toBeProblem(403, 'same-officer');
    expect((await steps.decide(repair, decision, human)).body.state).toBe('granted');
    await town.settle();
    expect((await town.cases.find(joint.id))?.image).toMatchObject({ state: 'ended', end: { verb: 'repair' } });
    expect((await recordNow(id)).state).toBe('active');
  });

  it('of a record that was withdrawn at the same moment leaves the first end, and closes nothing twice', async () => {
    const id = await posted(api);
    const repair = await accepted(id);
    await steps.decide(repair);
    const withdrawal = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '事实不清' };
    await api.call('propose-withdrawal', { id, headers: { 'if-match': '"1"' }, body: withdrawal });
    await api.call('confirm-withdrawal', {
      who: DECIDER,
      id,
      headers: { 'if-match': '"2"' },
      body: { confirmed: true },
    });
    await town.settle();
    expect(await recordNow(id)).toMatchObject({ state: 'ended', version: 3, end: { verb: 'revoke' } });
    expect((await api.call('get-repair', { who: OFFICE, id: repair.id })).body.state).toBe('granted');
  });
});

describe('an application whose record ends otherwise', () => {
  it('is moot: its authority owes nothing more, and may decide nothing', async () => {
    const id = await posted(api);
    const repair = await accepted(id);
    const withdrawal = {
      verb: 'withdraw',
      document: '庄市监撤〔2026〕2号',
      decidedOn: '2026-11-09',
      reason: '录入有误',
    };
    await api.call('propose-withdrawal', { id, headers: { 'if-match': '"1"' }, body: withdrawal });
    await api.call('confirm-withdrawal', {
      who: DECIDER,
      id,
      headers: { 'if-match': '"2"' },
      body: { confirmed: true },
    });
    // The end has not been followed yet: even so nothing is decided on it.
    expect(await steps.decide(repair)).toBeProblem(409, 'nothing-to-repair');
    await town.settle();
    const closed = (await api.call('get-repair', { who: OFFICE, id: repair.id })).body;
    expect(closed).toMatchObject({ state: 'moot', version: 3 });
    expect(closed.clocks.map(({ name }: { name: string }) => name)).toEqual(['accept-repair']);
    expect(recordsOf('repair.closed', repair.id)).toEqual(['market-regulation']);
    expect(await steps.decide(closed)).toBeProblem(409, 'state-forbids');
  });

  it('while it was on its way is closed too', async () => {
    const id = await posted(api);
    const reply = await steps.apply(OWNER, mandate, application(id));
    // The message of the record's end was there before the application was.
    const record = await recordNow(id);
    const by = { department: 'market-regulation', officer: 'x', at: town.now() };
    const end = {
      verb: 'withdraw',
      document: 'x',
      decidedOn: record.decisionDate,
      reason: 'x',
      proposedBy: 'x',
    } as const;
    const found = await api.stores.records.find(id);
    if (found === undefined) throw new Error('no record');
    const change = { action: 'end', ...by } as const;
    const ended = { ...end, proposedAt: by.at, confirmedBy: 'x', endedAt: by.at };
    await api.stores.records.change(found, { ...record, version: 2, state: 'ended', end: ended, change }, ['active']);
    const { repairs } = town.deps;
    const repair = await repairs.find(reply.body.id);
    const key = { pk: SUBJECT, sk: '' };
    expect(repair?.image.target.key.pk).toBe(key.pk);
    await town.settle();
    expect((await repairs.find(reply.body.id))?.image.state).toBe('moot');
  });
});

describe('an application whose record is put away', () => {
  it('is moot: its term of retention is over, and there is nothing to decide any more', async () => {
    const id = await posted(api);
    const repair = await accepted(id);
    await town.settle();
    const heads = anyHeadStore({ client: town.client, table: names.registerTable });
    const head = await heads.find(id);
    if (head === undefined) throw new Error('no head');
    const by = { department: 'credit-office', officer: 'system', at: town.now() };
    const term = { on: beijingDate(by.at), reason: '保存期限届满' };
    expect(await heads.putAway(head, archived({ ...head, of: 'record', told: [] }, term, by))).toBe(true);
    expect(await steps.decide(repair)).toBeProblem(409, 'nothing-to-repair');
    await town.settle();
    expect((await api.call('get-repair', { who: OFFICE, id: repair.id })).body.state).toBe('moot');
    expect(town.errors).toEqual([]);
  });
});

describe('a lost stream', () => {
  it('is made good: what was granted is ended, what is owed runs, who decides is told', async () => {
    const id = await posted(api);
    const repair = await accepted(id);
    const waiting = await accepted(await posted(api));
    await town.settle();
    const granted = (await steps.decide(repair)).body;
    // All that was written since is lost.
    const other = await caseTown(api.engines);
    other.setTime(NOW);
    const [register, derived] = [names.registerTable, names.derivedTable].map((table) => ({
      client: other.client,
      table,
    }));
    if (register === undefined || derived === undefined) throw new Error('two tables');
    const rederiver = repairRederiver({
      ends: other.deps.ends,
      notifications: other.deps.notifications,
      caseWork: other.queue,
      jointCounts: jointCountStore(derived),
      clocks: clockStore(derived),
      delivered: deliveredStore(derived),
      derivedItems: derivedItems(derived),
      idOf: digestId,
      repairs: other.deps.repairs,
      records: other.deps.records,
      cases: other.cases,
    });
    const run = () => rederive(registerPages(register), [rederiver], { dryRun: false, segments: 2 });
    const { missing, unreadable } = await run();
    expect(unreadable).toEqual([]);
    expect(missing.work).toBe(1);
    expect(other.notified.map(({ about, type }) => [about, type])).toContainEqual([granted.id, 'repair.decided']);
    await other.settle();
    expect((await recordNow(id)).state).toBe('ended');
    expect((await run()).missing.work).toBe(0);
    expect((await other.deps.repairs.find(waiting.id))?.image.state).toBe('accepted');
  });

  it('leaves no case behind its record', async () => {
    const id = await posted(api);
    const record = await recordNow(id);
    const joint = await dispatchedOn(record.documentNumber);
    const ended = { ...record, state: 'ended', end: { verb: 'repair' } } as unknown as typeof record;
    expect(leftBehind(await town.cases.onSubject(SUBJECT), { ...NO_GROUNDS, records: [ended] })).toBe(true);
    const stored = await town.cases.find(joint.id);
    if (stored === undefined) throw new Error('no case');
    const by = { department: 'x', officer: 'x', at: town.now() };
    await town.cases.change(stored, nextCase(stored.image, CASE_TRANSITIONS.end, by, { state: 'ended' }), [
      'dispatched',
    ]);
    expect(leftBehind(await town.cases.onSubject(SUBJECT), { ...NO_GROUNDS, records: [ended] })).toBe(false);
    expect(REPORTER.department).toBe(record.department);
  });
});
