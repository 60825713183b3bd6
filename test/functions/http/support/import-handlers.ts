import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ChangeDependencies } from '../../../../functions/http/handlers/change-head.ts';
import {
  cancelOwnImport,
  getOwnImport,
  getTemplates,
  listOwnImports,
  postImports,
} from '../../../../functions/http/handlers/imports.ts';
import { s3Client } from '../../../../shared/aws/clients.ts';
import { importForms } from '../../../../shared/imports/import-form-store.ts';
import { importStore } from '../../../../shared/imports/import-store.ts';
import { importProgress } from '../../../../shared/imports/progress-store.ts';
import { templateOf } from '../../../../shared/imports/tables/template-of.ts';
import { names } from '../../../engines.ts';

interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Handlers of files of records, over the real bucket. */
export const importHandlers = (
  base: ChangeDependencies,
  tables: { readonly register: Table; readonly derived: Table },
) => {
  const deps = {
    ...base,
    imports: importStore(tables.register),
    forms: importForms({ client: s3Client(), bucket: names.importsBucket }),
    progress: importProgress(tables.derived),
  };
  return {
    'post-import': postImports(deps),
    'list-imports': listOwnImports(deps),
    'get-import': getOwnImport(deps),
    'cancel-import': cancelOwnImport(deps),
    'get-import-template': getTemplates({ ...deps, templateOf }),
  };
};

export type ImportOperationId = keyof ReturnType<typeof importHandlers>;
