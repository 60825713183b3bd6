import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, NoSuchKey, NotFound, type S3Client } from '@aws-sdk/client-s3';
import { type ObjectSink, objectSink, writeObject } from '../aws/object-writer.ts';
import { objectBucket } from '../disclosure/object-bucket.ts';
import { errorMediaType } from './error-file.ts';
import type { Import } from './import.ts';
import { errorsPath, incomingPath, planPath, refusedPath, stagedPath } from './import-paths.ts';
import { ImportPlan } from './import-plan.ts';
import { RefusedRow } from './refused-row.ts';
import type { Chunks } from './tables/table.ts';

type Id = Pick<Import, 'id'>;
type Range = { readonly from: number; readonly to: number };

/** The bytes of imports, as work on them sees them; nothing is held but what is asked for. */
export interface ImportBytes {
  /** Bytes of what was sent; undefined if nothing lies there. */
  size(image: Id): Promise<number | undefined>;
  /** A range of what was sent, or of what was made of a workbook; `to` is the byte after the last. */
  read(image: Id, source: ImportPlan['source'], range: Range): Promise<Chunks>;
  /** Takes what is made of a workbook, piece by piece. */
  staging(image: Id): ObjectSink;
  plan(image: Id): Promise<ImportPlan | undefined>;
  keepPlan(image: Id, plan: ImportPlan): Promise<void>;
  /** Keeps the refused rows of a part; the same part again replaces them. */
  keepRefused(image: Id, part: number, rows: readonly RefusedRow[]): Promise<void>;
  /** The refused rows of some parts, in their order. */
  refused(image: Id, parts: readonly number[]): AsyncIterable<RefusedRow>;
  /** Writes the error file whole, or not at all. */
  keepErrors(image: Pick<Import, 'id' | 'format'>, pieces: Chunks): Promise<void>;
  /** Deletes everything but the error file. */
  tidy(image: Id, refusedParts: readonly number[]): Promise<void>;
}

const unlessAbsent = (cause: unknown): undefined => {
  if (!(cause instanceof NoSuchKey || cause instanceof NotFound)) throw cause;
  return undefined;
};

const linesOf = (rows: readonly RefusedRow[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Lines end at line feeds alone: `node:readline` ends them at U+2028 and U+2029 too, which stand in JSON as they are. */
async function* linesIn(input: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

export const importBytes = (deps: { readonly client: S3Client; readonly bucket: string }): ImportBytes => {
  const { client, bucket: Bucket } = deps;
  const objects = objectBucket(client, Bucket);

  const stream = async (Key: string, range?: Range): Promise<Readable> => {
    const Range = range && `bytes=${range.from}-${range.to - 1}`;
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...(Range && { Range }) }));
    if (!(Body instanceof Readable)) throw new Error('an object came without its bytes');
    return Body;
  };

  const place = (key: string, mediaType: string) => ({ client, bucket: Bucket, key, mediaType });

  return {
    size: async (image) => {
      const found = await client.send(new HeadObjectCommand({ Bucket, Key: incomingPath(image) })).catch(unlessAbsent);
      return found?.ContentLength;
    },

    read: (image, source, range) => stream(source === 'staged' ? stagedPath(image) : incomingPath(image), range),

    staging: (image) => objectSink(place(stagedPath(image), 'text/csv')),

    plan: async (image) => {
      const bytes = await objects.get(planPath(image));
      return bytes && ImportPlan.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    },

    keepPlan: (image, plan) => objects.put(planPath(image), Buffer.from(JSON.stringify(plan))),

    keepRefused: (image, part, rows) => objects.put(refusedPath(image, part), Buffer.from(linesOf(rows))),

    refused: async function* (image, parts) {
      for (const part of parts) {
        for await (const line of linesIn(await stream(refusedPath(image, part)))) {
          yield RefusedRow.parse(JSON.parse(line));
        }
      }
    },

    keepErrors: (image, pieces) => writeObject(place(errorsPath(image), errorMediaType(image.format)), pieces),

    tidy: (image, parts) =>
      objects.delete([
        incomingPath(image),
        stagedPath(image),
        planPath(image),
        ...parts.map((part) => refusedPath(image, part)),
      ]),
  };
};

/** Passes bytes on and tells their SHA-256 (hex) when all have passed. */
export const digesting = (chunks: Chunks): { readonly chunks: Chunks; readonly digest: () => string } => {
  const hash = createHash('sha256');
  const passing = async function* () {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  return { chunks: passing(), digest: () => hash.digest('hex') };
};
