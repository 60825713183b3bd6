import * as z from 'zod';
import type { Failures } from '../kernel/failure.ts';
import { FailureImage } from './import-image.ts';

/** A row that was not taken in, as it waits for the error file: its number, as it was sent, and everything that is wrong with it. */
export interface RefusedRow {
  readonly number: number;
  readonly original: string;
  readonly failures: Failures;
}

/** The same as a line of JSON holds it. */
export const RefusedRow: z.ZodType<RefusedRow> = z.object({
  number: z.int(),
  original: z.string(),
  failures: z.tuple([FailureImage], FailureImage),
});
