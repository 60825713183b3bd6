import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedCase, countedTask, monthOfCase, monthOfTask } from '../../../shared/statistics/joint-counted.ts';
import { countCases, countTasks } from '../../../shared/statistics/joint-counts.ts';
import { sumTasks } from '../../../shared/statistics/joint-sums.ts';
import { enrolment, unitsOf } from '../../../shared/statistics/units.ts';
import { giveFeedback } from '../../../shared/tasks/feedback.ts';
import { acknowledge } from '../../../shared/tasks/transitions.ts';
import { anyLife, versionsOf } from '../tasks/lives.ts';
import {
  APPLIED,
  context,
  day,
  ended,
  INFORMATION,
  implementer,
  instant,
  jointOf,
  pushed,
  suspended,
  value,
} from '../tasks/tasks.ts';

const counts = (tasks: Parameters<typeof countedTask>[0][], today: string) =>
  countTasks(tasks.map(countedTask), day(today));

const NOTHING = { inTime: 0, late: 0, missing: 0, running: 0, released: 0 };

describe('what is counted of tasks', () => {
  it('is what was owed, done in time, done late, and not done', () => {
    const late = value(acknowledge(pushed(), implementer('2026-11-13T02:00:00.000Z')));
    const applied = value(giveFeedback(late, APPLIED, context('2026-11-23T02:00:00.000Z')));
    const private_ = pushed(jointOf(), INFORMATION, 'finance');
    expect(counts([pushed(), late, applied], '2026-11-24')).toEqual([
      {
        department: 'finance',
        field: 'wage-arrears',
        measure: 'no-government-procurement',
        effect: 'punishment',
        subjects: 'organisations',
        pushed: 3,
        informed: 0,
        open: 2,
        applied: 1,
        declined: 0,
        acknowledge: { ...NOTHING, late: 2, missing: 1 },
        answer: { ...NOTHING, inTime: 1, missing: 2 },
        lift: NOTHING,
        // From Monday the 9th to Friday the 13th, the Monday not counted; from there to Monday the 23rd.
        pushToAcknowledge: { tasks: 2, workingDays: 8 },
        acknowledgeToFeedback: { tasks: 1, workingDays: 6 },
        liftToConfirmation: { tasks: 0, workingDays: 0 },
      },
    ]);
    expect(counts([private_], '2026-12-24')).toMatchObject([
      { pushed: 1, informed: 1, open: 0, acknowledge: NOTHING, answer: NOTHING },
    ]);
  });

  it('follows the day: the due date itself is in time', () => {
    expect(counts([pushed()], '2026-11-11')).toMatchObject([{ acknowledge: { running: 1 }, answer: { running: 1 } }]);
    expect(counts([pushed()], '2026-11-12')).toMatchObject([{ acknowledge: { missing: 1 }, answer: { running: 1 } }]);
  });

  it('tells persons from organisations, and counts sole traders with these', () => {
    const of = (category: 'person' | 'sole-trader') => ({ ...pushed(), subject: { ...pushed().subject, category } });
    expect(counts([pushed(), of('person'), of('sole-trader')], '2026-11-11')).toMatchObject([
      { subjects: 'organisations', pushed: 2 },
      { subjects: 'persons', pushed: 1 },
    ]);
  });

  it('holds nothing of whom it is about', () => {
    const kept = JSON.stringify(countedTask(pushed())) + JSON.stringify(countedCase(jointOf()));
    for (const secret of ['91210299000000019R', '某建筑', '人社', 'finance/a']) expect(kept).not.toContain(secret);
  });

  it('adds up: every duty stands in one way, groups sum to the whole, in any order', () => {
    const anyTask = fc
      .record({
        life: anyLife,
        department: fc.constantFrom('finance', 'tax'),
        measure: fc.constantFrom('a', 'b'),
        version: fc.nat(),
      })
      .map(({ life, department, measure, version }) => {
        const versions = versionsOf({ ...pushed(), department, measure }, life);
        return versions[version % versions.length] ?? pushed();
      });
    fc.assert(
      fc.property(fc.array(anyTask, { maxLength: 15 }), fc.integer({ min: 9, max: 30 }), (tasks, date) => {
        const today = `2026-11-${String(date).padStart(2, '0')}`;
        const groups = counts(tasks, today);
        const whole = sumTasks(groups);
        const sum = (outcomes: object): number => Object.values(outcomes).reduce((a: number, b: number) => a + b, 0);
        expect(whole.pushed).toBe(tasks.length);
        expect([sum(whole.acknowledge), sum(whole.answer)]).toEqual([tasks.length, tasks.length]);
        expect(sum(whole.lift)).toBe(tasks.filter(({ lift }) => lift?.confirmBy).length);
        expect(whole.applied + whole.declined).toBe(whole.answer.inTime + whole.answer.late);
        expect(whole.liftToConfirmation.tasks).toBe(whole.lift.inTime + whole.lift.late);
        expect(counts(tasks.toReversed(), today)).toEqual(groups);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is counted of cases', () => {
  it('is how far they came, by department and field', () => {
    const { decision: _, ...undecided } = jointOf({ plan: [], state: 'proposed' });
    const cases = [jointOf(), ended(jointOf()), suspended(jointOf()), undecided, jointOf({ field: 'tax' })];
    expect(countCases(cases.map(countedCase))).toEqual([
      {
        department: 'human-resources',
        field: 'tax',
        effect: 'punishment',
        subjects: 'organisations',
        proposed: 1,
        decided: 1,
        dispatched: 1,
        suspended: 0,
        ended: 0,
      },
      {
        department: 'human-resources',
        field: 'wage-arrears',
        effect: 'punishment',
        subjects: 'organisations',
        proposed: 4,
        decided: 3,
        dispatched: 3,
        suspended: 1,
        ended: 1,
      },
    ]);
  });

  it('lies under the month of its proposal in Beijing, a task under that of its push', () => {
    expect(monthOfCase({ proposedAt: instant('2026-10-31T16:00:00.000Z') })).toBe('2026-11');
    expect(monthOfCase({ proposedAt: instant('2026-10-31T15:59:59.999Z') })).toBe('2026-10');
    expect(monthOfTask(pushed())).toBe('2026-11');
  });
});

describe('units', () => {
  it('are obliged since the first task that they owe something on, and enrolled since they first did something', () => {
    const other = { ...pushed(), department: 'tax', pushedOn: day('2026-11-20') };
    const tasks = [
      value(acknowledge(pushed(), implementer('2026-12-01T02:00:00.000Z'))),
      { ...pushed(), pushedOn: day('2026-10-30') },
      other,
      pushed(jointOf(), INFORMATION, 'bank'),
    ].map(countedTask);
    const units = unitsOf(tasks);
    expect(units).toEqual([
      { department: 'finance', obligedSince: '2026-10-30', enrolledSince: '2026-12-01' },
      { department: 'tax', obligedSince: '2026-11-20' },
    ]);
    expect(enrolment(units, '2026-09')).toEqual({ obliged: 0, enrolled: 0 });
    expect(enrolment(units, '2026-10')).toEqual({ obliged: 1, enrolled: 0 });
    expect(enrolment(units, '2026-12')).toEqual({ obliged: 2, enrolled: 1 });
  });
});
