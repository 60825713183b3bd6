import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { dateText, shortText, slug } from '../kernel/schema.ts';
import type { Head } from '../register/head.ts';
import { Behaviour } from './behaviour.ts';
import { Measure } from './measure.ts';

/** The two lists 两个清单 (article 16): 行为清单 and 措施清单. */
export const LIST_NAMES = ['behaviours', 'measures'] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** What stands on each list. */
export interface Entries {
  readonly behaviours: Behaviour;
  readonly measures: Measure;
}

/** The schema of an entry of each list. */
export const ENTRY_SCHEMAS: { readonly [List in ListName]: z.ZodType<Entries[List]> } = {
  behaviours: Behaviour,
  measures: Measure,
};

/** Where an edition stands. Once published it never changes: what was decided by it must find it as it was. */
export const EDITION_STATES = ['prepared', 'published'] as const;
export type EditionState = (typeof EDITION_STATES)[number];

/** What may be done to an edition. */
export const EDITION_ACTIONS = ['prepare', 'change', 'publish'] as const;
export type EditionAction = (typeof EDITION_ACTIONS)[number];

/** Entries of a list; both lists of 2017 are far shorter. */
export const MAX_ENTRIES = 500;

/** One edition of one of the two lists, with all its entries. */
export interface EditionOf<List extends ListName> extends Head<EditionState, EditionAction> {
  readonly list: List;
  /** Counted from 1 without a gap; a higher one takes the place of a lower one from its day on. */
  readonly edition: number;
  readonly inForceFrom: CalendarDate;
  readonly note: string;
  readonly entries: readonly Entries[List][];
  /** Every officer who wrote in it; none of them publishes it (I7). */
  readonly authors: readonly string[];
  readonly publishedBy?: string;
}
export type Edition = EditionOf<'behaviours'> | EditionOf<'measures'>;

const head = {
  inForceFrom: dateText.describe('施行日 the first day on which the edition holds'),
  note: shortText(1000).describe('说明 what is new, and why'),
};

/** A new edition as it is asked for; without `entries` it begins with those of the last one. */
export interface EditionPreparation<List extends ListName> {
  readonly inForceFrom: CalendarDate;
  readonly note: string;
  readonly entries?: readonly Entries[List][];
}

const preparation = <List extends ListName>(list: List) =>
  z.strictObject({ ...head, entries: z.array(ENTRY_SCHEMAS[list]).max(MAX_ENTRIES).exactOptional() });

/** The schema of a new edition of each list. */
export const EDITION_PREPARATIONS: { readonly [List in ListName]: z.ZodType<EditionPreparation<List>> } = {
  behaviours: preparation('behaviours').meta({ id: 'BehavioursEditionSubmission' }),
  measures: preparation('measures').meta({ id: 'MeasuresEditionSubmission' }),
};

/** A change of a prepared edition: entries to put in the place of those of the same code or beside the others, and codes to take off. */
export const EditionChanges = z.strictObject({
  reason: shortText(500),
  inForceFrom: head.inForceFrom.exactOptional(),
  note: head.note.exactOptional(),
  put: z.array(z.unknown()).max(MAX_ENTRIES).exactOptional(),
  remove: z.array(slug).max(MAX_ENTRIES).exactOptional(),
});
export type EditionChanges = z.output<typeof EditionChanges>;

/** Changes as they are described: entries are of the list that the edition is of. */
export const DescribedEditionChanges = EditionChanges.extend({
  put: z
    .array(z.union([Behaviour, Measure]))
    .max(MAX_ENTRIES)
    .exactOptional(),
}).meta({ id: 'EditionChanges' });

/** The edition in force on a day: the last published one whose day has come. */
export const editionOn = <List extends ListName>(
  editions: readonly EditionOf<List>[],
  day: CalendarDate,
): EditionOf<List> | undefined =>
  editions
    .filter(({ state, inForceFrom }) => state === 'published' && inForceFrom <= day)
    .reduce<EditionOf<List> | undefined>(
      (last, edition) => (last === undefined || edition.edition > last.edition ? edition : last),
      undefined,
    );

/** What distinguishes two editions, by code. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly { readonly code: string; readonly fields: readonly string[] }[];
}

const changedFields = (before: object, after: object): readonly string[] => {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => canonicalJson(old.get(field)) !== canonicalJson(now.get(field)))
    .sort();
};

/** What `after` has that `before` has not, and the other way round; of entries in both, the fields that differ. */
export const differenceOf = <Entry extends { readonly code: string }>(
  before: readonly Entry[],
  after: readonly Entry[],
): Difference => {
  const [old, now] = [before, after].map((entries) => new Map(entries.map((entry) => [entry.code, entry])));
  const added = after.filter(({ code }) => !old?.has(code)).map(({ code }) => code);
  const removed = before.filter(({ code }) => !now?.has(code)).map(({ code }) => code);
  const changed = after.flatMap((entry) => {
    const was = old?.get(entry.code);
    const fields = was === undefined ? [] : changedFields(was, entry);
    return fields.length === 0 ? [] : [{ code: entry.code, fields }];
  });
  return { added: added.sort(), removed: removed.sort(), changed: changed.sort((a, b) => (a.code < b.code ? -1 : 1)) };
};
