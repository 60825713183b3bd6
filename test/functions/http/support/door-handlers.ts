import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { authorisationRoutes } from '../../../../functions/http/handlers/authorisations/authorisation-routes.ts';
import { subjectRoutes } from '../../../../functions/http/handlers/subjects/subject-routes.ts';
import { verifyReports } from '../../../../functions/http/handlers/subjects/verify-report.ts';
import { authorisationStore } from '../../../../shared/authorisations/authorisation-store.ts';
import { caseStore } from '../../../../shared/cases/case-store.ts';
import type { CaseWork } from '../../../../shared/cases/case-work.ts';
import { editions } from '../../../../shared/checks/editions-store.ts';
import { knownHeads } from '../../../../shared/checks/known-heads-store.ts';
import type { Document } from '../../../../shared/documents/document.ts';
import { renderPdf } from '../../../../shared/documents/render-pdf.ts';
import { filesById } from '../../../../shared/files/file-store.ts';
import type { ApiDependencies } from '../../../../shared/http/api.ts';
import type { Instant } from '../../../../shared/kernel/beijing-time.ts';
import { mandateStore } from '../../../../shared/mandates/mandate-store.ts';
import { RECORD_HEAD } from '../../../../shared/records/record-store.ts';
import { headBatchStore } from '../../../../shared/register/head-batch-store.ts';
import { accessStore } from '../../../../shared/subject-door/access-store.ts';
import { issuedReports } from '../../../../shared/subject-door/issued-report-store.ts';
import { mandatesOf } from '../../../../shared/subject-door/mandates-of-store.ts';
import { PAPER_CODE_BYTES, paperCode } from '../../../../shared/subject-door/paper-code.ts';
import { subjectHeads } from '../../../../shared/subject-door/subject-heads-store.ts';
import { taskStore } from '../../../../shared/tasks/task-store.ts';
import { noteTold } from '../../../../shared/withdrawal-ledger/note-told.ts';
import { toldStore } from '../../../../shared/withdrawal-ledger/told-store.ts';
import { SIGNER } from './check-handlers.ts';

interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

export type DoorOperationId =
  | 'get-subject'
  | 'list-subject-records'
  | 'list-subject-cases'
  | 'get-subject-calendar'
  | 'list-subject-accesses'
  | 'list-subject-told'
  | 'state-case'
  | 'get-subject-report'
  | 'verify-report'
  | 'give-authorisation'
  | 'list-subject-authorisations'
  | 'revoke-authorisation'
  | 'list-authorisations'
  | 'read-authorised-report'
  | 'subscribe-to-authorised-subject'
  | 'end-reader-subscription';

const FONT = 'node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf';

/** The functions `subjects`, `authorisations` and `verify-report` over real tables, as their entries wire them. */
export const doorHandlers = (
  base: ApiDependencies & { readonly now: () => Instant },
  { register, derived }: { readonly register: Table; readonly derived: Table },
) => {
  const heads = knownHeads(register);
  const asked: CaseWork[] = [];
  const shared = {
    ...base,
    mandates: mandateStore(register),
    subjects: subjectHeads(register),
    accesses: accessStore(derived),
    heads,
    names: { editions: editions(register), heads },
  };
  const issued = issuedReports(derived);
  const routes = [
    ...subjectRoutes({
      ...shared,
      cases: caseStore(register),
      filesOf: filesById(register),
      mandatesOf: mandatesOf(register),
      told: toldStore(derived),
      issued,
      signer: async () => SIGNER,
      code: () => paperCode(randomBytes(PAPER_CODE_BYTES)),
      printed: async (document: Document) => renderPdf(document, await readFile(FONT)),
    }),
    ...authorisationRoutes({
      ...shared,
      authorisations: authorisationStore(register),
      noteTold: noteTold({
        told: toldStore(derived),
        records: headBatchStore(RECORD_HEAD, register),
        tasks: taskStore(register).getMany,
        work: { send: async (work) => void asked.push(...work) },
      }),
    }),
  ];
  const byId = Object.fromEntries(routes.map(([{ id }, handler]) => [id, handler]));
  return { ...byId, 'verify-report': verifyReports({ ...base, issued }) } as Record<DoorOperationId, unknown>;
};
