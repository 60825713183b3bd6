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

/** Where a head lies, as another head refers to it. */
export const headKeyImage = z.object({ pk: z.string(), sk: z.string() });

/** What every head holds; `states` and `actions` are those of its sort. */
export const headImage = <
  const States extends readonly [string, ...string[]],
  const Actions extends readonly [string, ...string[]],
>(
  states: States,
  actions: Actions,
) => ({
  id: z.string(),
  version: z.int().min(1),
  state: z.enum(states),
  change: changeImage(actions),
});
