import * as z from 'zod';
import { changesOf } from '../http/change-operation.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { AcceptanceSubmission, ExtensionSubmission } from './acceptance.ts';
import { RepairSubmission } from './apply.ts';
import { BadFaithReversal, BadFaithSubmission } from './bad-faith.ts';
import { RepairWithdrawal, UrgingSubmission } from './closing.ts';
import { RepairDecision } from './decision.ts';
import { RepairView } from './repair-view.ts';

/** Who works for the department that decided what is to be repaired 谁认定谁修复. */
const DECIDERS = ['reporter', 'initiator'] as const;
const SUBJECT_SIDE_ROLES = ['subject', 'counter-clerk'] as const;

const repair = { schema: RepairView, headers: ['ETag'] };
const change = changesOf(RepairView, { zh: '变更后的申请', en: 'the application after the change' });

export const applyForRepairOperation = operation({
  id: 'apply-for-repair',
  method: 'POST',
  path: '/subjects/{id}/repairs',
  summary: { zh: '申请信用修复', en: 'Apply for the repair of a record or a joint case' },
  roles: SUBJECT_SIDE_ROLES,
  query: NOTHING,
  body: RepairSubmission,
  idempotencyKey: true,
  answers: {
    201: { ...repair, headers: ['ETag', 'Location'], meaning: { zh: '已申请', en: 'applied for' } },
    200: { ...repair, meaning: { zh: '同一申请已经提交过', en: 'the same was applied for before' } },
  },
  problems: [
    'mirrored-entry',
    'not-found',
    'nothing-to-repair',
    'repair-by-court',
    'repair-too-early',
    'repair-pending',
    'repair-barred',
    'date-out-of-bounds',
    'person-not-disclosed',
    'identity-number-in-text',
    'file-not-found',
    'file-not-clean',
  ],
});

export const getOwnRepair = operation({
  id: 'get-own-repair',
  method: 'GET',
  path: '/subjects/{id}/repairs/{repair}',
  summary: { zh: '读取本主体的一项修复申请', en: 'Read an application for repair of the subject' },
  roles: SUBJECT_SIDE_ROLES,
  query: NOTHING,
  body: NOTHING,
  answers: { 200: { ...repair, meaning: { zh: '申请及其期限', en: 'the application with its clocks' } } },
  problems: ['not-found'],
});

export const withdrawRepairOperation = change({
  id: 'withdraw-repair',
  path: '/subjects/{id}/repairs/{repair}/withdrawal',
  summary: { zh: '撤回修复申请', en: 'Take an application for repair back' },
  roles: SUBJECT_SIDE_ROLES,
  body: RepairWithdrawal,
  problems: ['identity-number-in-text'],
});

export const listRepairs = operation({
  id: 'list-repairs',
  method: 'GET',
  path: '/repairs',
  summary: { zh: '读取由一个部门决定的修复申请', en: 'Read the applications for repair that a department decides' },
  roles: [...DECIDERS, 'credit-office', 'auditor'],
  body: NOTHING,
  query: z.strictObject({
    department: z
      .string()
      .max(80)
      .exactOptional()
      .describe('部门代码（信用办、审计可查任一部门；默认本部门） whose; any for the credit office and auditors'),
    status: z
      .enum(['open', 'done'])
      .exactOptional()
      .describe(
        '待办 open（默认，先到期者在前 the default, first due first）· 其他 done（最近申请者在前 newest first）',
      ),
    cursor: z.string().max(200).exactOptional(),
    limit: z.coerce.number().int().min(1).max(100).exactOptional(),
  }),
  answers: {
    200: {
      schema: z.object({ repairs: z.array(RepairView) }).meta({ id: 'Repairs' }),
      headers: ['Link'],
      meaning: { zh: '一页申请', en: 'a page of applications' },
    },
  },
  problems: ['invalid-cursor', 'foreign-department', 'unknown-department'],
});

export const getRepair = operation({
  id: 'get-repair',
  method: 'GET',
  path: '/repairs/{id}',
  summary: { zh: '读取一项修复申请', en: 'Read an application for repair' },
  roles: [...DECIDERS, 'credit-office', 'auditor'],
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { ...repair, meaning: { zh: '申请及其期限', en: 'the application with its clocks' } } },
  problems: ['not-found'],
});

export const acceptRepairOperation = change({
  id: 'accept-repair',
  path: '/repairs/{id}/acceptance',
  summary: {
    zh: '受理修复申请，或者一次性告知缺少什么',
    en: 'Accept an application for repair, or say at once what is missing',
  },
  roles: DECIDERS,
  body: AcceptanceSubmission,
  problems: ['identity-number-in-text'],
});

export const extendRepairOperation = change({
  id: 'extend-repair',
  path: '/repairs/{id}/extension',
  summary: { zh: '说明理由，延长办理期限一次', en: 'Extend the time for the decision once, with the reason' },
  roles: DECIDERS,
  body: ExtensionSubmission,
  problems: ['repair-not-extendable', 'identity-number-in-text'],
});

export const decideRepairOperation = change({
  id: 'decide-repair',
  path: '/repairs/{id}/decision',
  summary: {
    zh: '决定准予或者不予修复；认定部门的另一人员办理',
    en: 'Grant or refuse a repair: another officer than who wrote what is to be repaired',
  },
  roles: DECIDERS,
  body: RepairDecision,
  problems: ['same-officer', 'nothing-to-repair', 'repair-too-early', 'date-out-of-bounds', 'identity-number-in-text'],
});

export const recordBadFaithOperation = change({
  id: 'record-bad-faith',
  path: '/repairs/{id}/bad-faith',
  summary: {
    zh: '记录修复中的虚假材料或者违诺；作出决定以外的人员办理',
    en: 'Record false material or a broken commitment: by another officer than who decided',
  },
  roles: DECIDERS,
  body: BadFaithSubmission,
  problems: ['same-officer', 'date-out-of-bounds', 'identity-number-in-text'],
});

export const reverseBadFaithOperation = change({
  id: 'reverse-bad-faith',
  path: '/repairs/{id}/bad-faith/reversal',
  summary: {
    zh: '撤销修复失信记录；作出该记录以外的人员办理',
    en: 'Take a record of bad faith back: by another officer than who recorded it',
  },
  roles: DECIDERS,
  body: BadFaithReversal,
  problems: ['same-officer', 'date-out-of-bounds', 'identity-number-in-text'],
});

export const urgeRepairOperation = change({
  id: 'urge-repair',
  path: '/repairs/{id}/urging',
  summary: { zh: '信用办督办；不代为决定', en: 'The credit office urges the authority; it decides nothing' },
  roles: ['credit-office'],
  body: UrgingSubmission,
  problems: ['too-many-items', 'identity-number-in-text'],
});

/** Every operation on applications for repair, in the order of the description. */
export const REPAIR_OPERATIONS = [
  applyForRepairOperation,
  getOwnRepair,
  withdrawRepairOperation,
  listRepairs,
  getRepair,
  acceptRepairOperation,
  extendRepairOperation,
  decideRepairOperation,
  recordBadFaithOperation,
  reverseBadFaithOperation,
  urgeRepairOperation,
];
