import { describe, expect, it } from 'vitest';
import { confirmLift, giveFeedback } from '../../../shared/tasks/feedback.ts';
import { reconcile } from '../../../shared/tasks/reconcile.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { taskClocks } from '../../../shared/tasks/task-clocks.ts';
import { acknowledge } from '../../../shared/tasks/transitions.ts';
import {
  APPLIED,
  context,
  DECLINED,
  day,
  ended,
  INFORMATION,
  implementer,
  jointOf,
  PUSHED_AT,
  present,
  pushed,
  suspended,
  system,
  value,
} from './tasks.ts';

/** `acknowledge: running, answer: met` … on a day. */
const clocks = (task: Task, today: string): string =>
  taskClocks(task, day(today))
    .map(({ name, state, due }) => `${name} ${state} ${due}`)
    .join(', ');

const applied = (at = '2026-11-11T02:00:00.000Z') => value(giveFeedback(pushed(), APPLIED, context(at)));
const lifting = () => present(reconcile(applied(), ended(jointOf()), undefined, system('2026-11-20T02:00:00.000Z')));

describe('the clocks of a task', () => {
  it('run until the department acts, and are breached from the day after they are due', () => {
    expect(clocks(pushed(), '2026-11-11')).toBe('acknowledge running 2026-11-11, answer running 2026-11-23');
    expect(clocks(pushed(), '2026-11-12')).toBe('acknowledge breached 2026-11-11, answer running 2026-11-23');
    expect(clocks(pushed(), '2026-11-24')).toBe('acknowledge breached 2026-11-11, answer breached 2026-11-23');
  });

  it('stay met by what was in time, and breached by what was late', () => {
    const inTime = value(acknowledge(pushed(), implementer('2026-11-11T15:59:59.999Z')));
    const late = value(acknowledge(pushed(), implementer('2026-11-11T16:00:00.000Z')));
    expect(clocks(inTime, '2026-12-31')).toBe('acknowledge met 2026-11-11, answer breached 2026-11-23');
    expect(clocks(late, '2026-11-12')).toBe('acknowledge breached 2026-11-11, answer running 2026-11-23');
    expect(clocks(applied(), '2026-12-31')).toBe('acknowledge met 2026-11-11, answer met 2026-11-23');
  });

  it('are none for a body that is only informed', () => {
    expect(clocks(pushed(jointOf(), INFORMATION, 'bank'), '2026-12-31')).toBe('');
  });

  it('stand still while the task is suspended, but a term that was over before stays breached', () => {
    const held = present(reconcile(pushed(), suspended(jointOf()), undefined, system('2026-11-12T02:00:00.000Z')));
    expect(clocks(held, '2026-12-31')).toBe('acknowledge breached 2026-11-11');
  });

  it('hold nobody late who acted while the task was suspended, then or after it is resumed', () => {
    const held = present(
      reconcile(pushed(), suspended(jointOf(), 'x', PUSHED_AT), undefined, system('2026-11-10T02:00:00.000Z')),
    );
    const acknowledged = value(acknowledge(held, implementer('2026-12-01T02:00:00.000Z')));
    const declined = value(giveFeedback(acknowledged, DECLINED, context('2026-12-15T02:00:00.000Z')));
    const resumed = present(reconcile(declined, jointOf(), undefined, system('2026-12-20T02:00:00.000Z')));
    expect(clocks(declined, '2026-12-16')).toBe('acknowledge met 2026-12-03, answer met 2026-12-29');
    expect(clocks(resumed, '2026-12-31')).toBe('acknowledge met 2026-12-03, answer met 2026-12-29');
  });

  it('end with a task that was withdrawn in time', () => {
    const withdrawn = present(reconcile(pushed(), ended(jointOf()), undefined, system('2026-11-20T02:00:00.000Z')));
    expect(clocks(withdrawn, '2026-12-31')).toBe('acknowledge breached 2026-11-11');
  });

  it('count the days of a lift until the department confirms it', () => {
    const answered = 'acknowledge met 2026-11-11, answer met 2026-11-23, lift';
    const lifted = value(
      confirmLift(lifting(), { on: day('2026-11-25'), what: '已解除' }, context('2026-11-25T02:00:00.000Z')),
    );
    expect(clocks(lifting(), '2026-11-25')).toBe(`${answered} running 2026-11-25`);
    expect(clocks(lifting(), '2026-11-26')).toBe(`${answered} breached 2026-11-25`);
    expect(clocks(lifted, '2026-12-31')).toBe(`${answered} met 2026-11-25`);
  });

  it('say on what they rest, and that the term is a default', () => {
    for (const { basis } of taskClocks(lifting(), day('2026-11-25'))) {
      expect(basis.zh).toContain('默认设定');
      expect(basis.en).toContain('default');
    }
  });
});
