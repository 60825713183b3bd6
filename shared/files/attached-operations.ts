import { READERS } from '../cases/visibility.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { OBJECTION_READERS } from '../objections/visibility.ts';
import { FileView } from './file-view.ts';

const attached = {
  method: 'GET',
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: {
      schema: FileView,
      meaning: {
        zh: '文件，附五分钟内有效的下载地址',
        en: 'the file, with an address under which it can be read for five minutes',
      },
    },
  },
  problems: ['not-found'],
} as const;

export const getObjectionFile = operation({
  ...attached,
  id: 'get-objection-file',
  path: '/objections/{id}/files/{file}',
  summary: { zh: '读取异议所附的一份文件', en: 'Read a file that an objection bears' },
  roles: OBJECTION_READERS,
});

export const getCaseFile = operation({
  ...attached,
  id: 'get-case-file',
  path: '/cases/{id}/files/{file}',
  summary: {
    zh: '读取当事人陈述申辩所附的一份文件',
    en: 'Read a file that a statement of the subject on a case bears',
  },
  roles: READERS,
});

export const getRepairFile = operation({
  ...attached,
  id: 'get-repair-file',
  path: '/repairs/{id}/files/{file}',
  summary: { zh: '读取修复申请所附的一份文件', en: 'Read a file that an application for repair bears' },
  roles: ['reporter', 'initiator', 'credit-office', 'auditor'],
});
