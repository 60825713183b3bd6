import type * as z from 'zod';
import type { FailureKind } from '../kernel/failure.ts';
import type { Label } from '../kernel/label.ts';
import { NOTHING, type Operation, operation } from './operation.ts';

type Contract<Body extends z.ZodType> = Pick<Operation<Body>, 'id' | 'path' | 'summary' | 'roles' | 'problems'> & {
  readonly body: Body;
  readonly describedBody?: z.ZodType;
};

/**
 * Contracts of the changes of one sort of head: each is made on a version, repeatable, and answered with what the head is after it.
 * `always` can be wrong with every one of them.
 */
// @__NO_SIDE_EFFECTS__
export const changesOf =
  (schema: z.ZodType, meaning: Label, always: readonly FailureKind[] = []) =>
  // @__NO_SIDE_EFFECTS__
  <Body extends z.ZodType>(contract: Contract<Body>) =>
    operation({
      ...contract,
      method: 'POST',
      query: NOTHING,
      ifMatch: true,
      idempotencyKey: true,
      answers: { 200: { schema, headers: ['ETag'], meaning } },
      problems: [...always, ...contract.problems],
    });
