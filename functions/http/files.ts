import * as z from 'zod';
import { documentClient, s3Client } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { CASE_HEAD } from '../../shared/cases/case-store.ts';
import { getCaseFile, getObjectionFile, getRepairFile } from '../../shared/files/attached-operations.ts';
import { fileLinks } from '../../shared/files/file-link-store.ts';
import { fileStore } from '../../shared/files/file-store.ts';
import { getFile, postFile } from '../../shared/files/operations.ts';
import { uploadForms } from '../../shared/files/upload-form-store.ts';
import { mandateStore } from '../../shared/mandates/mandate-store.ts';
import { OBJECTION_HEAD } from '../../shared/objections/objection-store.ts';
import { headStore } from '../../shared/register/head-store.ts';
import { repairStore } from '../../shared/repairs/repair-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { getCaseFiles, getObjectionFiles, getRepairFiles } from './handlers/attached-files.ts';
import { getFiles, postFiles } from './handlers/files.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), FILES_BUCKET: z.string(), ...CLAIM_VARIABLES });
const register = { client: documentClient(), table: env.REGISTER_TABLE };
const objects = { client: s3Client(), bucket: env.FILES_BUCKET };

const deps = {
  ...apiDependencies(env),
  files: fileStore(register),
  forms: uploadForms(objects),
  links: fileLinks(objects),
  mandates: mandateStore(register),
  now: systemNow,
};
const attached = {
  ...deps,
  filesById: deps.files.of,
  cases: headStore(CASE_HEAD, register),
  objections: headStore(OBJECTION_HEAD, register),
  repairs: repairStore(register),
};

export const handler = serve(
  [postFile, postFiles(deps)],
  [getFile, getFiles(deps)],
  [getCaseFile, getCaseFiles(attached)],
  [getObjectionFile, getObjectionFiles(attached)],
  [getRepairFile, getRepairFiles(attached)],
);
