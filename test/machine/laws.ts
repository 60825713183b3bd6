import { strict as assert } from 'node:assert';
import { NO_GROUNDS } from '../../shared/cases/grounds.ts';
import type { JointCase } from '../../shared/cases/joint-case.ts';
import { isBinding } from '../../shared/checks/binding.ts';
import { beijingDate, type CalendarDate } from '../../shared/kernel/beijing-time.ts';
import { countedCase, countedTask } from '../../shared/statistics/joint-counted.ts';
import type { Task } from '../../shared/tasks/task.ts';
import { isLive } from '../../shared/tasks/transitions.ts';
import type { World } from './world.ts';

/** Every head of a history, with all its versions. */
export interface Register {
  readonly cases: readonly (readonly JointCase[])[];
  readonly tasks: readonly (readonly Task[])[];
}

const last = <Item>(items: readonly Item[]): Item => {
  const item = items.at(-1);
  if (item === undefined) throw new Error('a head without a version');
  return item;
};

const GONE: readonly Task['state'][] = ['lifting', 'lifted', 'withdrawn'];

/** A head's versions are counted without a gap, its time never goes back, and an end is an end. */
const lawfulHistory = (versions: readonly (JointCase | Task)[]): void => {
  versions.forEach((image, index) => {
    assert.equal(image.version, index + 1);
    const before = versions[index - 1];
    if (before === undefined) return;
    assert(image.change.at >= before.change.at);
    assert.notEqual(before.state, 'ended');
    assert.equal(image.id, before.id);
  });
};

const lawfulCase = (versions: readonly JointCase[]): void => {
  const { effect, notice, decision, author, plan, service, subject, responsibility } = last(versions);
  if (subject.category === 'person') assert(responsibility);
  if (plan.length > 0) assert(service);
  if (decision === undefined) return;
  // I1, I7: heard, decided by another officer, nothing longer than the listing.
  assert.notEqual(decision.officer, author);
  if (effect === 'punishment') {
    assert(notice);
    assert(decision.decidedOn > (notice?.answerBy ?? ''));
  }
  for (const { measure, until } of decision.measures) {
    assert(notice?.measures.includes(measure));
    assert(until <= decision.listedUntil);
  }
  // Terms are the first decision's for ever: a later dispatch lengthens none.
  const first = versions.find((image) => image.decision !== undefined);
  assert.deepEqual(decision, first?.decision);
};

const lawfulTask = (versions: readonly Task[], cases: ReadonlyMap<string, JointCase>): void => {
  const task = last(versions);
  const joint = cases.get(task.case.id);
  assert(joint?.plan.some((item) => item.measure === task.measure && item.department === task.department));
  assert.equal(new Set(versions.map(({ until }) => until)).size, 1);
  const gone = versions.findIndex(({ state }) => GONE.includes(state));
  if (gone >= 0) for (const { state } of versions.slice(gone)) assert(GONE.includes(state));
  const appliedAt = versions.findIndex(({ state }) => state === 'applied');
  const liftingAt = versions.findIndex(({ state }) => state === 'lifting');
  if (liftingAt >= 0) assert(appliedAt >= 0 && appliedAt < liftingAt);
};

const organisationOf = (task: Task, cases: ReadonlyMap<string, JointCase>): JointCase | undefined =>
  task.organisationCase && cases.get(task.organisationCase.id);

/** The second opinion on what binds: told from the law's words, not from the code that answers checks. */
const mayBind = (world: World, task: Task, cases: ReadonlyMap<string, JointCase>): boolean => {
  const today = world.today();
  const basis = world.town.instruments.get(task.basis);
  const inForce = (joint: JointCase | undefined) =>
    joint !== undefined && joint.state === 'dispatched' && joint.service !== undefined && joint.end === undefined;
  const joint = cases.get(task.case.id);
  const excepted = joint?.exceptions.some(
    ({ measures, from, until }) =>
      from <= today && today < until && (measures.length === 0 || measures.includes(task.measure)),
  );
  return (
    task.feedback?.outcome === 'applied' &&
    inForce(joint) &&
    (task.organisationCase === undefined || inForce(organisationOf(task, cases))) &&
    !excepted &&
    !joint?.endedMeasures.some(({ measure }) => measure === task.measure) &&
    today < task.until &&
    basis !== undefined &&
    (basis.inForceUntil === undefined || today < basis.inForceUntil)
  );
};

