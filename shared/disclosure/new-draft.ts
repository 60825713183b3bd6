import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { PublicColumn } from '../open-data/public-column.ts';
import type { Codec } from './codec.ts';
import { type CurrentFiles, type CurrentFilesDeps, currentFiles, whatCanBeRead } from './current-files.ts';
import type { Draft } from './draft.ts';
import type { EntryState } from './entry-state.ts';
import { MOST_ENTRIES } from './full-files.ts';
import { publisherMessages } from './messages.ts';
import type { Plan } from './plan.ts';
import type { Presentation } from './presentation.ts';
import { countByFile, eachState, type RecoverDeps, recoverEntries, statesByFile } from './recover.ts';
import type { Refresh } from './refresh.ts';
import { workshop } from './workshop.ts';

export interface DraftDeps extends CurrentFilesDeps, RecoverDeps {
  readonly codec: Codec;
  readonly columnsOf: (kind: string) => readonly PublicColumn[];
  readonly presentation: Presentation;
  /** Entries that a look-up file may hold. @default MOST_ENTRIES */
  readonly mostEntries?: number;
}

/** An empty draft of the version after `head`. */
export const newDraft = (
  deps: DraftDeps,
  input: {
    readonly head: { readonly version: number; readonly namesWait?: true | undefined } | undefined;
    readonly runId: string;
    readonly unfinished: Plan | undefined;
    readonly refresh: Refresh;
    readonly isLoad: boolean;
    readonly today: CalendarDate;
    readonly removalsOnly: boolean;
  },
): Draft => {
  const { head, runId, unfinished, refresh, isLoad, today, removalsOnly } = input;
  const version = (head?.version ?? 0) + 1;
  const ahead = unfinished?.states ?? [];
  // Before the first version there is nothing to read: a first load need not ask for each file.
  const readOrFail: CurrentFiles = head ? currentFiles(deps, unfinished) : async () => undefined;
  const damaged = (path: string, error?: unknown): void =>
    deps.log.error(publisherMessages.fileDamaged, { path, ...(error !== undefined && { error }) });
  return {
    version,
    codec: deps.codec,
    columnsOf: deps.columnsOf,
    presentation: deps.presentation,
    current: removalsOnly ? whatCanBeRead(readOrFail, damaged) : readOrFail,
    readOrFail: removalsOnly ? readOrFail : undefined,
    shop: workshop(deps, { version, runId }),
    puts: new Map(),
    deletes: new Set(),
    mostEntries: deps.mostEntries ?? MOST_ENTRIES,
    refresh,
    isLoad,
    namesWait: head?.namesWait ?? false,
    list: (prefix) => deps.disclosure.list(prefix),
    eachState: () => eachState(deps, ahead),
    statesBy: (fileOf) => statesByFile(deps, ahead, fileOf),
    count: (fileOf) => countByFile(deps, ahead, fileOf),
    statesOf: async (ids) => [...new Map([...(await deps.states.get(ids)), ...aheadOf(ahead, ids)]).values()],
    recover: (states) => recoverEntries(deps, states, today),
    damaged,
  };
};

const aheadOf = (ahead: readonly EntryState[], ids: readonly string[]): ReadonlyMap<string, EntryState> => {
  const asked = new Set(ids);
  return new Map(ahead.flatMap((state) => (asked.has(state.recordId) ? [[state.recordId, state]] : [])));
};
