import * as z from 'zod';
import { type Instant, parseInstant } from '../kernel/beijing-time.ts';

/** An instant as it is stored. */
export const instantImage = z.custom<Instant>((value) => parseInstant(value) !== undefined);

/** Who did what, when, why, as it is stored with each version; `actions` are those of the sort of head. */
export const changeImage = <const Actions extends readonly [string, ...string[]]>(actions: Actions) =>
  z.object({
    action: z.enum(actions),
    at: instantImage,
    department: z.string(),
    officer: z.string(),
    reason: z.string().exactOptional(),
    request: z.string().exactOptional(),
  });
