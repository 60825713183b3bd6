import { beijingMidnight } from '../kernel/beijing-time.ts';
import { type Notification, notification } from '../notifications/notification.ts';
import type { NotificationType } from '../notifications/notification-types.ts';
import { type ClockStage, type Stage, stageName } from './clock-stages.ts';
import type { Clocked } from './clocked.ts';

/** 市信用办: it hears of departments that stay silent. */
const CREDIT_OFFICE = 'credit-office';

const typeOf = ({ entity }: Clocked, stage: Stage): NotificationType =>
  entity === 'task' ? `task.${stage}` : `clock.${stage}`;

/**
 * What is said when a stage of a clock has come: to who owes it, and in the end to the credit office, naming the silent one. Its id follows
 * from head, clock, due date, stage and recipient, whatever the head's version: a stage is said once.
 */
export const clockNotification = (
  clocked: Clocked,
  stage: ClockStage,
  idOf: (text: string) => string,
): Notification => {
  const { id, about = id, version, kind, subject, department } = clocked;
  const { duty, on } = stage;
  const debtor = duty.debtor ?? clocked.debtor;
  const isEscalated = stage.stage === 'escalated';
  // Of its own silence the department hears whose matter it is.
  const supervisor = debtor === CREDIT_OFFICE ? department : CREDIT_OFFICE;
  const recipient = isEscalated ? supervisor : debtor;
  return {
    ...notification(
      { id: about, version, kind, department: isEscalated ? debtor : department, ...(subject && { subject }) },
      { type: typeOf(clocked, stage.stage), recipient, at: beijingMidnight(on), due: duty.due.date },
      idOf,
    ),
    id: idOf([id, stageName(stage), recipient].join('|')),
    clock: duty.name,
  };
};

/** All that is said at a stage: one notification, or, of a mere notice, one to each who is to know, by the same rule. */
export const clockNotifications = (
  clocked: Clocked,
  stage: ClockStage,
  idOf: (text: string) => string,
): readonly Notification[] => {
  const { duty } = stage;
  const recipients = new Set([duty.debtor ?? clocked.debtor, ...(duty.notice?.also ?? [])]);
  return [...recipients].map((debtor) => clockNotification(clocked, { ...stage, duty: { ...duty, debtor } }, idOf));
};
