import { standingRecords } from '../../../../shared/cases/grounds.ts';
import { sha256Hex } from '../../../../shared/crypto/digests.ts';
import { reportAttestation } from '../../../../shared/crypto/report-attestation.ts';
import type { ManifestSigner } from '../../../../shared/disclosure/manifest.ts';
import type { Document } from '../../../../shared/documents/document.ts';
import { answer, file } from '../../../../shared/http/respond.ts';
import type { IssuedReports } from '../../../../shared/subject-door/issued-report-store.ts';
import { type NameSources, namesIn } from '../../../../shared/subject-door/list-names.ts';
import { type MeasureSources, measuresInForce } from '../../../../shared/subject-door/measures-in-force.ts';
import { getOwnReport, REPORT_FILE } from '../../../../shared/subject-door/operations.ts';
import { reportChapters } from '../../../../shared/subject-door/report.ts';
import { reportDocument } from '../../../../shared/subject-door/report-document.ts';
import { ReportContent } from '../../../../shared/subject-door/report-view.ts';
import { REMEDIES } from '../../../../shared/subject-door/report-words.ts';
import { keptUntil } from '../../../../shared/subject-door/verification.ts';
import { type DoorDependencies, door, receiptOf } from './door.ts';

export interface CreditReportDependencies extends DoorDependencies {
  readonly names: NameSources;
  readonly heads: MeasureSources;
  readonly issued: Pick<IssuedReports, 'note'>;
  readonly signer: () => Promise<ManifestSigner>;
  /** A new verification code. */
  readonly code: () => string;
  readonly printed: (document: Document) => Promise<Uint8Array>;
}

/** GET /subjects/{id}/report: what is not noted is not issued, so that whoever holds a report can verify it. */
export const getReports = (deps: CreditReportDependencies) =>
  door(getOwnReport, deps, async ({ mandate, subject, by, today, request: { query, language } }) => {
    const read = await deps.subjects(subject.key);
    const measures = await measuresInForce(deps.heads, read, today);
    const names = await namesIn(deps.names, measures, today);
    const { receiptNumber } = receiptOf(mandate);
    // Parsed, so that what is digested is what is answered.
    const content = ReportContent.parse({
      code: deps.code(),
      subject,
      issuedOn: today,
      issuedAt: by.at,
      ...(receiptNumber !== undefined && { atCounter: { receiptNumber } }),
      chapters: reportChapters({ records: standingRecords(read), measures, names, today }),
      remedies: REMEDIES,
    });
    const attestation = reportAttestation(content, await deps.signer());
    const issued = { attestation: { ...attestation, issuedOn: today }, keptUntil: keptUntil(today) };
    if (query.format === 'json') {
      await deps.issued.note(issued);
      return answer(200, { report: content, attestation });
    }
    const bytes = await deps.printed(reportDocument(content, attestation, language));
    await deps.issued.note({ ...issued, fileDigest: sha256Hex(bytes) });
    return file({ bytes, type: REPORT_FILE, name: `credit-report-${today}.pdf` });
  });
