import type { CaseWork } from '../cases/case-work.ts';
import type { CaseWorkQueue } from '../cases/case-work-queue.ts';
import type { CreditRecord } from '../records/record.ts';
import type { HeadKey } from '../register/head.ts';
import type { ReadHeads } from '../register/head-batch-store.ts';
import type { Task } from '../tasks/task.ts';
import type { Telling } from './telling.ts';
import type { ToldLater } from './told-later.ts';
import type { ToldStore } from './told-store.ts';

/** A telling, and where the head lies that was told. */
export interface Told extends Telling {
  readonly what: 'record' | 'task';
  readonly key: HeadKey;
}

export interface NoteToldDeps {
  readonly told: Pick<ToldStore, 'note'>;
  readonly records?: ReadHeads<CreditRecord>;
  readonly tasks?: ReadHeads<Task>;
  readonly work: CaseWorkQueue;
}

interface Now {
  readonly told: ToldLater;
  /** The version that brought it about. */
  readonly version: number;
  readonly at: Telling['at'];
}

const recordNow = ({ version, state, suspension, change }: CreditRecord): Now | undefined => {
  if (state === 'ended') return { told: 'record.ended', version, at: change.at };
  if (change.action === 'end-publicity') return { told: 'record.publicity-ended', version, at: change.at };
  // What was done since it was suspended is told with the version that is there: the ids of what was told before are others.
  return suspension && { told: 'record.suspended', version, at: suspension.since };
};

const taskNow = ({ version, state, lift, suspension }: Task): Now | undefined => {
  // A lift that is confirmed is one version further.
  if (lift !== undefined) {
    return { told: 'measure.ended', version: state === 'lifted' ? version - 1 : version, at: lift.at };
  }
  return suspension && { told: 'measure.suspended', version, at: suspension.since };
};

/**
 * Notes who was told of heads, before the answer leaves; then looks at the heads again. One that ended while it was read is told of at once: else
 * its end may have been told to everyone who was noted by then, and to this one never.
 */
export const noteTold =
  ({ told, records, tasks, work }: NoteToldDeps) =>
  async (tellings: readonly Told[]): Promise<void> => {
    if (tellings.length === 0) return;
    await told.note(tellings.map(({ what: _, key: _key, ...telling }) => telling));
    const keysOf = (what: Told['what']) => tellings.filter((one) => one.what === what).map(({ key }) => key);
    const [foundRecords, foundTasks] = await Promise.all([
      records?.(keysOf('record')) ?? [],
      tasks?.(keysOf('task')) ?? [],
    ]);
    const now = new Map<string, Now | undefined>([
      ...foundRecords.map(({ image }) => [image.id, recordNow(image)] as const),
      ...foundTasks.map(({ image }) => [image.id, taskNow(image)] as const),
    ]);
    await work.send(
      tellings.flatMap(({ what, key, about: id, version, purpose: since }): readonly CaseWork[] => {
        const found = now.get(id);
        return found === undefined || found.version <= version
          ? []
          : [{ type: 'tell-end', what, id, key, since, ...found }];
      }),
    );
  };
