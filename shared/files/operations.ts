import * as z from 'zod';
import { DEPARTMENT_ROLES } from '../http/department-roles.ts';
import { NOTHING, operation, type Role } from '../http/operation.ts';
import { FileSubmission } from './file-submission.ts';
import { FileView, OfferedFileView } from './file-view.ts';

/** Whoever takes part in a procedure; the auditor, who changes nothing, does not hand anything in. */
const HANDING_IN: readonly Role[] = [...DEPARTMENT_ROLES.filter((role) => role !== 'auditor'), 'subject'];

export const postFile = operation({
  id: 'post-file',
  method: 'POST',
  path: '/files',
  summary: {
    zh: '申报一份文件，取得上传表单',
    en: 'Announce a file and get the form by which it is sent',
  },
  roles: HANDING_IN,
  query: NOTHING,
  body: FileSubmission,
  answers: {
    201: {
      schema: OfferedFileView,
      headers: ['Location'],
      meaning: { zh: '已登记，待上传', en: 'registered; now it is sent' },
    },
    200: {
      schema: OfferedFileView,
      meaning: {
        zh: '同一文件已登记；未上传、已过期或已拒收的附新的表单',
        en: 'the same file is registered; with a new form if it was not sent, not in time, or refused',
      },
    },
  },
  problems: [
    'not-found',
    'file-type-not-allowed',
    'file-too-large',
    'file-name-unfit',
    'identity-number-in-text',
    'stale-version',
  ],
});

export const getFile = operation({
  id: 'get-file',
  method: 'GET',
  path: '/files/{id}',
  summary: { zh: '查看本方提交的文件', en: 'Look at a file that one handed in' },
  roles: HANDING_IN,
  body: NOTHING,
  query: z.strictObject({
    mandate: z
      .string()
      .max(40)
      .exactOptional()
      .describe('为主体提交的，授权编号 the mandate, where it is for a subject'),
  }),
  answers: {
    200: {
      schema: FileView,
      meaning: {
        zh: '状态；可用的附五分钟内有效的下载地址，拒收的说明理由',
        en: 'its state; of a usable one an address for five minutes, of a refused one why',
      },
    },
  },
  problems: ['not-found'],
});
