import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { at, type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { shortText } from '../kernel/schema.ts';
import type { Actor, Transition } from '../register/head.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { EditionAction, EditionOf, EditionPreparation, EditionState, ListName } from './edition.ts';
import type { Instruments } from './fitting.ts';
import { entryFailures } from './references.ts';

export const EDITION_TRANSITIONS = {
  change: { action: 'change', from: ['prepared'] },
  publish: { action: 'publish', from: ['prepared'] },
} as const satisfies Record<string, Transition<EditionState, EditionAction>>;

/** What a step rests on: who takes it, the Beijing date, the register of instruments, and the last published edition. */
export interface EditingContext<List extends ListName> {
  readonly by: Actor;
  readonly today: CalendarDate;
  readonly instruments: Instruments;
  readonly previous?: EditionOf<List>;
}

/** An edition does not reach back, and none comes into force before the one that it replaces. */
export const tooEarly = <List extends ListName>(
  inForceFrom: CalendarDate,
  { today, previous }: EditingContext<List>,
): readonly Failure[] => {
  const earliest = previous !== undefined && previous.inForceFrom > today ? previous.inForceFrom : today;
  return inForceFrom >= earliest
    ? []
    : [{ kind: 'in-force-too-early', pointer: '/inForceFrom', parameters: { earliest } }];
};

/** Prepares the next edition of a list. One at a time is in preparation, so that numbers and dates follow one order. */
export const prepareEdition = <List extends ListName>(
  list: List,
  { inForceFrom, note, entries: given }: EditionPreparation<List>,
  context: EditingContext<List> & { readonly id: string },
): Result<EditionOf<List>, Failures> => {
  const { previous, by, id, instruments } = context;
  if (previous !== undefined && previous.state !== 'published') {
    return fail([{ kind: 'edition-in-preparation', parameters: { edition: previous.edition } }]);
  }
  const entries = given ?? previous?.entries ?? [];
  const failures = [
    ...tooEarly(inForceFrom, context),
    ...identityNumbersIn([{ pointer: '/note', text: note }]),
    // What stood on the last edition is held against the register when this one is published.
    ...entryFailures(list, given ?? [], { instruments, day: inForceFrom, approved: false }).map((failure) =>
      at('/entries', failure),
    ),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok({
    id,
    version: 1,
    state: 'prepared',
    list,
    edition: (previous?.edition ?? 0) + 1,
    inForceFrom,
    note,
    entries,
    authors: [by.officer],
    change: changeBy({ action: 'prepare' }, by),
  });
};

/** The legal reviewer's word that an edition may be published. */
export const EditionPublication = z.strictObject({ reason: shortText(500) });
export type EditionPublication = z.output<typeof EditionPublication>;

/** What is wrong with entries is named by the code of the entry: a publication's body holds no entries to point at. */
const withoutPointer = (failure: Failure, entries: readonly { readonly code: string }[]): Failure => {
  const { pointer = '', ...rest } = failure;
  const code = entries[Number(pointer.split('/')[1])]?.code ?? '';
  return { ...rest, parameters: { code, ...rest.parameters } };
};

/**
 * Publishes an edition: never by one who wrote in it (I7), not to reach back, and only if each usable entry stands on a basis
 * that is approved, in force on its day and of a rank that carries. It is immutable from then on.
 */
export const publishEdition = <List extends ListName>(
  edition: EditionOf<List>,
  { reason }: EditionPublication,
  context: EditingContext<List>,
): Result<EditionOf<List>, Failures> => {
  const { by, instruments } = context;
  const forbidden = allowedFrom(edition, EDITION_TRANSITIONS.publish);
  if (isRefused(forbidden)) return fail(forbidden);
  if (edition.authors.includes(by.officer)) return fail([{ kind: 'same-officer' }]);
  const wrong = entryFailures(edition.list, edition.entries, { instruments, day: edition.inForceFrom, approved: true });
  const early = tooEarly(edition.inForceFrom, context).map(({ pointer: _, ...failure }): Failure => failure);
  const failures: readonly Failure[] = [
    ...early,
    ...identityNumbersIn([{ pointer: '/reason', text: reason }]),
    ...wrong.map((failure) => withoutPointer(failure, edition.entries)),
  ];
  if (isRefused(failures)) return fail(failures);
  const change = changeBy(EDITION_TRANSITIONS.publish, by, reason);
  return ok({ ...edition, version: edition.version + 1, state: 'published', publishedBy: by.officer, change });
};
