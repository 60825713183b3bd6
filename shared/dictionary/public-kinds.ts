import type { PublicKind, PublicSource } from '../open-data/public-kind.ts';
import { csvColumns } from '../records/csv-columns.ts';
import { KINDS, kindDefinition, type RecordKind } from '../records/kinds/kinds.ts';
import { mayBePublic } from '../records/publicity-rules.ts';
import { TYPICAL_CASE_COLUMNS, TYPICAL_CASE_KIND } from '../typical-cases/public-projection.ts';
import { dictionaryOf, fieldsOutsideTables } from './entry.ts';

const sourcesOf = (kind: RecordKind): Readonly<Record<string, PublicSource>> => {
  const entries = [...dictionaryOf(kind), ...fieldsOutsideTables(kind)];
  return Object.fromEntries(
    entries.flatMap(({ name, column: { publicAs, national } }) =>
      publicAs === undefined ? [] : [[publicAs, { ...(national !== undefined && { national }), posted: name }]],
    ),
  );
};

const recordKind = (kind: RecordKind): PublicKind => ({
  kind,
  label: kindDefinition(kind).label,
  columns: csvColumns(kind),
  sources: sourcesOf(kind),
});

const TYPICAL_CASE: PublicKind = {
  kind: TYPICAL_CASE_KIND,
  label: { zh: '典型案例', en: 'typical case' },
  columns: TYPICAL_CASE_COLUMNS,
  sources: {},
};

/** Every kind of which there may be public entries. */
export const PUBLIC_KINDS: readonly PublicKind[] = [...KINDS.filter(mayBePublic).map(recordKind), TYPICAL_CASE];
