import { DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { checkedPath } from './file-paths.ts';

/**
 * Deletes the bytes of a file for good: the bucket is not versioned. What is not there is no matter; whatever else goes wrong is thrown, so that
 * it is tried again. Needs the right to delete objects under `checked/` and no other: what waits under `incoming/` goes by itself.
 */
export type FileEraser = (id: string) => Promise<void>;

export const fileEraser =
  ({ client, bucket: Bucket }: { readonly client: S3Client; readonly bucket: string }): FileEraser =>
  async (id) => {
    await client.send(new DeleteObjectCommand({ Bucket, Key: checkedPath({ id }) }));
  };
