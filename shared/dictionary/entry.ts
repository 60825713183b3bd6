import type { Label } from '../kernel/label.ts';
import type { Column, KindDefinition } from '../records/kinds/column.ts';
import { kindDefinition, type RecordKind } from '../records/kinds/kinds.ts';
import { isStatedEnd } from '../records/national-value.ts';
import { ACT_DATE, BIRTH_DATE, DISCLOSURE, OWN_SUBJECT, SEVERITY } from './beside.ts';

/**
 * Whether a cell must be filled: always; where others say so (`requiredWhen`, or the sort of subject); left out it is the department that
 * sends; never; not by who posts, but by a later finding.
 */
export type Requirement = 'required' | 'conditional' | 'defaulted' | 'optional' | 'found';

/** One line of the data dictionary: a column of a kind's table and the field of our submission that it fills. */
export interface Entry {
  /** What heads the column: the national key, or our own name where no national key is established. */
  readonly key: string;
  readonly column: Column;
  /** Our name, in dots: `subject.name`. */
  readonly name: string;
  /** Where it lies in what `POST /records` takes, as a JSON Pointer: in the national row, or beside it. */
  readonly sent: string;
  readonly requirement: Requirement;
  readonly label: Label;
}

const nameOf = (at: string): string => at.slice(1).replaceAll('/', '.');

const SUBJECT_CODE = /^\/subject\/(unifiedSocialCreditCode|document\/(type|number))$/;
const UNIT = /^\/(authority|source)\//;
const DISCLOSED = /^\/disclosure\/(public|basis|decidedOn)$/;

const requirementOf = ({ at, found, required, requiredWhen, shape }: Column): Requirement => {
  if (found) return 'found';
  if (UNIT.test(at)) return 'defaulted';
  if (required || isStatedEnd(shape)) return 'required';
  if (requiredWhen || SUBJECT_CODE.test(at) || DISCLOSED.test(at)) return 'conditional';
  return 'optional';
};

const entryOf = (column: Column): Entry => {
  const { at, label, national } = column;
  const name = nameOf(at);
  const sent = national === undefined ? at : `/national/${national}`;
  return { key: national ?? name, column, name, sent, requirement: requirementOf(column), label };
};

/** A national table holds only its own columns; a kind without one is a table of all of its fields in our names. */
const tableColumns = ({ columns }: KindDefinition): readonly Column[] => {
  const national = columns.filter((column) => column.national !== undefined);
  if (national.length > 0) return [...national, BIRTH_DATE];
  return [...OWN_SUBJECT, ...columns, { ...BIRTH_DATE, at: '/subject/birthDate' }];
};

const entriesOf = (kind: RecordKind): readonly Entry[] => {
  const definition = kindDefinition(kind);
  return [
    ...tableColumns(definition),
    ...(definition.statesSeverity ? SEVERITY : []),
    ...(definition.negative ? [ACT_DATE] : []),
    ...DISCLOSURE,
  ].map(entryOf);
};

const known = new Map<RecordKind, readonly Entry[]>();

/** The data dictionary of a kind: the columns of its table in their order, then what is told beside them. */
export const dictionaryOf = (kind: RecordKind): readonly Entry[] => {
  const made = known.get(kind) ?? entriesOf(kind);
  known.set(kind, made);
  return made;
};

/** Fields that no table holds, for no national key of theirs is established: they are posted in our names alone. */
export const fieldsOutsideTables = (kind: RecordKind): readonly Entry[] => {
  const inTable = new Set(dictionaryOf(kind).map(({ column }) => column.at));
  return kindDefinition(kind)
    .columns.filter(({ at }) => !inTable.has(at))
    .map(entryOf);
};
