import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { takeImports } from '../../../../functions/queue/handlers/take-imports.ts';
import { s3Client } from '../../../../shared/aws/clients.ts';
import { objectBucket } from '../../../../shared/disclosure/object-bucket.ts';
import { importBytes } from '../../../../shared/imports/import-bytes-store.ts';
import { importStore } from '../../../../shared/imports/import-store.ts';
import type { PartMessage } from '../../../../shared/imports/part-queue.ts';
import { importProgress } from '../../../../shared/imports/progress-store.ts';
import { toEpochMs, toInstant } from '../../../../shared/kernel/beijing-time.ts';
import { intakeCountStore } from '../../../../shared/quality/intake-count-store.ts';
import { RECORD_HEAD } from '../../../../shared/records/record-store.ts';
import { headInserts } from '../../../../shared/register/head-inserts-store.ts';
import { codeAliasStore } from '../../../../shared/subjects/code-alias-store.ts';
import { subjectBatches } from '../../../../shared/subjects/subject-batch-store.ts';
import { subjectStore } from '../../../../shared/subjects/subject-store.ts';
import { names } from '../../../engines.ts';
import type { Api } from './api.ts';

/** A message as a queue hands it out for the `delivery`th time. */
export const messageOf = (body: unknown, delivery = 1) => ({
  Records: [{ messageId: 'm', body: JSON.stringify(body), attributes: { ApproximateReceiveCount: String(delivery) } }],
});

/** S3's word that a file came. */
export const fileCame = (id: string) => ({
  Records: [{ eventName: 'ObjectCreated:Post', s3: { object: { key: `incoming/${id}` } } }],
});

/** Clients that fail on purpose, or count. */
interface Clients {
  readonly client?: DynamoDBDocumentClient;
  readonly objects?: S3Client;
}

type Engines = Pick<Api, 'stores' | 'now' | 'logged' | 'deps' | 'keys'>;

let ticks = 0;

/** The work on files of records over the tables and the bucket of an API under test; its queue of parts is a list. */
export const importing = (api: Engines, bytesAPart?: number, clients: Clients = {}) => {
  const { client = api.stores.register.client, objects = s3Client() } = clients;
  const register = { client, table: names.registerTable };
  const derived = { client, table: names.derivedTable };
  const personKeys = async () => api.keys;
  const subjects = subjectStore({ ...register, personKeys, olderCodes: codeAliasStore(derived) });
  const note = (message: string, fields: object) => void api.logged.push({ message, fields: { ...fields } });
  const waiting: PartMessage[] = [];
  const bucket = objectBucket(s3Client(), names.importsBucket);
  /** No two beginnings of work fall on one millisecond, as they do not where the clock runs. */
  const ticking = () => {
    ticks += 1;
    return toInstant(toEpochMs(api.now()) + ticks);
  };
  const deps = {
    imports: importStore(register),
    bytes: importBytes({ client: objects, bucket: names.importsBucket }),
    progress: importProgress(derived),
    intake: intakeCountStore(derived),
    parts: { send: async (parts: readonly PartMessage[]) => void waiting.push(...parts) },
    addMany: headInserts(RECORD_HEAD, register),
    resolveMany: subjectBatches({ ...register, personKeys, subjects }),
    seal: api.deps.seal,
    publicId: api.deps.publicId,
    subscriptions: api.deps.subscriptions,
    now: ticking,
    log: { info: note, warn: note, error: note },
    ...(bytesAPart !== undefined && { bytesAPart }),
  };
  const handle = takeImports(deps);
  return {
    deps,
    bucket,
    waiting,
    handle,
    /** All that lies in the bucket. */
    paths: async (): Promise<readonly string[]> => {
      const found: string[] = [];
      for await (const page of bucket.list('')) found.push(...page);
      return found.sort();
    },
    /** Does the work on a file that came until nothing is left to do. */
    all: async (id: string) => {
      await handle(messageOf(fileCame(id)));
      for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await handle(messageOf(part));
    },
  };
};
