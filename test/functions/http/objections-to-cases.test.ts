import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { knownHeads } from '../../../shared/checks/known-heads-store.ts';
import { standings } from '../../../shared/checks/standing.ts';
import { namedSubject } from '../../../shared/subjects/named-subject.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import '../../to-be-problem.ts';
import { day, itemOf, jointOf, UNTIL } from '../../shared/tasks/tasks.ts';
import { officer } from './support/api.ts';
import { BASIS, CHECKER, DECISION, jointTown, MEASURE } from './support/joint-town.ts';
import { COURT, type ObjectionTown, OFFICE, objectionTown } from './support/objecting.ts';

const INITIATOR = officer('human-resources', 'c', 'initiator');
const DECIDER = officer('human-resources', 'b', 'initiator');

let place: ObjectionTown;
let write: ReturnType<typeof jointTown>;
beforeAll(async () => {
  place = await objectionTown();
  write = jointTown(place.town.client);
  await write.open();
});
afterAll(() => place?.api.stop());

/** A measure in force on the firm, and its case. */
const inForce = async (): Promise<{ readonly joint: JointCase; readonly task: Task }> => {
  const id = await place.posted();
  const record = await place.api.stores.records.find(id);
  if (record === undefined) throw new Error('no record');
  const measures = [{ measure: MEASURE, basis: BASIS, from: day('2026-11-09'), until: UNTIL }];
  const { decision } = jointOf();
  const made = await write.inForce(
    namedSubject(record.image.subject),
    {},
    { plan: [itemOf(MEASURE, CHECKER)], ...(decision && { decision: { ...decision, measures } }) },
  );
  await place.town.settle();
  return made;
};

const filed = (joint: JointCase, more: object = {}) => place.filed(joint.id, more, 'case');
const caseOf = async (id: string) => (await place.api.call('get-case', { who: OFFICE, id })).body;
const taskOf = async ({ id }: Task) => (await place.town.tasks.find(id))?.image;

/** Whether the measure binds a decision of this day, as a check reads it. */
const binds = async ({ id, subject }: Task, today: string): Promise<boolean> => {
  const question = { decisionType: DECISION, department: CHECKER, today: day(today) };
  const found = await standings(knownHeads(place.api.stores.register), [subject.key], question);
  return found.get(subject.key)?.measures.some(({ task }) => task.id === id) ?? false;
};

describe('an objection to a joint case', () => {
  it('marks the case at once and is decided by another officer than who proposed or decided it', async () => {
    const { joint, task } = await inForce();
    const found = await filed(joint);
    expect(found).toMatchObject({ department: { code: 'human-resources' }, target: { type: 'case' } });
    expect(await caseOf(joint.id)).toMatchObject({
      state: 'dispatched',
      objection: { id: found.id, decideBy: '2026-11-19', suspendsFrom: '2026-11-20' },
    });
    expect(await binds(task, '2026-11-19')).toBe(true);
    // Who applies its measure sees that it is objected to.
    const implementing = officer(CHECKER, 'a', 'implementer');
    const own = await place.api.call('get-task', { who: implementing, id: task.id });
    expect(own.body).toMatchObject({ id: task.id, objectedOn: '2026-11-10' });
    const ofCase = await place.api.call('list-case-tasks', { who: OFFICE, id: joint.id });
    expect(ofCase.body.tasks).toMatchObject([{ objectedOn: '2026-11-10' }]);
    const maintain = { outcome: 'maintain', reason: '事实清楚' };
    expect(await place.decide(found, maintain, DECIDER)).toBeProblem(403, 'same-officer');
    expect(await place.decide(found, maintain, officer('human-resources', 'a', 'initiator'))).toBeProblem(
      403,
      'same-officer',
    );
    expect(await place.decide(found, maintain, officer('human-resources', 'c'))).toBeProblem(403, 'role-required');
    expect((await place.decide(found, maintain, INITIATOR)).status).toBe(200);
    await place.town.settle();
    const joined = await caseOf(joint.id);
    expect(joined.state).toBe('dispatched');
    expect(joined.objection).toBeUndefined();
    expect((await place.api.call('get-task', { who: implementing, id: task.id })).body.objectedOn).toBeUndefined();
    expect(await place.file({ type: 'case', id: joint.id }, {}, {})).toMatchObject({ status: 201 });
  });

  it('that is deleted revokes the case, and its measures are lifted', async () => {
    const { joint, task } = await inForce();
    const found = await filed(joint);
    expect((await place.decide(found, { outcome: 'delete' }, INITIATOR)).status).toBe(200);
    await place.town.settle();
    expect(await caseOf(joint.id)).toMatchObject({
      state: 'ended',
      end: { verb: 'revoke', officer: INITIATOR.officer, department: 'human-resources' },
    });
    expect(await taskOf(task)).toMatchObject({ state: 'lifting', lift: { verb: 'revoke' } });
    expect(await binds(task, '2026-11-10')).toBe(false);
  });

  it('that is corrected revokes the measures that are named and leaves the rest', async () => {
    const { joint, task } = await inForce();
    const found = await filed(joint);
    const correct = (measures?: readonly string[]) =>
      place.decide(found, { outcome: 'correct', ...(measures && { measures }) }, INITIATOR);
    expect(await correct()).toBeProblem(422, 'missing-field', '/measures');
    expect(await correct(['no-such-measure'])).toBeProblem(422, 'measure-not-decided', '/measures/0');
    const other = { outcome: 'supplement', supplement: '说明' };
    expect(await place.decide(found, other, INITIATOR)).toBeProblem(422, 'outcome-not-fitting', '/outcome');
    const [first] = joint.decision?.measures ?? [];
    expect((await correct([first?.measure ?? ''])).status).toBe(200);
    await place.town.settle();
    const joined = await caseOf(joint.id);
    expect(joined.endedMeasures).toMatchObject([{ measure: first?.measure, verb: 'revoke' }]);
    expect(joined).toMatchObject({ state: 'dispatched' });
    expect(joined.objection).toBeUndefined();
    expect(task.measure).toBe(MEASURE);
  });

  it('that is only proposed is answered by a statement instead', async () => {
    const { joint } = await inForce();
    const { decision: _, ...proposed } = joint;
    await write.case({ ...proposed, state: 'proposed' });
    expect(await place.file({ type: 'case', id: joint.id })).toBeProblem(409, 'state-forbids', '/target/id');
  });

  it('falls away when the case ends meanwhile', async () => {
    const { joint } = await inForce();
    const found = await filed(joint);
    const end = { verb: 'lift', document: '人社解〔2026〕1号', decidedOn: '2026-11-10', reason: '义务已经履行' };
    const ended = await place.change('end-case', joint.id, joint.version + 1, end, { who: INITIATOR });
    expect(ended.status, JSON.stringify(ended.body)).toBe(200);
    await place.town.settle();
    expect((await place.objection(found.id)).state).toBe('moot');
    expect(place.town.errors).toEqual([]);
  });
});

