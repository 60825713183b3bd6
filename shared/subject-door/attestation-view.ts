import * as z from 'zod';
import { dateView } from '../kernel/view.ts';

/** Who vouches for a report, and for which: docs/credit-report.md. */
export const ReportAttestationView = z.object({
  type: z.literal('credit-report'),
  format: z.literal(1),
  code: z.string(),
  issuedOn: dateView,
  digest: z.string().describe('SHA-256, hex'),
  signature: z.object({ keyId: z.string(), algorithm: z.literal('Ed25519'), value: z.string() }),
});
export type ReportAttestation = z.input<typeof ReportAttestationView>;
