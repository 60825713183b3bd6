import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { approvedSubscriptions } from '../../shared/subscriptions/approved-subscriptions-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import type { ChangeRecordDependencies } from './handlers/record-changes.ts';

/** What every function that changes a record needs. */
export const changeDependencies = (): ChangeRecordDependencies & {
  readonly client: DynamoDBDocumentClient;
  readonly registerTable: string;
} => {
  const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
  const client = documentClient();
  return {
    ...apiDependencies(env),
    records: recordStore({ client, table: env.REGISTER_TABLE }),
    idempotency: idempotencyStore({ client, table: env.DERIVED_TABLE }),
    now: systemNow,
    client,
    registerTable: env.REGISTER_TABLE,
  };
};

/** The same where a change may bring forth somebody who is to be told. */
export const tellingDependencies = () => {
  const deps = changeDependencies();
  const register = { client: deps.client, table: deps.registerTable };
  return { ...deps, subscriptions: approvedSubscriptions(register, deps.now) };
};
