import * as z from 'zod';
import { headImage, instantImage } from '../register/head-image.ts';
import { Figures } from './figures.ts';
import { type ProgressReport, REPORT_ACTIONS, REPORT_STATES } from './progress-report.ts';
import { quarterText } from './quarter.ts';

/** A progress report as one version of it is stored. */
export const ProgressReportImage: z.ZodType<ProgressReport> = z.object({
  ...headImage(REPORT_STATES, REPORT_ACTIONS),
  department: z.string(),
  period: quarterText,
  figures: Figures,
  problems: z.string().exactOptional(),
  selfInspection: z.string().exactOptional(),
  measuresTaken: z.string().exactOptional(),
  author: z.string(),
  submitted: z.object({ at: instantImage, officer: z.string() }).exactOptional(),
  returnedBecause: z.string().exactOptional(),
  returnedAt: instantImage.exactOptional(),
});
