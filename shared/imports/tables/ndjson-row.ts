import { dictionaryOf } from '../../dictionary/entry.ts';
import { entriesUnder } from '../../dictionary/headings.ts';
import type { Failure } from '../../kernel/failure.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { NATIONAL_KINDS, type RecordKind } from '../../records/kinds/kinds.ts';
import { brokenRow } from './row-reasons.ts';

type Json = { readonly [name: string]: unknown };

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a JSON text; undefined if it is none. */
export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A line of a table of refused rows holds the sender's own row beside what was wrong with it, as text where it was no JSON. */
export const unwrapped = (value: unknown): unknown => {
  if (!isObject(value) || !('row' in value) || !('errors' in value)) return value;
  return typeof value['row'] === 'string' ? parsed(value['row']) : value['row'];
};

/** Whether an object is a submission: the national table of commitments has a key `content` too, but its cells are texts. */
const isSubmission = (kind: RecordKind, value: Json): boolean =>
  'national' in value || isObject(value['subject']) || isObject(value['content']) || !NATIONAL_KINDS.includes(kind);

/**
 * A bare row of the national table; its keys may be Chinese labels. What is unknown stays for the intake to refuse; one
 * column under two names is refused, as in any table: nobody knows which of the two is meant.
 */
const bareRow = (kind: RecordKind, row: Json): Result<Json, Failure> => {
  const dictionary = dictionaryOf(kind);
  const names = new Map<string, string>();
  const national: [string, unknown][] = [];
  for (const [at, [name, value]] of Object.entries(row).entries()) {
    const key = dictionary[entriesUnder(kind, name)[0] ?? -1]?.column.national ?? name;
    const other = names.get(key);
    if (other !== undefined) {
      const parameters = { column: at + 1, heading: name, other };
      return fail({ kind: 'doubled-heading', pointer: `/national/${key}`, parameters });
    }
    names.set(key, name);
    national.push([key, value]);
  }
  return ok({ kind, national: Object.fromEntries(national) });
};

const otherKind = (kind: RecordKind): Failure => ({
  kind: 'invalid-value',
  pointer: '/kind',
  parameters: { expected: kind },
});

/** Reads a line: a submission in our names or with a national row, or a national row alone. */
export const readNdjsonRow = (kind: RecordKind, line: string, ended: boolean): Result<Json, Failure> => {
  const value = unwrapped(parsed(line));
  if (value === undefined) return fail(brokenRow(ended ? 'no-json' : 'cut-off'));
  if (!isObject(value)) return fail(brokenRow('no-object'));
  const { kind: stated = kind, ...rest } = value;
  if (stated !== kind) return fail(otherKind(kind));
  return isSubmission(kind, value) ? ok({ ...value, kind }) : bareRow(kind, rest);
};
