import type { WorkOf } from '../../../shared/cases/case-work.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { notification } from '../../../shared/notifications/notification.ts';
import type { NotificationQueue } from '../../../shared/notifications/notification-queue.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import type { HeadStore } from '../../../shared/register/head-store.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { type Named, namedRecord, namedTask, othersNotifications } from '../../../shared/withdrawal-ledger/expected.ts';
import { type ReliedOnDeps, reliedOn } from '../../../shared/withdrawal-ledger/relied-on.ts';
import type { Reopen } from '../../../shared/withdrawal-ledger/reopen.ts';
import type { ReopenStore } from '../../../shared/withdrawal-ledger/reopen-store.ts';
import type { Telling } from '../../../shared/withdrawal-ledger/telling.ts';
import type { ToldStore } from '../../../shared/withdrawal-ledger/told-store.ts';

export interface TellEndDeps extends ReliedOnDeps {
  readonly records: Pick<HeadStore<CreditRecord>, 'get'>;
  readonly tasks: Pick<HeadStore<Task>, 'get'>;
  readonly told: Pick<ToldStore, 'of'>;
  readonly reopens: Pick<ReopenStore, 'list'>;
  readonly notifications: NotificationQueue;
}

type Asked = WorkOf<'tell-end'>;

interface Found extends Named {
  readonly task?: Task;
}

const recordAt = async ({ records }: TellEndDeps, { key }: Asked): Promise<Found | undefined> => {
  const record = (await records.get(key))?.image;
  return record && namedRecord(record);
};

const taskAt = async ({ tasks }: TellEndDeps, { key }: Asked): Promise<Found | undefined> => {
  const task = (await tasks.get(key))?.image;
  return task && { ...namedTask(task), task };
};

/** Listed before it is told, so that whoever is told finds it. */
const reopen = async (deps: TellEndDeps, task: Task, tellings: readonly Telling[]): Promise<void> => {
  const found = await reliedOn(deps, digestId)(task, tellings);
  await deps.reopens.list(found);
  await deps.notifications.send(found.map(toReopen));
};

const toReopen = ({ id, department: recipient, decisionType: kind, initiator: department, at, dueBy: due }: Reopen) =>
  notification({ id, version: 1, kind, department }, { type: 'check.reopen', recipient, at, due }, digestId);

/**
 * Tells those whom only the ledger knows what became of a record or a measure, under ids that follow from the version that is told; and lists
 * the decisions that relied on a measure that was annulled. Done again, it tells the same.
 */
export const tellEnd =
  (deps: TellEndDeps) =>
  async (asked: Asked): Promise<void> => {
    const { id } = asked;
    const found = asked.what === 'record' ? await recordAt(deps, asked) : await taskAt(deps, asked);
    // Put away since, it says nothing any more that could be told.
    if (found === undefined) return;
    const tellings = await deps.told.of(id);
    await deps.notifications.send(othersNotifications(found, asked, tellings, digestId));
    if (asked.told === 'measure.ended' && found.task) await reopen(deps, found.task, tellings);
  };
