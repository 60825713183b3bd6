import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import type { Document } from '../../shared/documents/document.ts';
import { renderPdf } from '../../shared/documents/render-pdf.ts';
import { renderXlsx } from '../../shared/documents/render-xlsx.ts';
import { figuresOf } from '../../shared/progress-reports/figures-of.ts';
import {
  acceptProgressReport,
  compileProgressReports,
  listProgressReports,
  openProgressReport,
  returnProgressReport,
  submitProgressReport,
  writeProgressReport,
} from '../../shared/progress-reports/operations.ts';
import { progressReportStore } from '../../shared/progress-reports/progress-report-store.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { foldedCountStore } from '../../shared/statistics/folded-count-store.ts';
import { foldedJointStore } from '../../shared/statistics/folded-joint-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import {
  acceptReports,
  compileReports,
  listReports,
  openReports,
  returnReports,
  submitReports,
  writeReports,
} from './handlers/progress-reports.ts';
import { serve } from './routes.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  LAMBDA_TASK_ROOT: z.string(),
  ...CLAIM_VARIABLES,
});
const client = documentClient();
const derived = { client, table: env.DERIVED_TABLE };

/** The font lies beside the bundle: 8 MB that are read only when something is printed. */
const font = () => readFile(join(env.LAMBDA_TASK_ROOT, 'fonts', 'NotoSansHans-Regular.otf'));

const deps = {
  ...apiDependencies(env),
  reports: progressReportStore({ client, table: env.REGISTER_TABLE }),
  figuresOf: figuresOf({ folded: foldedCountStore(derived), foldedJoint: foldedJointStore(derived) }),
  idempotency: idempotencyStore(derived),
  render: { pdf: async (document: Document) => renderPdf(document, await font()), xlsx: renderXlsx },
  now: systemNow,
};

export const handler = serve(
  [listProgressReports, listReports(deps)],
  [openProgressReport, openReports(deps)],
  [writeProgressReport, writeReports(deps)],
  [submitProgressReport, submitReports(deps)],
  [returnProgressReport, returnReports(deps)],
  [acceptProgressReport, acceptReports(deps)],
  [compileProgressReports, compileReports(deps)],
);