/** What must hold after every step, however late everything that follows is. */
export const expectLawful = (world: World, { cases, tasks }: Register): void => {
  const current = new Map(cases.map((versions) => [last(versions).id, last(versions)]));
  const acts = [...current.values()].map(({ subject, field, act }) => `${subject.key}|${field}|${act.documentNumber}`);
  assert.equal(new Set(acts).size, acts.length);
  for (const versions of cases) {
    lawfulHistory(versions);
    lawfulCase(versions);
  }
  for (const versions of tasks) {
    lawfulHistory(versions);
    lawfulTask(versions, current);
    const task = last(versions);
    const question = { decisionType: 'procurement-qualification', department: task.department, today: world.today() };
    const facts = {
      task,
      joint: current.get(task.case.id),
      organisation: organisationOf(task, current),
      grounds: NO_GROUNDS,
      basis: world.town.instruments.get(task.basis),
    };
    if (isBinding(facts, question)) assert(mayBind(world, task, current));
  }
};

/** What was counted of each head is what a recount finds: the newest version, whatever was repeated, overtaken or broken off. */
const expectCounted = (world: World, { cases, tasks }: Register): void => {
  for (const joint of cases.map(last)) assert.deepEqual(world.counted.get(joint.id)?.as, countedCase(joint));
  for (const task of tasks.map(last)) assert.deepEqual(world.counted.get(task.id)?.as, countedTask(task));
};

/** Told from the law's words: whether a decision that was taken after an answer relied on what did not hold. */
const isAnnulled = (world: World, task: Task, cases: ReadonlyMap<string, JointCase>, last: CalendarDate): boolean => {
  const organisation = task.organisationCase && cases.get(task.organisationCase.id);
  const verb = task.lift?.verb === 'organisation-ended' ? organisation?.end?.verb : task.lift?.verb;
  const until = world.town.instruments.get(task.basis)?.inForceUntil;
  return verb === 'revoke' || verb === 'not-sustained' || (verb === 'repeal' && until !== undefined && last >= until);
};

/** Whoever decided on a measure that was annulled finds it on the list, and nobody anything else. */
const expectReopened = (world: World, { cases, tasks }: Register): void => {
  const { answered, files, reopens } = world.checking;
  const current = new Map(cases.map((versions) => [last(versions).id, last(versions)]));
  const found = new Map(tasks.map((versions) => [last(versions).id, last(versions)]));
  const listed = new Set([...reopens.values()].map(({ check, task }) => `${check} ${task}`));
  for (const { check, task: id } of answered) {
    const [task, file] = [found.get(id), files.get(check)];
    assert(task && file);
    const [outcome] = file.outcomes.values();
    // One that was declined after it had been listed closes its entry.
    if (outcome?.outcome === 'declined') continue;
    const said = beijingDate(outcome?.at ?? file.check.openedAt);
    assert.equal(listed.has(`${check} ${id}`), isAnnulled(world, task, current, said));
  }
  assert.equal(listed.size, reopens.size);
};

/** What must hold once everything has arrived: every task is as its case says, and everyone who was told of a measure was told of its end. */
export const expectSettled = (world: World, register: Register): void => {
  expectCounted(world, register);
  expectReopened(world, register);
  const { cases, tasks } = register;
  const current = new Map(cases.map((versions) => [last(versions).id, last(versions)]));
  const today = world.today();
  const told = new Set([...world.told.values()].map(({ about, recipient, type }) => `${about}|${recipient}|${type}`));
  for (const joint of current.values()) {
    const organisation = joint.responsibility && current.get(joint.responsibility.organisationCase.id);
    if (organisation?.end) assert.equal(joint.state, 'ended');
    if (joint.decision && joint.decision.listedUntil <= today) assert.equal(joint.state, 'ended');
    for (const { measure, department } of joint.plan) {
      const found = tasks
        .map(last)
        .find((task) => task.case.id === joint.id && task.measure === measure && task.department === department);
      const basis = world.town.instruments.get(
        joint.decision?.measures.find((one) => one.measure === measure)?.basis ?? '',
      );
      const until = joint.decision?.measures.find((one) => one.measure === measure)?.until ?? '';
      const over =
        joint.end !== undefined ||
        organisation?.end !== undefined ||
        joint.endedMeasures.some((ended) => ended.measure === measure) ||
        until <= today ||
        (basis?.inForceUntil !== undefined && basis.inForceUntil <= today);
      if (found === undefined) {
        assert(over);
        continue;
      }
      assert.equal(isLive(found), !over);
      const suspended = joint.state === 'suspended' || organisation?.state === 'suspended';
      if (!over) assert.equal(found.suspension !== undefined, suspended);
      assert(told.has(`${found.id}|${department}|task.pushed`));
      if (over) {
        const end = found.state === 'withdrawn' ? 'task.withdrawn' : 'task.lift';
        assert(told.has(`${found.id}|${department}|${end}`));
      }
    }
  }
};