describe('an objection to a case that is left undecided', () => {
  it('binds nobody from the day after, though no sweep has come; the sweep tells the departments', async () => {
    const { joint, task } = await inForce();
    const found = await filed(joint);
    expect(await binds(task, '2026-11-20')).toBe(false);
    place.setTime('2026-11-19T16:30:00.000Z');
    await place.town.nightly();
    await place.town.settle();
    expect(await caseOf(joint.id)).toMatchObject({
      state: 'suspended',
      suspension: { objection: found.id, department: 'credit-office', from: 'dispatched' },
    });
    expect((await taskOf(task))?.suspension).toBeDefined();
    expect(place.told(task.id, CHECKER)).toContain('task.suspended');
    const version = (await caseOf(joint.id)).version;
    await place.town.nightly();
    await place.town.settle();
    expect((await caseOf(joint.id)).version).toBe(version);

    const order = { document: '另一文书', reason: '恢复' };
    expect(await place.change('resume-case', joint.id, version, order, { who: COURT })).toBeProblem(
      409,
      'objection-open',
    );
    const decided = await place.decide(found, { outcome: 'maintain', decidedOn: '2026-11-20' }, INITIATOR);
    expect(decided.status).toBe(200);
    await place.town.settle();
    const joined = await caseOf(joint.id);
    expect(joined.state).toBe('dispatched');
    expect(joined.objection ?? joined.suspension).toBeUndefined();
    expect((await taskOf(task))?.suspension).toBeUndefined();
    expect(await binds(task, '2026-11-20')).toBe(true);
    await place.town.nightly();
    await place.town.settle();
    expect((await caseOf(joint.id)).state).toBe('dispatched');
    place.setTime('2026-11-10T02:00:00.000Z');
  });

  it('leaves a court’s suspension alone; what the court resumes stands still again for the objection', async () => {
    const { joint, task } = await inForce();
    const found = await filed(joint);
    place.setTime('2026-11-19T16:30:00.000Z');
    const order = { document: '（2026）辽0283行保2号', reason: '诉讼期间停止执行' };
    const suspended = await place.change('suspend-case', joint.id, joint.version + 1, order, { who: COURT });
    expect(suspended.status, JSON.stringify(suspended.body)).toBe(200);
    await place.town.nightly();
    await place.town.settle();
    expect(await caseOf(joint.id)).toMatchObject({ suspension: { document: order.document } });
    await place.change('resume-case', joint.id, joint.version + 2, order, { who: COURT });
    expect(await binds(task, '2026-11-20')).toBe(false);
    await place.town.settle();
    expect(await caseOf(joint.id)).toMatchObject({ state: 'suspended', suspension: { objection: found.id } });
    // A court may stop for itself what stands still for an objection.
    const version = (await caseOf(joint.id)).version;
    await place.change('suspend-case', joint.id, version, order, { who: COURT });
    await place.decide(found, { outcome: 'maintain', decidedOn: '2026-11-20' }, INITIATOR);
    await place.town.settle();
    expect(await caseOf(joint.id)).toMatchObject({ state: 'suspended', suspension: { document: order.document } });
    place.setTime('2026-11-10T02:00:00.000Z');
  });

  it('is worked off by messages in any order, twice', async () => {
    const { joint } = await inForce();
    const found = await filed(joint);
    await place.decide(found, { outcome: 'maintain' }, INITIATOR);
    await place.town.settle();
    const sent = place.town.queue.sent.filter(
      ({ type, ...work }) => type === 'follow-objections' && 'id' in work && work.id === joint.id,
    );
    const before = await place.api.stored();
    await place.town.work([...sent.toReversed(), ...sent]);
    expect(await place.api.stored()).toEqual(before);
  });
});
