import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { postRecords } from '../../../functions/http/handlers/post-records.ts';
import { generateKeys } from '../../../infra/keys.ts';
import { randomText } from '../../../shared/crypto/digests.ts';
import { personKeys } from '../../../shared/crypto/person-keys.ts';
import { toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { Log } from '../../../shared/kernel/log.ts';
import { intakeCountStore } from '../../../shared/quality/intake-count-store.ts';
import { idempotencyStore } from '../../../shared/records/idempotency-store.ts';
import { RECORD_HEAD, recordStore } from '../../../shared/records/record-store.ts';
import { headInserts } from '../../../shared/register/head-inserts-store.ts';
import { codeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import { subjectBatches } from '../../../shared/subjects/subject-batch-store.ts';
import { subjectStore } from '../../../shared/subjects/subject-store.ts';
import { names } from '../../engines.ts';
import { CLAIM_NAMES } from './events.ts';

/** The reference set is posted then. */
export const TODAY = toInstant(Date.parse('2026-11-23T02:00:00.000Z'));

/** A function's log lines are formatted as in production, and go nowhere. */
export const formattingLog: Log = {
  info: (message, fields) => void JSON.stringify({ message, ...fields }),
  warn: (message, fields) => void JSON.stringify({ message, ...fields }),
  error: (message, { error }) => {
    throw new Error(message, { cause: error });
  },
};

const keys = personKeys(generateKeys().personKeys);

/** The function `post-records` over a client. */
export const postFunction = (client: DynamoDBDocumentClient) => {
  const register = { client, table: names.registerTable };
  const olderCodes = codeAliasStore({ client, table: names.derivedTable });
  const subjects = subjectStore({ ...register, personKeys: async () => keys, olderCodes });
  return postRecords({
    claimNames: CLAIM_NAMES,
    log: formattingLog,
    records: recordStore(register),
    subjects,
    addMany: headInserts(RECORD_HEAD, register),
    resolveMany: subjectBatches({ ...register, personKeys: async () => keys, subjects }),
    idempotency: idempotencyStore({ client, table: names.derivedTable }),
    intake: intakeCountStore({ client, table: names.derivedTable }),
    seal: async (number) => keys.seal(number),
    publicId: () => randomText(16),
    // Read once in five minutes, whatever the number of posts.
    subscriptions: async () => [],
    now: () => TODAY,
  });
};
