import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { type Instant, toEpochMs } from '../kernel/beijing-time.ts';

/** How a file is sent: `multipart/form-data` to the address, these fields first, then the bytes as the field `file`. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What one form lets in, and until when. */
export interface Upload {
  readonly key: string;
  readonly bytes: number;
  readonly mediaType: string;
  /** Hex. */
  readonly sha256: string;
  readonly until: Instant;
}

/**
 * Forms with a policy (S3 POST) that names everything: the one path, the exact size, the type, the digest, until when. S3 itself refuses
 * what differs. Needs the right to put objects there.
 */
export const uploadFormsOf =
  (deps: { readonly client: S3Client; readonly bucket: string }) =>
  async ({ key, bytes, mediaType, sha256, until }: Upload, at: Instant): Promise<UploadForm> => {
    const { url, fields } = await createPresignedPost(deps.client, {
      Bucket: deps.bucket,
      Key: key,
      Expires: Math.max(1, Math.floor((toEpochMs(until) - toEpochMs(at)) / 1_000)),
      Conditions: [['content-length-range', bytes, bytes]],
      Fields: {
        'Content-Type': mediaType,
        'x-amz-checksum-algorithm': 'SHA256',
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
      },
    });
    return { url, fields };
  };
