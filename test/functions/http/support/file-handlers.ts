import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { getCaseFiles, getObjectionFiles, getRepairFiles } from '../../../../functions/http/handlers/attached-files.ts';
import { getFiles, postFiles } from '../../../../functions/http/handlers/files.ts';
import { s3Client } from '../../../../shared/aws/clients.ts';
import { CASE_HEAD } from '../../../../shared/cases/case-store.ts';
import { fileLinks } from '../../../../shared/files/file-link-store.ts';
import { fileStore } from '../../../../shared/files/file-store.ts';
import { uploadForms } from '../../../../shared/files/upload-form-store.ts';
import type { ApiDependencies } from '../../../../shared/http/api.ts';
import type { Instant } from '../../../../shared/kernel/beijing-time.ts';
import { mandateStore } from '../../../../shared/mandates/mandate-store.ts';
import { OBJECTION_HEAD } from '../../../../shared/objections/objection-store.ts';
import { headStore } from '../../../../shared/register/head-store.ts';
import { repairStore } from '../../../../shared/repairs/repair-store.ts';
import { names } from '../../../engines.ts';

/** Handlers of files, over the real bucket. */
export const fileHandlers = (
  base: ApiDependencies & { readonly now: () => Instant },
  register: { readonly client: DynamoDBDocumentClient; readonly table: string },
) => {
  const objects = { client: s3Client(), bucket: names.filesBucket };
  const deps = {
    ...base,
    files: fileStore(register),
    forms: uploadForms(objects),
    links: fileLinks(objects),
    mandates: mandateStore(register),
  };
  const attached = {
    ...deps,
    filesById: deps.files.of,
    cases: headStore(CASE_HEAD, register),
    objections: headStore(OBJECTION_HEAD, register),
    repairs: repairStore(register),
  };
  return {
    'post-file': postFiles(deps),
    'get-file': getFiles(deps),
    'get-case-file': getCaseFiles(attached),
    'get-objection-file': getObjectionFiles(attached),
    'get-repair-file': getRepairFiles(attached),
  };
};

export type FileOperationId = keyof ReturnType<typeof fileHandlers>;
