import type { PublicEntry } from '../disclosure/entry.ts';
import { isRecordKind, kindDefinition, type RecordKind } from '../records/kinds/kinds.ts';

/** The parts of an organisation's page, in their order: what speaks for it first. */
export const SECTION_ORDER: readonly RecordKind[] = [
  'honour',
  'administrative-licence',
  'administrative-penalty',
  'serious-untrustworthiness-listing',
  'court-defaulter',
  'commitment',
];

/** The entries of one kind, the newest first. */
export interface Section {
  readonly kind: RecordKind;
  readonly entries: readonly PublicEntry[];
}

/** The kind of an entry. Throws on one that there is not. */
export const kindOf = ({ fields }: PublicEntry): RecordKind => {
  const { kind } = fields;
  if (!isRecordKind(kind)) throw new Error(`no record kind ${String(kind)}`);
  return kind;
};

const newestFirst = (a: PublicEntry, b: PublicEntry): number => {
  const [earlier, later] = [a, b].map(({ publicId, fields }) => `${String(fields['decisionDate'])} ${publicId}`);
  return String(earlier) < String(later) ? 1 : -1;
};

/** An organisation's entries by kind; a kind of which there is none has no section. */
export const sectionsOf = (entries: readonly PublicEntry[]): readonly Section[] => {
  const byKind = Map.groupBy(entries.toSorted(newestFirst), kindOf);
  return [...byKind]
    .map(([kind, some]) => ({ kind, entries: some, place: SECTION_ORDER.indexOf(kind) }))
    .sort((a, b) => a.place - b.place);
};

/** Whether an entry speaks against its subject: by its kind, or by what was found of it since (a broken commitment). */
export const isNegative = (entry: PublicEntry): boolean => {
  const { negative, outcome } = kindDefinition(kindOf(entry));
  return negative || (outcome?.negative ?? []).some((word) => word === entry.fields[outcome?.status ?? '']);
};
