import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AUTHORISATION_STATES, type Authorisation } from '../shared/authorisations/authorisation.ts';
import { AUTHORISATION_HEAD } from '../shared/authorisations/authorisation-store.ts';
import { CASE_HEAD } from '../shared/cases/case-store.ts';
import { CASE_STATES } from '../shared/cases/joint-case.ts';
import { MANDATE_STATES } from '../shared/mandates/mandate.ts';
import { MANDATE_HEAD } from '../shared/mandates/mandate-store.ts';
import { type CreditRecord, RECORD_STATES } from '../shared/records/record.ts';
import { RECORD_HEAD } from '../shared/records/record-store.ts';
import type { Actor, Head } from '../shared/register/head.ts';
import type { HeadKind } from '../shared/register/head-kind.ts';
import { headStore } from '../shared/register/head-store.ts';
import { settleHead } from '../shared/register/settle-head-store.ts';
import { type Raiser, raised } from '../shared/retention/go-on-above.ts';
import type { LedgerEntry } from '../shared/retention/ledger-entry.ts';
import { replayCase, replayEnd, replayRecord, replayTask } from '../shared/retention/replay.ts';
import type { Replayer } from '../shared/retention/replay-ledger.ts';
import { TASK_STATES } from '../shared/tasks/task.ts';
import { TASK_HEAD } from '../shared/tasks/task-store.ts';
import { TYPICAL_CASE_STATES } from '../shared/typical-cases/typical-case.ts';
import { TYPICAL_CASE_HEAD } from '../shared/typical-cases/typical-case-store.ts';

type Replay<Image> = (image: Image, entry: LedgerEntry, by: Actor) => Image | undefined;

/** How records go on above versions that were lost. */
export const allRaisers = (register: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): Readonly<Record<string, Raiser>> => {
  const heads = headStore(RECORD_HEAD, register);
  return {
    record: async (key, lost, by, dryRun) => {
      const found = await heads.get(key);
      if (found === undefined) return false;
      const next = (record: CreditRecord) => raised(record, lost, by);
      if (dryRun) return next(found.image) !== undefined;
      return (await settleHead(heads, { key, found, next, from: RECORD_STATES })).changed;
    },
  };
};

/** How what the ledger says is done once more to a head of each sort that can end otherwise than by being put away. */
export const allReplayers = (register: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): Readonly<Record<string, Replayer>> => {
  const replayer = <Image extends Head>(
    kind: HeadKind<Image>,
    from: readonly Image['state'][],
    replay: Replay<Image>,
  ): Replayer => {
    const heads = headStore(kind, register);
    return async (key, entry, by, dryRun) => {
      const found = await heads.get(key);
      if (found === undefined) return false;
      const next = (image: Image) => replay(image, entry, by);
      if (dryRun) return next(found.image) !== undefined;
      return (await settleHead(heads, { key, found, next, from })).changed;
    };
  };
  return {
    record: replayer(RECORD_HEAD, RECORD_STATES, replayRecord),
    case: replayer(CASE_HEAD, CASE_STATES, replayCase),
    task: replayer(TASK_HEAD, TASK_STATES, replayTask),
    'typical-case': replayer(TYPICAL_CASE_HEAD, TYPICAL_CASE_STATES, replayEnd('withdrawn')),
    mandate: replayer(MANDATE_HEAD, MANDATE_STATES, replayEnd('ended')),
    authorisation: replayer(
      AUTHORISATION_HEAD,
      AUTHORISATION_STATES,
      replayEnd<Authorisation>('revoked', ({ at }) => ({ revokedAt: at })),
    ),
  };
};
