import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { S3Client } from '@aws-sdk/client-s3';
import { BatchWriteCommand, type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { type PublisherDeps, publish } from '../../../../functions/queue/handlers/publish.ts';
import { presentation } from '../../../../functions/queue/presentation.ts';
import { batches } from '../../../../shared/aws/batches.ts';
import { documentClient, s3Client } from '../../../../shared/aws/clients.ts';
import { nodeCodec } from '../../../../shared/crypto/codec.ts';
import { logSigner } from '../../../../shared/crypto/log-signer.ts';
import { manifestSigner, newSigningKeySecret } from '../../../../shared/crypto/manifest-signer.ts';
import { entryStateStore } from '../../../../shared/disclosure/entry-state-store.ts';
import { headStore } from '../../../../shared/disclosure/head-store.ts';
import { leaseStore } from '../../../../shared/disclosure/lease-store.ts';
import { objectBucket } from '../../../../shared/disclosure/object-bucket.ts';
import { pendingStore } from '../../../../shared/disclosure/pending-store.ts';
import { withdrawnStore } from '../../../../shared/disclosure/withdrawn-store.ts';
import { type Instant, toEpochMs, toInstant } from '../../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../../shared/kernel/concurrently.ts';
import type { LogFields } from '../../../../shared/kernel/log.ts';
import { csvColumns } from '../../../../shared/records/csv-columns.ts';
import { findIdentityNumbers } from '../../../../shared/subjects/personal-data-in-text.ts';
import { type Result, verifyDisclosure } from '../../../../site/verify.mjs';
import { type Engines, names } from '../../../engines.ts';
import { refOf, type TestRecord, testRegister } from './register.ts';

const signingSecret = newSigningKeySecret();

/** A process is over. */
export class Killed extends Error {}

/** Lets calls through, or not; `outside` counts every call that leaves the process. */
export interface Fate {
  readonly outside: (call: string) => void;
}

export const unharmed: Fate = { outside: () => undefined };

/** From the k-th call on nothing leaves the process any more, not even to tidy up. */
export const diesAt = (k: number): Fate & { readonly calls: string[] } => {
  const calls: string[] = [];
  return {
    calls,
    outside: (call) => {
      calls.push(call);
      if (calls.length >= k) throw new Killed(`killed at call ${k}`);
    },
  };
};

/** The k-th call fails; all others go through. */
export const failsAt = (k: number): Fate & { readonly calls: string[] } => {
  const calls: string[] = [];
  return {
    calls,
    outside: (call) => {
      calls.push(call);
      if (calls.length === k) throw new Error(`call ${k} failed`);
    },
  };
};

/** One client of each service for a test file: sockets are not for the asking. Made when the engines are there. */
let documents: DynamoDBDocumentClient | undefined;
let objects: S3Client | undefined;
const sharedDocuments = (): DynamoDBDocumentClient => {
  documents ??= documentClient();
  return documents;
};
const sharedObjects = (): S3Client => {
  objects ??= s3Client();
  return objects;
};

/** The client, for a process whose calls are fated. */
const mortal = <Client extends DynamoDBDocumentClient | S3Client>(client: Client, fate: Fate): Client => {
  const send = client.send.bind(client) as (...given: unknown[]) => Promise<unknown>;
  return Object.assign(Object.create(client), {
    send: async (...given: unknown[]) => {
      const { input } = given[0] as { input: { Key?: unknown } };
      fate.outside(`${(given[0] as object).constructor.name} ${typeof input.Key === 'string' ? input.Key : ''}`.trim());
      return send(...given);
    },
  });
};

/** A city: its register, its clock, the real engines, and what the publisher told others. */
export const city = (start: string) => {
  const register = testRegister();
  const told = new Map<string, number>();
  const firsts = new Map<string, Instant>();
  const logged: { level: string; message: string; fields: LogFields }[] = [];
  let now = Date.parse(start);
  const clock = { now: () => toInstant(now) };
  const writer = pendingStore(sharedDocuments(), names.derivedTable);
  const note = (level: string) => (message: string, fields: LogFields) => void logged.push({ level, message, fields });

  const depsWith = (fate: Fate) => {
    const client = mortal(sharedDocuments(), fate);
    const files = mortal(sharedObjects(), fate);
    const table = names.derivedTable;
    return {
      source: register.source,
      codec: nodeCodec,
      columnsOf: csvColumns,
      presentation,
      findsIdentityNumber: (text: string) => findIdentityNumbers(text).length > 0,
      pending: pendingStore(client, table),
      states: entryStateStore(client, table),
      heads: headStore(client, table),
      withdrawn: withdrawnStore(client, table),
      leases: leaseStore(client, table, () => toEpochMs(clock.now())),
      disclosure: objectBucket(files, names.disclosureBucket),
      staging: objectBucket(files, names.stagingBucket),
      signer: async () => manifestSigner(signingSecret),
      logSigner: async () => logSigner(signingSecret),
      witnesses: [],
      post: async () => Promise.reject(new Error('nobody is asked')),
      tellEnded: async (recordId: string, version: number, endedOn: string) => {
        fate.outside(`tellEnded ${recordId}`);
        const id = `${recordId} ${version} ${endedOn}`;
        told.set(id, (told.get(id) ?? 0) + 1);
      },
      markFirstPublic: async ({ id }: { id: string }, at: Instant) => {
        fate.outside(`markFirstPublic ${id}`);
        if (!firsts.has(id)) firsts.set(id, at);
      },
      clock,
      pause: async (milliseconds: number) => {
        now += milliseconds;
      },
      newRunId: () => randomUUID(),
      log: { info: note('info'), warn: note('warn'), error: note('error') },
    };
  };

  const world = depsWith(unharmed);
  return {
    register,
    told,
    firsts,
    logged,
    clock,
    depsWith,
    deps: world,
    setTime: (at: string) => {
      now = Date.parse(at);
    },
    /** What posting, correcting or ending a record leads to: the register has it, and the relay notes it. */
    change: async (...records: readonly TestRecord[]) => {
      for (const record of records) register.records.set(record.id, record);
      await concurrently(16, records, ({ id, version }) => writer.put({ ...refOf(id), version }));
    },
    run: (message: object = { reason: 'additions' }, deps: PublisherDeps = world) =>
      publish(deps)({ Records: [{ body: JSON.stringify(message) }] }),
    /** What a reader without our code says. */
    verify: (at?: string): Promise<Result> =>
      verifyDisclosure(reader(world.disclosure), at === undefined ? {} : { at }),
  };
};

export type City = ReturnType<typeof city>;

type Objects = City['deps']['disclosure'];

const reader = (bucket: Objects) => ({
  read: async (path: string) => {
    const bytes = await bucket.get(path);
    return bytes === undefined ? null : Buffer.from(bytes);
  },
  list: () => pathsIn(bucket),
});

export const pathsIn = async (bucket: Objects): Promise<string[]> => {
  const found: string[] = [];
  for await (const page of bucket.list('')) found.push(...page);
  return found.sort();
};

type LookupFile = { entries: { publicId: string; version: number }[] };

const json = async (bucket: Objects, path: string): Promise<unknown> =>
  JSON.parse(Buffer.from((await bucket.get(path)) ?? []).toString() || 'null');

/**
 * What the public can read: entries as the look-up files hold them, and withdrawals. What follows from a version's
 * number is left out.
 */
export const publicContent = async (bucket: Objects) => {
  const entries: { publicId: string; version: number }[] = [];
  for (const path of await pathsIn(bucket)) {
    if (path.startsWith('by-subject/')) entries.push(...((await json(bucket, path)) as LookupFile).entries);
  }
  entries.sort((a, b) => (a.publicId < b.publicId ? -1 : 1));
  return { entries, withdrawn: await json(bucket, 'withdrawn.json') };
};

/** All that can be read in a bucket, unpacked. */
export const textIn = async (bucket: Objects): Promise<string> => {
  const texts = await Promise.all(
    (await pathsIn(bucket)).map(async (path) => {
      const bytes = Buffer.from((await bucket.get(path)) ?? []);
      return `${path} ${path.endsWith('.gz') ? gunzipSync(bytes) : bytes}`;
    }),
  );
  return texts.join('\n');
};

/** All bytes of a bucket. */
export const bytesIn = async (bucket: Objects): Promise<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const path of await pathsIn(bucket))
    found[path] = Buffer.from((await bucket.get(path)) ?? []).toString('base64');
  return found;
};

