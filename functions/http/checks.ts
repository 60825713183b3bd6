import * as z from 'zod';
import { documentClient, sqsClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { personKeysIn } from '../../shared/aws/person-keys-secret.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { secretText } from '../../shared/aws/secret.ts';
import { caseWorkQueue } from '../../shared/cases/case-work-queue.ts';
import { checkFiles } from '../../shared/checks/check-file-store.ts';
import { checkLog } from '../../shared/checks/check-log-store.ts';
import { decisionType } from '../../shared/checks/decision-types.ts';
import { dueChecks } from '../../shared/checks/due-check-store.ts';
import { editions } from '../../shared/checks/editions-store.ts';
import { knownHeads } from '../../shared/checks/known-heads-store.ts';
import * as operations from '../../shared/checks/operations.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { randomText } from '../../shared/crypto/digests.ts';
import { manifestSigner } from '../../shared/crypto/manifest-signer.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { nameLeadStore } from '../../shared/subjects/name-lead-store.ts';
import { subjectFinder } from '../../shared/subjects/subject-finder-store.ts';
import { taskStore } from '../../shared/tasks/task-store.ts';
import { noteTold } from '../../shared/withdrawal-ledger/note-told.ts';
import { toldStore } from '../../shared/withdrawal-ledger/told-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { getCheck } from './handlers/get-check.ts';
import { listFlaggedChecks } from './handlers/list-flagged-checks.ts';
import { postChecks } from './handlers/post-check.ts';
import { postCheckOutcomes } from './handlers/post-check-outcome.ts';
import { serve } from './routes.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  PERSON_KEYS_SECRET: z.string(),
  SIGNING_KEY_SECRET: z.string(),
  CASE_WORK_QUEUE_URL: z.string(),
  ...CLAIM_VARIABLES,
});
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };
const { keys } = personKeysIn(env.PERSON_KEYS_SECRET);
const signingSecret = secretText(env.SIGNING_KEY_SECRET);

const base = { ...apiDependencies(env), idempotency: idempotencyStore(derived), now: systemNow };
const files = checkFiles(derived);

export const handler = serve(
  [
    operations.postCheck,
    postChecks({
      ...base,
      sources: {
        finder: subjectFinder({
          ...register,
          personKeys: keys,
          olderCodes: codeAliasStore(derived),
        }),
        leads: nameLeadStore(derived),
        heads: knownHeads(register),
        editions: editions(register),
        idOf: digestId,
      },
      decisionTypes: decisionType,
      checks: checkLog(derived),
      noteTold: noteTold({
        told: toldStore(derived),
        tasks: taskStore(register).getMany,
        work: caseWorkQueue({ client: sqsClient(), queueUrl: env.CASE_WORK_QUEUE_URL }),
      }),
      signer: async () => manifestSigner(await signingSecret()),
      salt: () => randomText(16),
    }),
  ],
  [operations.getCheck, getCheck({ ...base, files })],
  [operations.postCheckOutcome, postCheckOutcomes({ ...base, files })],
  [operations.listFlaggedChecks, listFlaggedChecks({ ...base, due: dueChecks(derived) })],
);
