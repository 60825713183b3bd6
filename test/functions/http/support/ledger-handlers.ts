import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { answerReopens, listReopens } from '../../../../functions/http/handlers/reopen-list.ts';
import { getCaseLedger, getRecordLedger } from '../../../../functions/http/handlers/withdrawal-ledgers.ts';
import { caseStore } from '../../../../shared/cases/case-store.ts';
import { exchangeEntries } from '../../../../shared/exchange/entry-store.ts';
import type { ApiDependencies } from '../../../../shared/http/api.ts';
import type { Instant } from '../../../../shared/kernel/beijing-time.ts';
import { deliveredStore } from '../../../../shared/notifications/delivered-store.ts';
import { recordStore } from '../../../../shared/records/record-store.ts';
import { taskStore } from '../../../../shared/tasks/task-store.ts';
import { typicalCaseStore } from '../../../../shared/typical-cases/typical-case-store.ts';
import { reopenStore } from '../../../../shared/withdrawal-ledger/reopen-store.ts';
import { toldStore } from '../../../../shared/withdrawal-ledger/told-store.ts';
import { names } from '../../../engines.ts';

export type LedgerOperationId =
  | 'get-record-withdrawal-ledger'
  | 'get-case-withdrawal-ledger'
  | 'list-decisions-to-reopen'
  | 'answer-decision-to-reopen';

/** The function `withdrawals` over a client, as its entry wires it. */
export const ledgerHandlers = (
  client: DynamoDBDocumentClient,
  base: ApiDependencies & { readonly now: () => Instant },
) => {
  const register = { client, table: names.registerTable };
  const derived = { client, table: names.derivedTable };
  const ledgers = {
    ...base,
    records: recordStore(register),
    cases: caseStore(register),
    tasks: taskStore(register),
    typicalCases: typicalCaseStore(register),
    exchange: exchangeEntries(derived),
    told: toldStore(derived),
    delivered: deliveredStore(derived),
  };
  const reopens = { ...base, reopens: reopenStore(derived) };
  return {
    'get-record-withdrawal-ledger': getRecordLedger(ledgers),
    'get-case-withdrawal-ledger': getCaseLedger(ledgers),
    'list-decisions-to-reopen': listReopens(reopens),
    'answer-decision-to-reopen': answerReopens(reopens),
  } as const;
};
