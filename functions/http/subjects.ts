import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { secretText } from '../../shared/aws/secret.ts';
import { caseStore } from '../../shared/cases/case-store.ts';
import { editions } from '../../shared/checks/editions-store.ts';
import { knownHeads } from '../../shared/checks/known-heads-store.ts';
import { manifestSigner } from '../../shared/crypto/manifest-signer.ts';
import type { Document } from '../../shared/documents/document.ts';
import { renderPdf } from '../../shared/documents/render-pdf.ts';
import { filesById } from '../../shared/files/file-store.ts';
import { mandateStore } from '../../shared/mandates/mandate-store.ts';
import { accessStore } from '../../shared/subject-door/access-store.ts';
import { issuedReports } from '../../shared/subject-door/issued-report-store.ts';
import { mandatesOf } from '../../shared/subject-door/mandates-of-store.ts';
import { PAPER_CODE_BYTES, paperCode } from '../../shared/subject-door/paper-code.ts';
import { subjectHeads } from '../../shared/subject-door/subject-heads-store.ts';
import { toldStore } from '../../shared/withdrawal-ledger/told-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { subjectRoutes } from './handlers/subjects/subject-routes.ts';
import { serve } from './routes.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  SIGNING_KEY_SECRET: z.string(),
  LAMBDA_TASK_ROOT: z.string(),
  ...CLAIM_VARIABLES,
});
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };
const heads = knownHeads(register);
const secret = secretText(env.SIGNING_KEY_SECRET);

/** The font lies beside the bundle: 8 MB that are read only when something is printed. */
const font = () => readFile(join(env.LAMBDA_TASK_ROOT, 'fonts', 'NotoSansHans-Regular.otf'));

export const handler = serve(
  ...subjectRoutes({
    ...apiDependencies(env),
    mandates: mandateStore(register),
    subjects: subjectHeads(register),
    accesses: accessStore(derived),
    cases: caseStore(register),
    filesOf: filesById(register),
    names: { editions: editions(register), heads },
    heads,
    mandatesOf: mandatesOf(register),
    told: toldStore(derived),
    issued: issuedReports(derived),
    signer: async () => manifestSigner(await secret()),
    code: () => paperCode(randomBytes(PAPER_CODE_BYTES)),
    printed: async (document: Document) => renderPdf(document, await font()),
    now: systemNow,
  }),
);
