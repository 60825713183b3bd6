import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { type Instant, toEpochMs } from '../kernel/beijing-time.ts';
import { incomingPath } from './file-paths.ts';
import type { StoredFile } from './stored-file.ts';

/** How a file is sent: `multipart/form-data` to the address, these fields first, then the bytes as the field `file`. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Gives out forms by which one file, and nothing else, can be sent. */
export type UploadForms = (file: StoredFile, at: Instant) => Promise<UploadForm>;

/**
 * Forms with a policy (S3 POST) that names everything: the one path, the exact size, the type, the digest, until when. S3 itself refuses
 * what differs. Needs the right to put objects under `incoming/`.
 */
export const uploadForms =
  (deps: { readonly client: S3Client; readonly bucket: string }): UploadForms =>
  async (file, at) => {
    const { url, fields } = await createPresignedPost(deps.client, {
      Bucket: deps.bucket,
      Key: incomingPath(file),
      Expires: Math.max(1, Math.floor((toEpochMs(file.uploadUntil) - toEpochMs(at)) / 1_000)),
      Conditions: [['content-length-range', file.bytes, file.bytes]],
      Fields: {
        'Content-Type': file.mediaType,
        'x-amz-checksum-algorithm': 'SHA256',
        'x-amz-checksum-sha256': Buffer.from(file.sha256, 'hex').toString('base64'),
      },
    });
    return { url, fields };
  };
