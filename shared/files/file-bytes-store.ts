import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { attachmentHeader } from './file-name.ts';
import { checkedPath, incomingPath } from './file-paths.ts';
import type { StoredFile } from './stored-file.ts';

/** What was sent: its bytes, or only how many they are, where that is not what was announced. */
export type Incoming = { readonly bytes: Uint8Array } | { readonly size: number };

/** Files' bytes, as the scan sees them. */
export interface FileBytes {
  /** What was sent for a file; undefined if nothing lies there. What is of another size is not fetched. */
  incoming(file: StoredFile): Promise<Incoming | undefined>;
  /** Puts what was looked at, and nothing that came since, where files are read from. Answers where that is. */
  keep(file: StoredFile, bytes: Uint8Array): Promise<{ readonly bucket: string; readonly key: string }>;
  /** Deletes what was sent; with `also: 'checked'` what was kept of it as well. */
  discard(file: Pick<StoredFile, 'id'>, also?: 'checked'): Promise<void>;
}

const unlessAbsent = (cause: unknown): undefined => {
  if (!(cause instanceof NoSuchKey || cause instanceof NotFound)) throw cause;
  return undefined;
};

export const fileBytes = ({ client, bucket: Bucket }: { readonly client: S3Client; readonly bucket: string }) => {
  const remove = (Key: string) => client.send(new DeleteObjectCommand({ Bucket, Key }));
  return {
    incoming: async (file) => {
      const Key = incomingPath(file);
      const found = await client.send(new HeadObjectCommand({ Bucket, Key })).catch(unlessAbsent);
      if (found === undefined) return undefined;
      if (found.ContentLength !== file.bytes) return { size: found.ContentLength ?? 0 };
      const read = await client.send(new GetObjectCommand({ Bucket, Key })).catch(unlessAbsent);
      const bytes = await read?.Body?.transformToByteArray();
      return bytes && { bytes };
    },

    keep: async (file, bytes) => {
      const Key = checkedPath(file);
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body: bytes,
          ContentType: file.mediaType,
          ContentDisposition: attachmentHeader(file.name),
          CacheControl: 'no-store',
          ChecksumSHA256: Buffer.from(file.sha256, 'hex').toString('base64'),
        }),
      );
      return { bucket: Bucket, key: Key };
    },

    discard: async (file, also) => {
      await remove(incomingPath(file));
      if (also === 'checked') await remove(checkedPath(file));
    },
  } satisfies FileBytes;
};
