import * as z from 'zod';
import type { Failure, Failures } from '../kernel/failure.ts';
import type { Language } from '../kernel/language.ts';
import { withoutIdentityNumbers } from '../subjects/identity-numbers.ts';
import { PROBLEMS, problemTypeUri } from './problems.ts';

/** RFC 9457 problem details; `errors` names each place in the body by its JSON Pointer (RFC 6901). */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ type: z.string(), pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof Problem>;

/** A body of the size that is allowed can hold a hundred thousand wrong fields, an answer of a function only 6 MB. */
const MOST_ERRORS = 50;

/** The sentence of a failure in a language, its parameters filled in. */
export const sentence = (failure: Failure, language: Language): string =>
  PROBLEMS[failure.kind].detail[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const given = failure.parameters?.[name] ?? '';
    return typeof given === 'object' ? given[language] : withoutIdentityNumbers(String(given));
  });

const heading = (failures: Failures): Failure => {
  const [first, ...rest] = failures;
  return rest.every((other) => other.kind === first.kind)
    ? first
    : { kind: 'several-problems', parameters: { count: failures.length } };
};

/** Builds the problem for one or more failures in the reader's language. A field may bear a person's number as its very name: it is not said again. */
export const toProblem = (failures: Failures, language: Language): Problem => {
  const head = heading(failures);
  const { status, title } = PROBLEMS[head.kind];
  const errors = failures.slice(0, MOST_ERRORS).flatMap((failure) =>
    failure.pointer === undefined
      ? []
      : [
          {
            type: problemTypeUri(failure.kind),
            pointer: withoutIdentityNumbers(failure.pointer),
            detail: sentence(failure, language),
          },
        ],
  );
  return {
    type: problemTypeUri(head.kind),
    title: title[language],
    status,
    detail: sentence(head, language),
    ...(errors.length > 0 && { errors }),
  };
};
