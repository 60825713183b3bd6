import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { PublicColumn } from '../open-data/public-column.ts';
import type { Codec } from './codec.ts';
import { type CurrentFilesDeps, currentFiles } from './current-files.ts';
import type { Draft } from './draft.ts';
import { publisherMessages } from './messages.ts';
import type { Plan } from './plan.ts';
import { eachState, type RecoverDeps, type Refresh, recoverEntries, statesByFile } from './recover.ts';
import { workshop } from './workshop.ts';

export interface DraftDeps extends CurrentFilesDeps, RecoverDeps {
  readonly codec: Codec;
  readonly columnsOf: (kind: string) => readonly PublicColumn[];
}

/** An empty draft of the version after `head`. */
export const newDraft = (
  deps: DraftDeps,
  input: {
    readonly head: { readonly version: number } | undefined;
    readonly runId: string;
    readonly unfinished: Plan | undefined;
    readonly refresh: Refresh;
    readonly today: CalendarDate;
  },
): Draft => {
  const { head, runId, unfinished, refresh, today } = input;
  const version = (head?.version ?? 0) + 1;
  return {
    version,
    codec: deps.codec,
    columnsOf: deps.columnsOf,
    // Before the first version there is nothing to read: a first load need not ask for each file.
    current: head ? currentFiles(deps, unfinished) : async () => undefined,
    shop: workshop(deps, { version, runId }),
    puts: new Map(),
    deletes: new Set(),
    refresh,
    list: (prefix) => deps.disclosure.list(prefix),
    eachState: () => eachState(deps, unfinished?.states ?? []),
    statesBy: (fileOf) => statesByFile(deps, unfinished?.states ?? [], fileOf),
    recover: (states) => recoverEntries(deps, states, today),
    damaged: (path) => deps.log.error(publisherMessages.fileDamaged, { path }),
  };
};
