import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockNotification } from '../../../shared/clocks/clock-notifications.ts';
import { nextStageOn as nextStage, stageName, stagesCome } from '../../../shared/clocks/clock-stages.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { addDays, type CalendarDate } from '../../../shared/kernel/beijing-time.ts';
import { addWorkingDays, isWorkingDay } from '../../../shared/kernel/working-calendar.ts';
import { Notification } from '../../../shared/notifications/notification.ts';
import { clockedTask } from '../../../shared/tasks/duties.ts';
import { giveFeedback } from '../../../shared/tasks/feedback.ts';
import { reconcile } from '../../../shared/tasks/reconcile.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { acknowledge } from '../../../shared/tasks/transitions.ts';
import {
  APPLIED,
  context,
  day,
  ended,
  INFORMATION,
  implementer,
  jointOf,
  present,
  pushed,
  suspended,
  system,
  value,
} from '../tasks/tasks.ts';

const nextStageOn = (task: Task, after?: CalendarDate) => nextStage(clockedTask(task), after);

const stages = (task: Task, today: string): readonly string[] =>
  stagesCome(clockedTask(task), day(today)).map(({ duty, stage, on }) => `${duty.name} ${stage} ${on}`);

const applied = () => value(giveFeedback(pushed(), APPLIED, context('2026-11-10T02:00:00.000Z')));
const held = () => present(reconcile(pushed(), suspended(jointOf()), undefined, system('2026-11-12T02:00:00.000Z')));

describe('the stages of a task’s clocks', () => {
  it('are a reminder a working day before, a word on the day after, and three working days later the credit office', () => {
    expect(stages(pushed(), '2026-11-09')).toEqual([]);
    expect(stages(pushed(), '2026-11-10')).toEqual(['acknowledge reminder 2026-11-10']);
    expect(stages(pushed(), '2026-11-11')).toEqual(['acknowledge reminder 2026-11-10']);
    expect(stages(pushed(), '2026-11-12')).toEqual(['acknowledge overdue 2026-11-12']);
    expect(stages(pushed(), '2026-11-20')).toEqual([
      'acknowledge overdue 2026-11-12',
      'acknowledge escalated 2026-11-16',
      'answer reminder 2026-11-20',
    ]);
    expect(stages(pushed(), '2026-11-26').slice(2)).toEqual([
      'answer overdue 2026-11-24',
      'answer escalated 2026-11-26',
    ]);
  });

  it('come up one after another, and then no more', () => {
    const days: (CalendarDate | undefined)[] = [nextStageOn(pushed())];
    while (days.at(-1) !== undefined) days.push(nextStageOn(pushed(), days.at(-1)));
    expect(days).toEqual([
      '2026-11-10',
      '2026-11-12',
      '2026-11-16',
      '2026-11-20',
      '2026-11-24',
      '2026-11-26',
      undefined,
    ]);
  });

  it('fall away with what was done', () => {
    const acknowledged = value(acknowledge(pushed(), implementer('2026-11-10T02:00:00.000Z')));
    expect(stages(acknowledged, '2026-11-25')).toEqual(['answer overdue 2026-11-24']);
    expect(stages(applied(), '2027-11-25')).toEqual([]);
    expect(nextStageOn(applied())).toBeUndefined();
  });

  it('are none for private bodies, nor while a measure is suspended, nor once it was withdrawn', () => {
    expect(nextStageOn(pushed(jointOf(), INFORMATION, 'bank'))).toBeUndefined();
    expect(nextStageOn(held())).toBeUndefined();
    expect(
      nextStageOn(present(reconcile(pushed(), ended(jointOf()), undefined, system('2026-11-20T02:00:00.000Z')))),
    ).toBe(undefined);
  });

  it('begin again with the terms that are given after a suspension', () => {
    const resumed = present(reconcile(held(), jointOf(), undefined, system('2026-12-01T02:00:00.000Z')));
    // The term to acknowledge was over when the suspension began, and is not given again.
    expect(stages(resumed, '2026-12-01')).toEqual([
      'acknowledge overdue 2026-11-12',
      'acknowledge escalated 2026-11-16',
    ]);
    expect(nextStageOn(resumed, day('2026-12-01'))).toBe('2026-12-14');
  });

  it('press a department to lift what ended, though the measure had been suspended', () => {
    const halted = present(reconcile(applied(), suspended(jointOf()), undefined, system('2026-11-12T02:00:00.000Z')));
    const lifting = present(reconcile(halted, ended(jointOf()), undefined, system('2026-11-20T02:00:00.000Z')));
    expect(stages(lifting, '2026-11-30')).toEqual(['lift overdue 2026-11-26', 'lift escalated 2026-11-30']);
  });

  it('on whatever day a task was pushed, come in order, never on that day, the reminder before it is too late', () => {
    const pushedOn = fc.integer({ min: 0, max: 600 }).map((days) => addDays(day('2026-01-01'), days));
    fc.assert(
      fc.property(pushedOn, fc.integer({ min: 1, max: 12 }), (on, days) => {
        const due = addWorkingDays(on, days);
        const task = { ...pushed(), pushedOn: on, acknowledgeBy: due, answerBy: due };
        const reminder = nextStageOn(task);
        const overdue = present(nextStageOn(task, due.date));
        const escalated = present(nextStageOn(task, overdue));
        expect(present(reminder) > on && present(reminder) <= due.date).toBe(true);
        expect([overdue, isWorkingDay(escalated)]).toEqual([addDays(due.date, 1), true]);
        expect(escalated > overdue && nextStageOn(task, escalated) === undefined).toBe(true);
      }),
    );
  });
});

describe('what is said at a stage', () => {
  const said = (task: Task, today: string) =>
    stagesCome(clockedTask(task), day(today)).map((stage) => clockNotification(clockedTask(task), stage, digestId));

  it('goes to the department, and at last to the credit office, which is told who is silent', () => {
    const all = said(pushed(), '2026-11-20');
    for (const notification of all) expect(Notification.parse(notification)).toEqual(notification);
    expect(
      all.map(({ type, recipient, department, clock, due }) => ({ type, recipient, department, clock, due })),
    ).toEqual([
      {
        type: 'task.overdue',
        recipient: 'finance',
        department: 'human-resources',
        clock: 'acknowledge',
        due: '2026-11-11',
      },
      {
        type: 'task.escalated',
        recipient: 'credit-office',
        department: 'finance',
        clock: 'acknowledge',
        due: '2026-11-11',
      },
      {
        type: 'task.reminder',
        recipient: 'finance',
        department: 'human-resources',
        clock: 'answer',
        due: '2026-11-23',
      },
    ]);
  });

  it('has the same id from any version of the task with the same due date, and one of its own for every stage', () => {
    const [, , third] = said(pushed(), '2026-11-20');
    const acknowledged = value(acknowledge(pushed(), implementer('2026-11-18T02:00:00.000Z')));
    expect(said(acknowledged, '2026-11-20').map(({ id }) => id)).toEqual([third?.id]);
    const names = [
      ...stagesCome(clockedTask(pushed()), day('2026-11-20')),
      ...stagesCome(clockedTask(pushed()), day('2026-11-26')),
    ].map(stageName);
    expect(new Set(names).size).toBe(5);
  });
});
