import * as z from 'zod';
import { BODY_SORTS } from '../bodies/bodies.ts';
import { changesOf } from '../http/change-operation.ts';
import { NO_JSON, NOTHING, operation } from '../http/operation.ts';
import { OWNED_STATUSES } from '../register/owned-index-store.ts';
import { ImportSubmission } from './import-submission.ts';
import { ImportView, OfferedImportView } from './import-view.ts';

/** Media types of templates, by the format that is asked for. */
export const TEMPLATE_FILES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export const TEMPLATE_FORMATS = ['csv', 'xlsx'] as const;

/** Who sends files of records: departments, and bodies that are none those of their own statements. */
const WRITERS = ['reporter', ...BODY_SORTS] as const;

export const postImport = operation({
  id: 'post-import',
  method: 'POST',
  path: '/imports',
  summary: {
    zh: '申报一份批量报送文件，取得上传表单',
    en: 'Announce a file of records and get the form by which it is sent',
  },
  roles: WRITERS,
  query: NOTHING,
  body: ImportSubmission,
  answers: {
    201: {
      schema: OfferedImportView,
      headers: ['Location'],
      meaning: { zh: '已登记，待上传', en: 'registered; now it is sent' },
    },
    200: {
      schema: OfferedImportView,
      meaning: {
        zh: '同一文件正在报送；尚未上传的附表单',
        en: 'the same file is being handed in; with its form if it was not sent yet',
      },
    },
  },
  problems: [
    'unknown-department',
    'writer-not-allowed',
    'file-too-large',
    'file-name-unfit',
    'identity-number-in-text',
    'stale-version',
  ],
});

export const listImports = operation({
  id: 'list-imports',
  method: 'GET',
  path: '/imports',
  summary: { zh: '读取本部门的批量报送', en: 'Read the imports of your department' },
  roles: WRITERS,
  body: NOTHING,
  query: z.strictObject({
    status: z
      .enum(OWNED_STATUSES)
      .exactOptional()
      .describe(
        '进行中 open（默认，先申报者在前 the default, first announced first）· 已结束 done（最近申报者在前 last announced first）',
      ),
    cursor: z.string().max(200).exactOptional(),
    limit: z.coerce.number().int().min(1).max(100).exactOptional(),
  }),
  answers: {
    200: {
      schema: z.object({ imports: z.array(ImportView) }).meta({ id: 'Imports' }),
      headers: ['Link'],
      meaning: { zh: '一页批量报送，不含进度', en: 'a page of imports, without their progress' },
    },
  },
  problems: ['invalid-cursor'],
});

export const getImport = operation({
  id: 'get-import',
  method: 'GET',
  path: '/imports/{id}',
  summary: { zh: '查看一次批量报送的进度和结果', en: 'Look at the progress and the outcome of an import' },
  roles: WRITERS,
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: {
      schema: ImportView,
      headers: ['ETag'],
      meaning: {
        zh: '状态和各行结果；有未予归集的行，附错误文件五分钟内有效的下载地址',
        en: 'its state and what became of its rows; of refused ones an address of the error file for five minutes',
      },
    },
  },
  problems: ['not-found'],
});

export const cancelImportOperation = changesOf(ImportView, { zh: '已取消', en: 'the import after that' })({
  id: 'cancel-import',
  path: '/imports/{id}/cancellation',
  summary: { zh: '取消尚未开始处理的批量报送', en: 'Cancel an import that has not begun' },
  roles: WRITERS,
  body: NOTHING,
  problems: [],
});

export const getImportTemplate = operation({
  id: 'get-import-template',
  method: 'GET',
  path: '/imports/templates/{kind}',
  names: ['kind'],
  summary: { zh: '下载一类记录的模板', en: 'Download the template of a kind of record' },
  roles: WRITERS,
  body: NOTHING,
  query: z.strictObject({ format: z.enum(TEMPLATE_FORMATS).exactOptional().describe('默认 csv the default is csv') }),
  answers: {
    200: {
      schema: NO_JSON,
      files: Object.values(TEMPLATE_FILES),
      meaning: { zh: '国家标准数据项各列', en: 'the national columns' },
    },
  },
  problems: ['not-found'],
});

/** Intake by file. */
export const IMPORT_OPERATIONS = [
  postImport,
  listImports,
  getImport,
  cancelImportOperation,
  getImportTemplate,
] as const;
