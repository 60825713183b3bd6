import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { caseStore } from '../../shared/cases/case-store.ts';
import { exchangeEntries } from '../../shared/exchange/entry-store.ts';
import { deliveredStore } from '../../shared/notifications/delivered-store.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { taskStore } from '../../shared/tasks/task-store.ts';
import { typicalCaseStore } from '../../shared/typical-cases/typical-case-store.ts';
import * as operations from '../../shared/withdrawal-ledger/operations.ts';
import { reopenStore } from '../../shared/withdrawal-ledger/reopen-store.ts';
import { toldStore } from '../../shared/withdrawal-ledger/told-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { answerReopens, listReopens } from './handlers/reopen-list.ts';
import { getCaseLedger, getRecordLedger } from './handlers/withdrawal-ledgers.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };

const base = { ...apiDependencies(env), now: systemNow };
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

export const handler = serve(
  [operations.getRecordLedger, getRecordLedger(ledgers)],
  [operations.getCaseLedger, getCaseLedger(ledgers)],
  [operations.listReopens, listReopens(reopens)],
  [operations.answerReopen, answerReopens(reopens)],
);
