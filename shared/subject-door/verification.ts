import * as z from 'zod';
import { addMonths, type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import { ReportAttestationView } from './attestation-view.ts';
import data from './verification-terms.json' with { type: 'json' };

/** What is kept of a report that was issued: that it was, when, and what it looked like. Nothing of it tells whom it is about (I6). */
export const IssuedReport = z.object({
  attestation: ReportAttestationView.extend({ issuedOn: dateText }),
  /** SHA-256 of the printed file, hex; absent of one that was read as JSON. */
  fileDigest: z.string().exactOptional(),
  /** The first day on which it cannot be verified any more. */
  keptUntil: dateText,
});
export type IssuedReport = z.output<typeof IssuedReport>;

/** Until when a report that is issued on a day can be verified. */
export const keptUntil = (issuedOn: CalendarDate): CalendarDate => {
  const term = data.terms.findLast(({ from }) => calendarDate(from) <= issuedOn);
  if (term === undefined) throw new RangeError(`verification-terms.json holds no term for ${issuedOn}`);
  return addMonths(issuedOn, term.months);
};

/** What whoever holds a report asks: under its code, and for the file or content that they have. */
export const VerificationQuery = z.strictObject({
  digest: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, { error: 'SHA-256, hex' })
    .exactOptional()
    .describe('所持文件或者报告内容的 SHA-256 of the file, or of the report’s content, that you hold'),
});

/** Genuine or not, issued on which day, and what it must look like; no name, and no more of one that is not genuine. */
export const VerificationView = z
  .object({
    genuine: z.boolean(),
    attestation: ReportAttestationView.optional(),
    fileDigest: z.string().optional().describe('PDF 文件的 SHA-256 of the PDF file'),
  })
  .meta({ id: 'ReportVerification' });

/** Whether a report was issued under a code and, if a digest is given, whether it is the one that is held in hand. */
export const verified = (
  issued: IssuedReport | undefined,
  digest: string | undefined,
  today: CalendarDate,
): z.input<typeof VerificationView> => {
  if (issued === undefined || issued.keptUntil <= today) return { genuine: false };
  const { attestation, fileDigest } = issued;
  if (digest !== undefined && digest !== attestation.digest && digest !== fileDigest) return { genuine: false };
  return { genuine: true, attestation, fileDigest };
};
