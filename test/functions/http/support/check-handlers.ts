import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { getCheck } from '../../../../functions/http/handlers/get-check.ts';
import { listFlaggedChecks } from '../../../../functions/http/handlers/list-flagged-checks.ts';
import { postChecks } from '../../../../functions/http/handlers/post-check.ts';
import { postCheckOutcomes } from '../../../../functions/http/handlers/post-check-outcome.ts';
import type { CaseWorkQueue } from '../../../../shared/cases/case-work-queue.ts';
import { checkFiles } from '../../../../shared/checks/check-file-store.ts';
import { checkLog } from '../../../../shared/checks/check-log-store.ts';
import { decisionType } from '../../../../shared/checks/decision-types.ts';
import { dueChecks } from '../../../../shared/checks/due-check-store.ts';
import { editions } from '../../../../shared/checks/editions-store.ts';
import { knownHeads } from '../../../../shared/checks/known-heads-store.ts';
import { digestId } from '../../../../shared/crypto/digest-id.ts';
import { randomText } from '../../../../shared/crypto/digests.ts';
import { manifestSigner, newSigningKeySecret } from '../../../../shared/crypto/manifest-signer.ts';
import type { PersonKeys } from '../../../../shared/crypto/person-keys.ts';
import type { ApiDependencies } from '../../../../shared/http/api.ts';
import type { Instant } from '../../../../shared/kernel/beijing-time.ts';
import { idempotencyStore } from '../../../../shared/records/idempotency-store.ts';
import { codeAliasStore } from '../../../../shared/subjects/code-alias-store.ts';
import { nameLeadStore } from '../../../../shared/subjects/name-lead-store.ts';
import { subjectFinder } from '../../../../shared/subjects/subject-finder-store.ts';
import { taskStore } from '../../../../shared/tasks/task-store.ts';
import { noteTold } from '../../../../shared/withdrawal-ledger/note-told.ts';
import { toldStore } from '../../../../shared/withdrawal-ledger/told-store.ts';
import { names } from '../../../engines.ts';

/** One key for all tests of a process: whoever holds the public half can check every receipt. */
export const SIGNER = manifestSigner(newSigningKeySecret());

/** Nothing ends while it is answered, unless a test has it so. */
const NO_WORK: CaseWorkQueue = { send: async () => undefined };

/** The function `checks` over a client, as its entry wires it. */
export const checkHandlers = (
  client: DynamoDBDocumentClient,
  deps: ApiDependencies & { readonly keys: PersonKeys; readonly now: () => Instant; readonly work?: CaseWorkQueue },
) => {
  const register = { client, table: names.registerTable };
  const derived = { client, table: names.derivedTable };
  const base = { ...deps, idempotency: idempotencyStore(derived), files: checkFiles(derived) };
  const finder = subjectFinder({
    ...register,
    personKeys: async () => deps.keys,
    olderCodes: codeAliasStore(derived),
  });
  const sources = {
    finder,
    leads: nameLeadStore(derived),
    heads: knownHeads(register),
    editions: editions(register),
    idOf: digestId,
  };
  return {
    'post-check': postChecks({
      ...base,
      sources,
      decisionTypes: decisionType,
      checks: checkLog(derived),
      noteTold: noteTold({ told: toldStore(derived), tasks: taskStore(register).getMany, work: deps.work ?? NO_WORK }),
      signer: async () => SIGNER,
      salt: () => randomText(16),
    }),
    'get-check': getCheck(base),
    'post-check-outcome': postCheckOutcomes(base),
    'list-flagged-checks': listFlaggedChecks({ ...base, due: dueChecks(derived) }),
  };
};
