import * as z from 'zod';
import { plainText } from '../checks/submission.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { CaseLedgerView, RecordLedgerView } from './ledger-view.ts';
import { ReopenView } from './reopen-view.ts';

/** Roles of a department that decides: those that may check. */
const DECIDERS = ['implementer', 'initiator', 'reporter', 'credit-office'] as const;

export const getRecordLedger = operation({
  id: 'get-record-withdrawal-ledger',
  method: 'GET',
  path: '/records/{id}/withdrawal-ledger',
  summary: {
    zh: '一条记录告知过谁、失效后是否告知并签收',
    en: 'Who was told of a record, who was told of its end, and who acknowledged it',
  },
  roles: ['reporter', 'credit-office', 'auditor'],
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: {
      schema: RecordLedgerView,
      meaning: { zh: '报送部门看本部门记录', en: 'the reporting department reads its own records’' },
    },
  },
  problems: ['not-found'],
});

export const getCaseLedger = operation({
  id: 'get-case-withdrawal-ledger',
  method: 'GET',
  path: '/cases/{id}/withdrawal-ledger',
  summary: {
    zh: '一件案件的各项措施告知过谁、解除后是否告知并签收',
    en: 'Who was told of the measures of a case, who was told of their ends, and who acknowledged them',
  },
  roles: ['initiator', 'credit-office', 'auditor'],
  body: NOTHING,
  query: z.strictObject({ cursor: z.string().max(200).exactOptional() }),
  answers: {
    200: {
      schema: CaseLedgerView,
      headers: ['Link'],
      meaning: {
        zh: '发起部门看本部门案件；措施分页',
        en: 'the initiating department reads its own cases’; measures in pages',
      },
    },
  },
  problems: ['not-found', 'invalid-cursor'],
});

export const listReopens = operation({
  id: 'list-decisions-to-reopen',
  method: 'GET',
  path: '/reopen-list',
  summary: {
    zh: '所依据的措施已被撤销、需复核的决定',
    en: 'Decisions that relied on a measure which was annulled since, to be looked at again',
  },
  roles: [...DECIDERS, 'auditor'],
  body: NOTHING,
  query: z.strictObject({
    department: z.string().max(64).exactOptional(),
    cursor: z.string().max(200).exactOptional(),
    limit: z.coerce.number().int().min(1).max(100).exactOptional(),
  }),
  answers: {
    200: {
      schema: z.object({ decisions: z.array(ReopenView) }).meta({ id: 'DecisionsToReopen' }),
      headers: ['Link'],
      meaning: {
        zh: '期限在前的在前；不写部门即本部门，信用办与审计可看任一部门；办结后不再列出',
        en: 'first due first; your own if you name no department, any for the credit office and auditors; a closed one is listed no more',
      },
    },
  },
  problems: ['invalid-cursor'],
});

/** What a department came to about its decision. */
export const ReopenOutcome = z
  .strictObject({
    result: z.enum(['reopened', 'maintained']).describe('已重新办理 reopened · 维持原决定 maintained'),
    reason: plainText(500),
    document: plainText(200).exactOptional().describe('新决定文书号 number of the new decision'),
  })
  .meta({ id: 'ReopenOutcome' });
export type ReopenOutcome = z.output<typeof ReopenOutcome>;

export const answerReopen = operation({
  id: 'answer-decision-to-reopen',
  method: 'POST',
  path: '/reopen-list/{id}/outcome',
  summary: {
    zh: '反馈复核结果：重新办理，或维持并说明理由',
    en: 'Say what became of the decision: reopened, or maintained with a reason',
  },
  roles: DECIDERS,
  body: ReopenOutcome,
  query: NOTHING,
  answers: {
    200: { schema: ReopenView, meaning: { zh: '已记录；重复反馈结果不变', en: 'kept; again changes nothing' } },
  },
  problems: ['identity-number-in-text', 'not-found', 'outcome-given'],
});
