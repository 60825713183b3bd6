import type * as z from 'zod';
import type { Failure, Failures } from '../kernel/failure.ts';
import type { Label } from '../kernel/label.ts';
import { fail, ok, type Result } from '../kernel/result.ts';

/** One step of a JSON Pointer (RFC 6901). */
export const pointerSegment = (key: PropertyKey): string =>
  `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

const pointerTo = (path: readonly PropertyKey[]): string => path.map(pointerSegment).join('');

const isFailure = (value: unknown): value is Failure => typeof value === 'object' && value !== null && 'kind' in value;

const TYPES: Readonly<Record<string, Label>> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数值', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '数组', en: 'an array' },
  object: { zh: '对象', en: 'an object' },
  record: { zh: '对象', en: 'an object' },
};

/** What an issue says of the value that should have been there. */
const expectedBy = (issue: z.core.$ZodIssue): string | Label => {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' | ');
  if (issue.code === 'invalid_union' && 'options' in issue) return (issue.options ?? []).map(String).join(' | ');
  if (issue.code === 'too_small') return `≥ ${issue.minimum}`;
  if (issue.code === 'too_big') return `≤ ${issue.maximum}`;
  return issue.message;
};

/** Names of unknown fields are repeated no further than this. */
const NAME_LENGTH = 64;

/** The failures that an issue stands for; `isAbsent` says whether there is no value at its place. */
const failuresOf = (
  issue: z.core.$ZodIssue,
  isAbsent: (path: readonly PropertyKey[]) => boolean,
): readonly Failure[] => {
  const pointer = pointerTo(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({
      kind: 'unknown-field',
      pointer: `${pointer}${pointerSegment(field)}`,
      parameters: { field: field.slice(0, NAME_LENGTH) },
    }));
  }
  const failure: unknown = issue.code === 'custom' ? issue.params?.['failure'] : undefined;
  if (isFailure(failure)) return [{ ...failure, pointer }];
  // An empty text, or a list of nothing, is no more than none.
  if (isAbsent(issue.path) || (issue.code === 'too_small' && issue.minimum === 1 && issue.origin !== 'number')) {
    return [{ kind: 'missing-field', pointer }];
  }
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return [{ kind: 'text-too-long', pointer, parameters: { limit: Number(issue.maximum) } }];
  }
  // A field that a contract names only to forbid it.
  if (issue.code === 'invalid_type' && issue.expected === 'never') return [{ kind: 'fixed-field', pointer }];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.reduce((best, errors) => (errors.length < best.length ? errors : best));
    return closest.flatMap((inner) => failuresOf({ ...inner, path: [...issue.path, ...inner.path] }, isAbsent));
  }
  return [{ kind: 'invalid-value', pointer, parameters: { expected: expectedBy(issue) } }];
};

const member = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** Parses a value of the outside; every place that is wrong is named by its JSON Pointer. */
export const parseInput = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Result<z.output<Schema>, Failures> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const isAbsent = (path: readonly PropertyKey[]): boolean => path.reduce(member, value) === undefined;
  const [first, ...rest] = parsed.error.issues.flatMap((issue) => failuresOf(issue, isAbsent));
  return fail(first === undefined ? [{ kind: 'invalid-value', pointer: '' }] : [first, ...rest]);
};

/** Reads bytes as JSON in UTF-8. */
export const parseJson = (bytes: Uint8Array): Result<unknown, Failures> => {
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return fail([{ kind: 'broken-json' }]);
  }
};
