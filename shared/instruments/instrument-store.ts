import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { INSTRUMENTS, instrumentKey } from '../crypto/list-keys.ts';
import { dateText } from '../kernel/schema.ts';
import { headBatchStore } from '../register/head-batch-store.ts';
import { headImage, instantImage } from '../register/head-image.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { partitionOf } from '../register/partition-store.ts';
import { INSTRUMENT_ACTIONS, INSTRUMENT_STATES, type Instrument } from './instrument.ts';
import { RANKS } from './ranks.ts';

const label = z.object({ zh: z.string(), en: z.string() });

/** An entry as one version of it is stored. */
const InstrumentImage: z.ZodType<Instrument> = z.object({
  ...headImage(INSTRUMENT_STATES, INSTRUMENT_ACTIONS),
  code: z.string(),
  rank: z.enum(RANKS),
  title: label,
  number: z.string().exactOptional(),
  issuer: label,
  article: label,
  inForceFrom: dateText,
  inForceUntil: dateText.exactOptional(),
  nationalItem: z.string().exactOptional(),
  note: label.exactOptional(),
  author: z.string(),
  approvedBy: z.string().exactOptional(),
  repeal: z
    .object({
      until: dateText,
      document: z.string(),
      reason: z.string(),
      proposedBy: z.string(),
      proposedAt: instantImage,
    })
    .exactOptional(),
});

/** Instruments among the register's heads. */
export const INSTRUMENT_HEAD: HeadKind<Instrument> = {
  entity: 'instrument',
  format: { number: PLAIN_FORMAT, image: InstrumentImage },
  keyOf: instrumentKey,
};

/** A version of an entry as it lies in the register. */
export type StoredInstrument = Stored<Instrument>;

/** Reads of the register of instruments, all of them consistent: what was repealed a moment ago carries nothing. */
export interface InstrumentReader {
  /** Entries by their codes; a code that is not registered is left out. One BatchGetItem for a hundred. */
  get(codes: readonly string[]): Promise<ReadonlyMap<string, Instrument>>;
  /** Every entry in every state, by code. */
  all(): Promise<ReadonlyMap<string, Instrument>>;
}

/** The register of instruments. */
export interface InstrumentStore
  extends InstrumentReader,
    Pick<HeadStore<Instrument>, 'add' | 'find' | 'change' | 'history'> {}

const byCode = (stored: readonly StoredInstrument[]): ReadonlyMap<string, Instrument> =>
  new Map(stored.map(({ image }) => [image.code, image]));

/** The register of instruments in the table `register`. */
export const instrumentStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): InstrumentStore => {
  const { add, find, change, history } = headStore(INSTRUMENT_HEAD, deps);
  const read = headBatchStore(INSTRUMENT_HEAD, deps);
  return {
    add,
    find,
    change,
    history,
    get: async (codes) => byCode(await read(codes.map((code) => instrumentKey({ code })))),
    all: async () => byCode(await partitionOf(INSTRUMENT_HEAD, deps, INSTRUMENTS)),
  };
};
