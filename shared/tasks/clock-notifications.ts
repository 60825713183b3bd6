import { beijingMidnight } from '../kernel/beijing-time.ts';
import { type Notification, notification } from '../notifications/notification.ts';
import { type ClockStage, stageName } from './clock-stages.ts';
import type { Task } from './task.ts';

/** 市信用办: it hears of departments that stay silent. */
const CREDIT_OFFICE = 'credit-office';

/**
 * What is said when a stage of a task's clock has come: to the department itself, and in the end to the credit office, naming the silent one.
 * Its id follows from task, clock, due date, stage and recipient, whatever the task's version: a stage is said once.
 */
export const clockNotification = (task: Task, stage: ClockStage, idOf: (text: string) => string): Notification => {
  const { id, version, measure: kind, subject, department: silent, initiator } = task;
  const isEscalated = stage.stage === 'escalated';
  const recipient = isEscalated ? CREDIT_OFFICE : silent;
  const { duty, on } = stage;
  return {
    ...notification(
      { id, version, kind, department: isEscalated ? silent : initiator, subject },
      { type: `task.${stage.stage}`, recipient, at: beijingMidnight(on), due: duty.due.date },
      idOf,
    ),
    id: idOf([id, stageName(stage), recipient].join('|')),
    clock: duty.name,
  };
};
