import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { toEpochMs, toInstant } from '../kernel/beijing-time.ts';
import type { FileLinks } from './file-link.ts';
import { attachmentHeader } from './file-name.ts';
import { checkedPath } from './file-paths.ts';

/** Long enough to begin a download, short enough that an address that was passed on is worth nothing. */
const LINK_SECONDS = 300;

/** Presigned addresses: the file is saved under its own name, never shown. Needs the right to get objects under `checked/`. */
export const fileLinks =
  (deps: { readonly client: S3Client; readonly bucket: string }): FileLinks =>
  async (file, at) => {
    if (file.state !== 'clean') return undefined;
    const command = new GetObjectCommand({
      Bucket: deps.bucket,
      Key: checkedPath(file),
      ResponseContentDisposition: attachmentHeader(file.name),
      ResponseContentType: file.mediaType,
      ResponseCacheControl: 'no-store',
    });
    const url = await getSignedUrl(deps.client, command, { expiresIn: LINK_SECONDS });
    return { url, until: toInstant(toEpochMs(at) + LINK_SECONDS * 1_000) };
  };
