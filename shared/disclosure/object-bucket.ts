import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { chunks } from '../kernel/concurrently.ts';

/** Files by path. */
export interface Bucket {
  /** The file's bytes, or undefined if there is none. Of one that is longer than `most` bytes nothing is read: undefined too. */
  get(path: string, most?: number): Promise<Uint8Array | undefined>;
  put(
    path: string,
    body: Uint8Array,
    served?: { readonly contentType: string; readonly cacheControl: string },
  ): Promise<void>;
  /** Deletes files; one that is not there is no matter. */
  delete(paths: readonly string[]): Promise<void>;
  /** The paths that begin so, page by page. */
  list(prefix: string): AsyncIterable<readonly string[]>;
}

/**
 * A write with all its repeats ends within this time: what a run wrote before its lease ended has ended when the next
 * begins.
 */
export const WRITE_MS = 10_000;

/** Limit of DeleteObjects. */
const DELETES_A_CALL = 1_000;

/** A bucket of S3. */
export const objectBucket = (client: S3Client, name: string): Bucket => ({
  get: async (path, most) => {
    try {
      const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: name, Key: path }));
      if (most !== undefined && ContentLength > most) return void (await Body?.transformToWebStream().cancel());
      return await Body?.transformToByteArray();
    } catch (cause) {
      if (!(cause instanceof NoSuchKey)) throw cause;
      return undefined;
    }
  },

  put: async (path, body, served) => {
    const object = { Bucket: name, Key: path, Body: body };
    const headers = served && { ContentType: served.contentType, CacheControl: served.cacheControl };
    await client.send(new PutObjectCommand({ ...object, ...headers }), { abortSignal: AbortSignal.timeout(WRITE_MS) });
  },

  delete: async (paths) => {
    for (const some of chunks(paths, DELETES_A_CALL)) {
      const { Errors } = await client.send(
        new DeleteObjectsCommand({ Bucket: name, Delete: { Objects: some.map((Key) => ({ Key })), Quiet: true } }),
        { abortSignal: AbortSignal.timeout(WRITE_MS) },
      );
      if (Errors?.length) throw new Error(`${Errors.length} files were not deleted: ${Errors[0]?.Code}`);
    }
  },

  list: async function* (prefix) {
    for await (const { Contents } of paginateListObjectsV2({ client }, { Bucket: name, Prefix: prefix })) {
      yield (Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    }
  },
});
