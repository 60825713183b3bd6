import type { CaseWork } from '../cases/case-work.ts';
import { type NotificationType, notificationTypeOf } from '../notifications/notification.ts';
import type { CreditRecord } from '../records/record.ts';
import type { HeadKey } from '../register/head.ts';
import type { Task } from '../tasks/task.ts';
import type { Telling } from './telling.ts';

/**
 * What those hear whom only the ledger knows: that what they were told is not so any more, stands still, holds again or was corrected. That
 * it is objected to is told to those whom the record names: an objection that comes to something is one of these.
 */
export const TOLD_LATER = [
  'record.corrected',
  'record.suspended',
  'record.resumed',
  'record.publicity-ended',
  'record.ended',
  'measure.suspended',
  'measure.resumed',
  'measure.ended',
] as const satisfies readonly NotificationType[];
export type ToldLater = (typeof TOLD_LATER)[number];

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
