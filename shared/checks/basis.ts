import * as z from 'zod';
import { INSTRUMENT_STATES } from '../instruments/instrument.ts';
import { dateText } from '../kernel/schema.ts';

const label = z.object({ zh: z.string(), en: z.string() });

/** What a check must know of an entry of the register of instruments: how it is cited, and whether it may be relied on. */
export const Basis = z.object({
  code: z.string(),
  state: z.enum(INSTRUMENT_STATES),
  title: label,
  number: z.string().exactOptional(),
  article: label,
  inForceFrom: dateText,
  inForceUntil: dateText.exactOptional(),
});
export type Basis = z.output<typeof Basis>;
