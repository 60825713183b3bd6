import * as z from 'zod';
import { parseInput } from '../http/parse.ts';
import { at, type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { EDITION_TRANSITIONS, type EditingContext, tooEarly } from './editing.ts';
import {
  type EditionChanges,
  type EditionOf,
  ENTRY_SCHEMAS,
  type Entries,
  type ListName,
  MAX_ENTRIES,
} from './edition.ts';
import { entryFailures } from './references.ts';

const without = <Entry extends { readonly code: string }>(entries: readonly Entry[], codes: readonly string[]) =>
  entries.filter(({ code }) => !codes.includes(code));

/** An entry that is put takes the place of the one of its code, or stands last. */
const withEntries = <Entry extends { readonly code: string }>(
  entries: readonly Entry[],
  put: readonly Entry[],
): readonly Entry[] => {
  const kept = entries.map((entry) => put.find(({ code }) => code === entry.code) ?? entry);
  return [...kept, ...put.filter(({ code }) => !entries.some((entry) => entry.code === code))];
};

const readEntries = <List extends ListName>(
  list: List,
  put: EditionChanges['put'],
): Result<readonly Entries[List][], Failures> => {
  const parsed = parseInput(z.array(ENTRY_SCHEMAS[list]), put ?? []);
  if (parsed.ok) return parsed;
  const [first, ...others] = parsed.failure;
  return fail([at('/put', first), ...others.map((failure) => at('/put', failure))]);
};

/** Changes a prepared edition; whoever does is among its authors from then on. */
export const changeEdition = <List extends ListName>(
  edition: EditionOf<List>,
  { reason, inForceFrom = edition.inForceFrom, note = edition.note, put: given, remove = [] }: EditionChanges,
  context: EditingContext<List>,
): Result<EditionOf<List>, Failures> => {
  const forbidden = allowedFrom(edition, EDITION_TRANSITIONS.change);
  if (isRefused(forbidden)) return fail(forbidden);
  const put = readEntries(edition.list, given);
  if (!put.ok) return put;
  const { by, instruments } = context;
  const entries = withEntries(without(edition.entries, remove), put.value);
  const day = inForceFrom;
  const failures: readonly Failure[] = [
    ...tooEarly(inForceFrom, context),
    ...identityNumbersIn([
      { pointer: '/note', text: note },
      { pointer: '/reason', text: reason },
    ]),
    ...remove.flatMap((code, index): readonly Failure[] =>
      edition.entries.some((entry) => entry.code === code)
        ? []
        : [{ kind: 'unknown-code', pointer: `/remove/${index}`, parameters: { code } }],
    ),
    ...entryFailures(edition.list, put.value, { instruments, day, approved: false }).map((failure) =>
      at('/put', failure),
    ),
    ...(entries.length > MAX_ENTRIES
      ? [{ kind: 'invalid-value', pointer: '/put', parameters: { expected: `≤ ${MAX_ENTRIES}` } } as const]
      : []),
  ];
  if (isRefused(failures)) return fail(failures);
  const authors = [...new Set([...edition.authors, by.officer])];
  const change = changeBy(EDITION_TRANSITIONS.change, by, reason);
  return ok({ ...edition, version: edition.version + 1, inForceFrom, note, entries, authors, change });
};
