import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { NATIONAL_KINDS } from './kinds/kinds.ts';
import type { NationalRow } from './national-row.ts';
import { DisclosureDecision, Severity } from './submission.ts';

const LONGEST_KEY = 64;
const LONGEST_CELL = 5000;

const beside = {
  severity: Severity.exactOptional(),
  disclosure: DisclosureDecision.exactOptional(),
  actDate: dateText.exactOptional(),
  birthDate: dateText.exactOptional(),
};

/** A row of the kind's national table (`XK_…`, `CF_…`), with what the table does not hold beside it. */
export const NationalSubmission = z
  .strictObject({
    kind: z.enum(NATIONAL_KINDS),
    national: z.record(z.string().max(LONGEST_KEY), z.union([z.string().max(LONGEST_CELL), z.number()])),
    ...beside,
  })
  .meta({ id: 'NationalSubmission' });

const isCell = (value: unknown): value is string | number =>
  typeof value === 'string' ? value.length <= LONGEST_CELL : Number.isFinite(value);

const isRow = (value: unknown): value is NationalRow => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const key of Object.keys(value)) if (key.length > LONGEST_KEY || !isCell(Reflect.get(value, key))) return false;
  return true;
};

/** The same, its row looked at as a whole: a third of the time where rows come by the million. What it refuses the other says the place of. */
export const QuickNationalSubmission = z.strictObject({
  kind: z.enum(NATIONAL_KINDS),
  national: z.custom<NationalRow>(isRow),
  ...beside,
});
