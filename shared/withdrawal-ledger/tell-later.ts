import type { CaseWork } from '../cases/case-work.ts';
import { notificationTypeOf } from '../notifications/notification.ts';
import type { NotificationType } from '../notifications/notification-types.ts';
import type { CreditRecord } from '../records/record.ts';
import type { HeadKey } from '../register/head.ts';
import type { Task } from '../tasks/task.ts';
import type { Telling } from './telling.ts';
import { TOLD_LATER, type ToldLater } from './told-later.ts';

const TO_OTHERS: Partial<Record<Task['change']['action'], ToldLater>> = {
  suspend: 'measure.suspended',
  resume: 'measure.resumed',
  lift: 'measure.ended',
};

const later = (type: NotificationType | undefined): ToldLater | undefined => TOLD_LATER.find((one) => one === type);

/** What is to be told of a version of a record to those whom only the ledger knows. */
export const tellOfRecord = (record: CreditRecord, key: HeadKey): readonly CaseWork[] => {
  const told = later(notificationTypeOf(record));
  const { id, version, change } = record;
  return told === undefined ? [] : [{ type: 'tell-end', what: 'record', id, key, version, told, at: change.at }];
};

/** What is to be told of a version of a task to those whom only the ledger knows. */
export const tellOfTask = ({ id, version, change }: Task, key: HeadKey): readonly CaseWork[] => {
  const told = TO_OTHERS[change.action];
  return told === undefined ? [] : [{ type: 'tell-end', what: 'task', id, key, version, told, at: change.at }];
};

/** Whom a record itself names: they are told without the ledger. */
export const namedByRecord = ({ department, told }: CreditRecord): readonly string[] => [
  department,
  ...(told?.recipients ?? []),
];

/** Whom a task itself names. */
export const namedByTask = ({ department, initiator }: Task): readonly string[] => [department, initiator];

/**
 * Who hears of a version beside those whom the head names, each once: everyone who was told of an older one. The receiver of an exchange has
 * no inbox: the next package says what was taken back.
 */
export const othersTold = (
  head: { readonly named: readonly string[]; readonly version: number },
  tellings: readonly Telling[],
): readonly string[] => {
  const told = tellings.filter(({ channel, version }) => channel !== 'exchange' && version < head.version);
  return [...new Set(told.map(({ recipient }) => recipient))].filter((recipient) => !head.named.includes(recipient));
};
