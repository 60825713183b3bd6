import type { Label } from '../kernel/label.ts';
import type { PublicType } from './public-column.ts';
import type { PublicKind } from './public-kind.ts';

const TYPES: Readonly<Record<PublicType, Label>> = {
  text: { zh: '文字', en: 'text' },
  date: { zh: '日期，YYYY-MM-DD，北京时间', en: 'calendar date in Beijing, YYYY-MM-DD' },
  count: { zh: '非负整数，金额单位为分', en: 'integer, not negative; money in fen' },
  texts: { zh: '多项文字', en: 'several texts' },
};

/** In JSON, in the CSV and in Parquet. */
const FORMS: Readonly<Record<PublicType, { readonly json: string; readonly csv: string; readonly parquet: string }>> = {
  text: { json: 'string', csv: 'text', parquet: 'BYTE_ARRAY (UTF8)' },
  date: { json: 'string', csv: 'YYYY-MM-DD', parquet: 'INT32 (DATE)' },
  count: { json: 'integer', csv: 'digits', parquet: 'INT64' },
  texts: { json: 'array of strings', csv: 'joined by ;', parquet: 'LIST of BYTE_ARRAY (UTF8)' },
};

/** data-dictionary.json: every public field of every kind, what it is called, what it holds in each form, and where it comes from. */
export const publicDictionary = (kinds: readonly PublicKind[]) => ({
  types: TYPES,
  forms: FORMS,
  kinds: kinds.map(({ kind, label, columns, sources }) => ({
    kind,
    label,
    schema: `schema/${kind}.json`,
    fields: columns.map(({ name, zh, en, type, always, words }) => ({
      name,
      label: { zh, en },
      type,
      required: always === true,
      ...(words && { words }),
      ...sources[name],
    })),
  })),
});
