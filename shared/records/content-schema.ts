import * as z from 'zod';
import { dateText, shortText } from '../kernel/schema.ts';
import type { Column, Shape } from './kinds/column.ts';
import { contentColumns, KINDS, kindDefinition, type RecordKind } from './kinds/kinds.ts';
import { serialNumber } from './serial-number.ts';

/** Value of a field: text, date or word as string, money as integer fen, several words as array. */
export type FieldValue = string | number | readonly string[];

/** Content of a record by field name; which fields there are is the kind's data. */
export type Content = Readonly<Record<string, FieldValue>>;

/** A trillion yuan: far above any penalty, and within exact integers. */
const LARGEST_FEN = 100_000_000_000_000;

/** What stands behind 其他- is free text, but for the sign that the national tables put between words. */
const OTHER_WORD = /^其他-\s*[^\s;；][^;；]{0,49}$/;

const word = (words: readonly string[], other: boolean): z.ZodType<string> => {
  const listed = z.enum(words);
  return other ? z.union([listed, shortText(60).regex(OTHER_WORD, [...words, '其他-…'].join(' | '))]) : listed;
};

const schemaFor = (shape: Shape): z.ZodType<FieldValue> => {
  switch (shape.type) {
    case 'text':
      return shortText(shape.max);
    case 'serial':
      return serialNumber(shape.sequence);
    case 'date':
    case 'end-date':
      return dateText;
    case 'money':
      return z.int().min(0).max(LARGEST_FEN);
    case 'word':
      return word(shape.words, shape.other === true);
    case 'words':
      return z
        .array(word(shape.words, shape.other === true))
        .min(1)
        .max(shape.words.length + 1);
    default:
      return shape satisfies never;
  }
};

const fieldSchema = (column: Column): z.ZodType<FieldValue> => {
  const { label, national } = column;
  const schema = schemaFor(column.shape).describe(`${label.zh} ${label.en}${national ? ` (${national})` : ''}`);
  return column.required ? schema : schema.exactOptional();
};

const schemaOf = (kind: RecordKind): z.ZodType<Content> =>
  z.strictObject(Object.fromEntries(contentColumns(kind).map((column) => [column.field, fieldSchema(column)])));

const schemas: ReadonlyMap<RecordKind, z.ZodType<Content>> = new Map(KINDS.map((kind) => [kind, schemaOf(kind)]));

/** Schema of the content of a kind, made from its columns once. */
export const contentSchema = (kind: RecordKind): z.ZodType<Content> => schemas.get(kind) ?? schemaOf(kind);

/** The schema of the number of a kind's document: of any form, unless its column says which. */
export const documentNumberSchema = (kind: RecordKind): z.ZodType<string> => {
  const shape = kindDefinition(kind).columns.find(({ at }) => at === '/documentNumber')?.shape;
  const number = shape?.type === 'serial' ? serialNumber(shape.sequence) : shortText(64);
  return number.describe('决定文书号 number of the decision');
};
