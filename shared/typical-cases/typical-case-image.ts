import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { EFFECTS } from '../lists/entry.ts';
import { HOLD_REASONS } from '../records/record.ts';
import { headImage, instantImage } from '../register/head-image.ts';
import { TYPICAL_CASE_ACTIONS, TYPICAL_CASE_STATES, type TypicalCase } from './typical-case.ts';

/** A typical case as one version of it is stored. */
export const TypicalCaseImage: z.ZodType<TypicalCase> = z.object({
  ...headImage(TYPICAL_CASE_STATES, TYPICAL_CASE_ACTIONS),
  caseId: z.string(),
  field: z.string(),
  effect: z.enum(EFFECTS),
  department: z.string(),
  year: z.string(),
  digest: z.string(),
  title: z.string(),
  text: z.string(),
  holds: z.array(z.enum(HOLD_REASONS)),
  author: z.string(),
  review: z
    .object({
      namesNoPerson: z.literal(true),
      finding: z.string().exactOptional(),
      department: z.string(),
      officer: z.string(),
      at: instantImage,
    })
    .exactOptional(),
  publicId: z.string(),
  publishFrom: dateText.exactOptional(),
  publishUntil: dateText.exactOptional(),
  withdrawnBecause: z.string().exactOptional(),
});
