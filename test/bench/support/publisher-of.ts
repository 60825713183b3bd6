import type { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type PublisherDeps, publish } from '../../../functions/queue/handlers/publish.ts';
import { presentation } from '../../../functions/queue/presentation.ts';
import { PUBLISHED_SORTS } from '../../../functions/queue/published-sorts.ts';
import { nodeCodec } from '../../../shared/crypto/codec.ts';
import { randomText } from '../../../shared/crypto/digests.ts';
import { logSigner } from '../../../shared/crypto/log-signer.ts';
import { manifestSigner, newSigningKeySecret } from '../../../shared/crypto/manifest-signer.ts';
import { audit } from '../../../shared/disclosure/audit.ts';
import { BulkList, makePart, readPart } from '../../../shared/disclosure/bulk.ts';
import { paths } from '../../../shared/disclosure/files.ts';
import type { Head } from '../../../shared/disclosure/head-store.ts';
import { NO_REFRESH, type Refresh } from '../../../shared/disclosure/refresh.ts';
import { toEpochMs, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { csvColumns } from '../../../shared/records/csv-columns.ts';
import { publicationSource } from '../../../shared/register/publication-source-store.ts';
import { findIdentityNumbers } from '../../../shared/subjects/personal-data-in-text.ts';
import type { Item } from '../units/capacity.ts';
import { formattingLog, TODAY } from './post-function.ts';

/** Where a town keeps what the publisher reads and writes. */
export interface TownStores extends Pick<PublisherDeps, 'pending' | 'states' | 'disclosure' | 'staging'> {
  /** The register's item of a head, by its sort key. */
  readonly headItem: (sk: string) => Item | undefined;
  /** Is told when a version is public. */
  readonly projected?: (version: number) => void;
}

/** The register as its client answers: heads by key, as they are stored. */
const registerClient = (headItem: TownStores['headItem']): DynamoDBDocumentClient => {
  const send = async ({ input }: BatchGetCommand) => {
    const [[table, { Keys = [] }] = ['', {}]] = Object.entries(input.RequestItems ?? {});
    return { Responses: { [table]: Keys.flatMap(({ sk }) => headItem(String(sk)) ?? []) } };
  };
  return { send } as unknown as DynamoDBDocumentClient;
};

/** The real publisher of a town, with its clock and keys, over stores that are given. */
export const publisherOf = ({ headItem, projected = () => undefined, ...stores }: TownStores) => {
  let head: Head | undefined;
  let now = toEpochMs(TODAY);
  const secret = newSigningKeySecret();
  const deps: PublisherDeps = {
    ...stores,
    source: publicationSource({ client: registerClient(headItem), table: 'register' }, PUBLISHED_SORTS),
    withdrawn: { put: async () => undefined, since: async () => [] },
    heads: {
      read: async () => head,
      commit: async (next) => {
        head = next;
        return true;
      },
      stamp: async (_, at) => at,
      projected: async () => {
        if (head) head = { ...head, state: 'projected' };
        projected(head?.version ?? 0);
      },
    },
    leases: { take: async () => 'taken' as const, release: async () => undefined },
    codec: nodeCodec,
    columnsOf: csvColumns,
    presentation,
    findsIdentityNumber: (text) => findIdentityNumbers(text).length > 0,
    signer: async () => manifestSigner(secret),
    logSigner: async () => logSigner(secret),
    witnesses: [],
    post: async () => Promise.reject(new Error('nobody is asked')),
    clock: {
      now: () => {
        now += 1;
        return toInstant(now);
      },
    },
    pause: async () => undefined,
    newRunId: () => randomText(16),
    tellEnded: async () => undefined,
    markFirstPublic: async () => undefined,
    log: formattingLog,
  };

  return {
    /** Publishes all that waits. */
    publish: () => publish(deps)({ Records: [{ body: JSON.stringify({ reason: 'manual', allowVolume: true }) }] }),
    /** Adds the public copy up anew as every night: what is missing, or undefined if the digest is not the one that was kept. */
    audit: async (): Promise<Refresh | undefined> => {
      const missing = head && (await audit(deps, head, { hold: async () => undefined }));
      return missing === NO_REFRESH ? undefined : missing;
    },
    /**
     * Reads those parts of the newest version whose entries lie in these files and makes them again, as a version does whose changes touch
     * them; says how many they were.
     */
    remakeParts: async (files: ReadonlySet<string>): Promise<number> => {
      const list = await stores.disclosure.get(paths.bulk(head?.version ?? 0));
      const { parts } = BulkList.parse(JSON.parse(new TextDecoder().decode(list)));
      const some = parts.filter(({ ndjson }) => files.has(ndjson.path));
      for (const part of some) {
        const entries = await readPart(nodeCodec, part, await stores.disclosure.get(part.ndjson.path));
        await makePart(deps, part.group, entries ?? []);
      }
      return some.length;
    },
    /** Entries that the public copy holds. */
    entries: () => head?.entries ?? 0,
    /** Versions that were published. */
    versions: () => head?.version ?? 0,
  };
};
