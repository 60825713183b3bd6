import type * as z from 'zod';
import type { Failure, Failures } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';

const segment = (key: PropertyKey): string => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

const pointerTo = (path: readonly PropertyKey[]): string => path.map(segment).join('');

const isFailure = (value: unknown): value is Failure => typeof value === 'object' && value !== null && 'kind' in value;

const failuresOf = (issue: z.core.$ZodIssue): readonly Failure[] => {
  const pointer = pointerTo(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({
      kind: 'unknown-field',
      pointer: `${pointer}${segment(field)}`,
      parameters: { field },
    }));
  }
  if (issue.code === 'custom') {
    const failure: unknown = issue.params?.['failure'];
    return [
      isFailure(failure)
        ? { ...failure, pointer }
        : { kind: 'invalid-value', pointer, parameters: { expected: issue.message } },
    ];
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return [{ kind: 'missing-field', pointer }];
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return [{ kind: 'text-too-long', pointer, parameters: { limit: Number(issue.maximum) } }];
  }
  if (issue.code === 'invalid_value') {
    return issue.input === undefined
      ? [{ kind: 'missing-field', pointer }]
      : [{ kind: 'invalid-value', pointer, parameters: { expected: issue.values.map(String).join(' | ') } }];
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.reduce((best, errors) => (errors.length < best.length ? errors : best));
    return closest.flatMap((inner) => failuresOf({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [
    {
      kind: 'invalid-value',
      pointer,
      parameters: { expected: 'expected' in issue ? String(issue.expected) : issue.message },
    },
  ];
};

/** Parses a value of the outside; every place that is wrong is named by its JSON Pointer. */
export const parseInput = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Result<z.output<Schema>, Failures> => {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return ok(parsed.data);
  const [first, ...rest] = parsed.error.issues.flatMap(failuresOf);
  return fail(first === undefined ? [{ kind: 'invalid-value', pointer: '' }] : [first, ...rest]);
};
