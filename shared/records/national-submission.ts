import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { NATIONAL_KINDS } from './kinds/kinds.ts';
import { DisclosureDecision, Severity } from './submission.ts';

/** A row of the kind's national table (`XK_…`, `CF_…`), with what the table does not hold beside it. */
export const NationalSubmission = z
  .strictObject({
    kind: z.enum(NATIONAL_KINDS),
    national: z.record(z.string().max(64), z.union([z.string().max(5000), z.number()])),
    severity: Severity.exactOptional(),
    disclosure: DisclosureDecision.exactOptional(),
    actDate: dateText.exactOptional(),
    birthDate: dateText.exactOptional(),
  })
  .meta({ id: 'NationalSubmission' });
