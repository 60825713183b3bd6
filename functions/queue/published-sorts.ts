import type { PublicColumn } from '../../shared/open-data/public-column.ts';
import { csvColumns } from '../../shared/records/csv-columns.ts';
import { standingOf } from '../../shared/records/public-projection.ts';
import { recordFromItem } from '../../shared/records/record-store.ts';
import { fromItem } from '../../shared/register/head-store.ts';
import type { ReadStanding } from '../../shared/register/publication-source-store.ts';
import {
  TYPICAL_CASE_COLUMNS,
  TYPICAL_CASE_KIND,
  typicalCaseStanding,
} from '../../shared/typical-cases/public-projection.ts';
import { TYPICAL_CASE_HEAD } from '../../shared/typical-cases/typical-case-store.ts';

/** What of the register may become public, by the entity of the item, and how each is read. */
export const PUBLISHED_SORTS: Readonly<Record<string, ReadStanding>> = {
  record: (item, today) => {
    const { image, seal } = recordFromItem(item);
    return standingOf(image, seal.publicSalt, today);
  },
  'typical-case': (item, today) => {
    const { image, seal } = fromItem(TYPICAL_CASE_HEAD, item);
    return typicalCaseStanding(image, seal.publicSalt, today);
  },
};

/** Columns of the public table of a kind. Throws on a kind that there is not. */
export const publicColumns = (kind: string): readonly PublicColumn[] =>
  kind === TYPICAL_CASE_KIND ? TYPICAL_CASE_COLUMNS : csvColumns(kind);
