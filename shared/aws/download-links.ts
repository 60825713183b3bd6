import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type Instant, toEpochMs, toInstant } from '../kernel/beijing-time.ts';

/** Long enough to begin a download, short enough that an address that was passed on is worth nothing. */
const LINK_SECONDS = 300;

/** An object as it is saved: never shown. */
export interface Download {
  readonly key: string;
  readonly mediaType: string;
  /** The value of `Content-Disposition`. */
  readonly disposition: string;
}

/** Presigned addresses of some minutes. Needs the right to get the objects. */
export const downloadLinksOf =
  (deps: { readonly client: S3Client; readonly bucket: string }) =>
  async (
    { key, mediaType, disposition }: Download,
    at: Instant,
  ): Promise<{ readonly url: string; readonly until: Instant }> => {
    const command = new GetObjectCommand({
      Bucket: deps.bucket,
      Key: key,
      ResponseContentDisposition: disposition,
      ResponseContentType: mediaType,
      ResponseCacheControl: 'no-store',
    });
    const url = await getSignedUrl(deps.client, command, { expiresIn: LINK_SECONDS });
    return { url, until: toInstant(toEpochMs(at) + LINK_SECONDS * 1_000) };
  };
