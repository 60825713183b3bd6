import { bodyOf } from '../../bodies/bodies.ts';
import { administrativeLicence } from './administrative-licence.ts';
import { administrativePenalty } from './administrative-penalty.ts';
import type { Column, KindDefinition } from './column.ts';
import { commitment } from './commitment.ts';
import { courtDefaulter } from './court-defaulter.ts';
import { honour } from './honour.ts';
import { memberEvaluation } from './member-evaluation.ts';
import { memberRecord } from './member-record.ts';
import { rating } from './rating.ts';
import { selfDisciplineMeasure } from './self-discipline-measure.ts';
import { seriousUntrustworthinessListing } from './serious-untrustworthiness-listing.ts';
import { thirdPartyReport } from './third-party-report.ts';

/** Every kind of record that the register takes in. */
const TABLE = [
  administrativeLicence,
  administrativePenalty,
  courtDefaulter,
  seriousUntrustworthinessListing,
  honour,
  commitment,
  rating,
  memberRecord,
  memberEvaluation,
  selfDisciplineMeasure,
  thirdPartyReport,
] as const satisfies readonly KindDefinition[];

export type RecordKind = (typeof TABLE)[number]['kind'];

const [first, ...others] = TABLE;

/** Every kind, by name. */
export const KINDS: readonly [RecordKind, ...RecordKind[]] = [first.kind, ...others.map(({ kind }) => kind)];

const byKind: ReadonlyMap<string, KindDefinition> = new Map(TABLE.map((definition) => [definition.kind, definition]));

/** Whether there is such a kind. */
export const isRecordKind = (kind: unknown): kind is RecordKind => typeof kind === 'string' && byKind.has(kind);

/** The definition of a kind. */
export const kindDefinition = (kind: RecordKind): KindDefinition => {
  const definition = byKind.get(kind);
  if (definition === undefined) throw new Error(`no record kind ${kind}`);
  return definition;
};

/** Kinds of which a national table is known, so that they can be posted and read as its rows. */
export const NATIONAL_KINDS: readonly RecordKind[] = KINDS.filter((kind) =>
  kindDefinition(kind).columns.some(({ national }) => national !== undefined),
);

/** Whether a department may write records of a kind; a body that is no authority writes the statements of its sort, and nobody else does. */
export const mayWrite = (kind: RecordKind, department: string): boolean => {
  const { statementOf, writers } = kindDefinition(kind);
  const sort = bodyOf(department)?.sort;
  if (statementOf !== undefined || sort !== undefined) return statementOf === sort;
  return writers?.includes(department) ?? true;
};

/**
 * Whether records of a kind are somebody's statement, for which that author answers: shown with the author, and an input to no check, measure,
 * limit, green channel or list (I9).
 */
export const isStatement = (kind: RecordKind): boolean => {
  const { authorField, statementOf } = kindDefinition(kind);
  return authorField !== undefined || statementOf !== undefined;
};

/** Whether a kind must be public within seven working days, and is counted for that. */
export const hasDisclosureClock = (kind: string): boolean => byKind.get(kind)?.disclosureClock === true;

const CONTENT = '/content/';

/** The columns of a kind that fill `content`, with the name of their field. */
export const contentColumns = (kind: RecordKind): readonly (Column & { readonly field: string })[] =>
  kindDefinition(kind).columns.flatMap((column) =>
    column.at.startsWith(CONTENT) ? [{ ...column, field: column.at.slice(CONTENT.length) }] : [],
  );
