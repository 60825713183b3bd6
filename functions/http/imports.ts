import * as z from 'zod';
import { documentClient, s3Client } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { importForms } from '../../shared/imports/import-form-store.ts';
import { importStore } from '../../shared/imports/import-store.ts';
import {
  cancelImportOperation,
  getImport,
  getImportTemplate,
  listImports,
  postImport,
} from '../../shared/imports/operations.ts';
import { importProgress } from '../../shared/imports/progress-store.ts';
import { templateOf } from '../../shared/imports/tables/template-of.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { cancelOwnImport, getOwnImport, getTemplates, listOwnImports, postImports } from './handlers/imports.ts';
import { serve } from './routes.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  IMPORTS_BUCKET: z.string(),
  ...CLAIM_VARIABLES,
});
const client = documentClient();
const derived = { client, table: env.DERIVED_TABLE };

const deps = {
  ...apiDependencies(env),
  imports: importStore({ client, table: env.REGISTER_TABLE }),
  forms: importForms({ client: s3Client(), bucket: env.IMPORTS_BUCKET }),
  progress: importProgress(derived),
  idempotency: idempotencyStore(derived),
  templateOf,
  now: systemNow,
};

export const handler = serve(
  [postImport, postImports(deps)],
  [listImports, listOwnImports(deps)],
  [getImport, getOwnImport(deps)],
  [cancelImportOperation, cancelOwnImport(deps)],
  [getImportTemplate, getTemplates(deps)],
);
