import type { CaseWork } from '../cases/case-work.ts';
import { type Notification, notification, notificationsOf, type Told } from '../notifications/notification.ts';
import type { CreditRecord } from '../records/record.ts';
import type { HeadKey } from '../register/head.ts';
import { deriveTask } from '../tasks/derive-task.ts';
import type { Task } from '../tasks/task.ts';
import { dueOfEnd } from './end-due.ts';
import { namedByRecord, namedByTask, othersTold, tellOfRecord, tellOfTask } from './tell-later.ts';
import type { Telling } from './telling.ts';

type IdOf = (text: string) => string;

type TellEnd = Extract<CaseWork, { readonly type: 'tell-end' }>;

/** Work that tells of an end, among other work. */
export const isTellEnd = (work: CaseWork): work is TellEnd => work.type === 'tell-end';

/** A head as a word about it names it, and whom it names itself. */
export interface Named {
  readonly about: Told;
  readonly named: readonly string[];
}

/** What a record is to those whom only the ledger knows. */
export const namedRecord = (record: CreditRecord): Named => ({ about: record, named: namedByRecord(record) });

/** What a measure is to those whom only the ledger knows. */
export const namedTask = (task: Task): Named => {
  const { id, version, measure: kind, initiator: department, subject } = task;
  return { about: { id, version, kind, department, subject }, named: namedByTask(task) };
};

/** The notifications of one version to those whom only the ledger knows. */
export const othersNotifications = (
  { about, named }: Named,
  { version, told: type, at }: Pick<TellEnd, 'version' | 'told' | 'at'>,
  tellings: readonly Telling[],
  idOf: IdOf,
): readonly Notification[] =>
  othersTold({ named, version }, tellings).map((recipient) =>
    notification({ ...about, version }, { type, recipient, at, ...dueOfEnd(type, at) }, idOf),
  );

const NOWHERE: HeadKey = { pk: '', sk: '' };

/** Every notification that follows from a record's versions, oldest first, to those whom it names and to all others who were told. */
export const expectedOfRecord = (
  versions: readonly CreditRecord[],
  tellings: readonly Telling[],
  idOf: IdOf,
): readonly Notification[] => {
  const newest = versions.at(-1);
  if (newest === undefined) return [];
  return versions.flatMap((version) => [
    ...notificationsOf(version, idOf),
    ...tellOfRecord(version, NOWHERE)
      .filter(isTellEnd)
      .flatMap((tell) => othersNotifications(namedRecord(newest), tell, tellings, idOf)),
  ]);
};

/** The same of a measure: what its department was told, and all others who were told of it. */
export const expectedOfTask = (
  versions: readonly Task[],
  tellings: readonly Telling[],
  idOf: IdOf,
): readonly Notification[] => {
  const newest = versions.at(-1);
  if (newest === undefined) return [];
  return versions.flatMap((version) => [
    ...deriveTask(version, NOWHERE, idOf).notifications.filter(({ recipient }) => recipient === version.department),
    ...tellOfTask(version, NOWHERE)
      .filter(isTellEnd)
      .flatMap((tell) => othersNotifications(namedTask(newest), tell, tellings, idOf)),
  ]);
};
