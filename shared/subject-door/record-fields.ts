import type { Label } from '../kernel/label.ts';
import type { FieldValue } from '../records/content-schema.ts';
import type { Shape } from '../records/kinds/column.ts';
import { contentColumns } from '../records/kinds/kinds.ts';
import type { CreditRecord } from '../records/record.ts';

/** One thing that a record says, with its name and as people read it. */
export interface RecordField {
  readonly name: string;
  readonly label: Label;
  readonly value: Label;
}

/** Words of our own among those of the national tables. */
const WORDS: Readonly<Record<string, Label>> = {
  valid: { zh: '有效', en: 'valid' },
  invalid: { zh: '无效', en: 'invalid' },
};

const FEN_PER_YUAN = 100;

const same = (text: string): Label => ({ zh: text, en: text });

const shown = (value: FieldValue, { type }: Shape): Label => {
  if (type === 'money' && typeof value === 'number') {
    const yuan = (value / FEN_PER_YUAN).toFixed(2);
    return { zh: `${yuan}元`, en: `CNY ${yuan}` };
  }
  if (typeof value === 'object') return { zh: value.join('、'), en: value.join(', ') };
  return WORDS[String(value)] ?? same(String(value));
};

/** All that the content of a record says, in the order of its kind's table. */
export const recordFields = ({ kind, content }: Pick<CreditRecord, 'kind' | 'content'>): readonly RecordField[] =>
  contentColumns(kind).flatMap(({ field, label, shape }) => {
    const value = content[field];
    return value === undefined ? [] : [{ name: field, label, value: shown(value, shape) }];
  });