/** Items of the derived table, by key. */
export const itemsIn = async (): Promise<Record<string, Record<string, unknown>>> => {
  const found: Record<string, Record<string, unknown>> = {};
  const client = sharedDocuments();
  for await (const { Items = [] } of paginateScan({ client }, { TableName: names.derivedTable })) {
    for (const item of Items) found[`${item['pk']} ${item['sk']}`] = item;
  }
  return found;
};

/** All that the engines hold, to be put back as often as needed. */
export const snapshot = async (town: City) => {
  const files = await bytesIn(town.deps.disclosure);
  const items = Object.values(await itemsIn());
  return {
    files,
    restore: async (engines: Engines): Promise<void> => {
      await clear(engines);
      for (const [path, body] of Object.entries(files))
        await town.deps.disclosure.put(path, Buffer.from(body, 'base64'));
      await batches(sharedDocuments(), names.derivedTable).put(items);
    },
  };
};

/** Empties the derived table and both buckets. */
export const clear = async (engines: Engines): Promise<void> => {
  engines.emptyBuckets();
  const client = sharedDocuments();
  for await (const { Items = [] } of paginateScan({ client }, { TableName: names.derivedTable })) {
    for (let from = 0; from < Items.length; from += 25) {
      const requests = Items.slice(from, from + 25).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [names.derivedTable]: requests } }));
    }
  }
};
