import type { S3Client } from '@aws-sdk/client-s3';
import { downloadLinksOf } from '../aws/download-links.ts';
import type { FileLinks } from './file-link.ts';
import { attachmentHeader } from './file-name.ts';
import { checkedPath } from './file-paths.ts';

/** Presigned addresses: the file is saved under its own name, never shown. Needs the right to get objects under `checked/`. */
export const fileLinks = (deps: { readonly client: S3Client; readonly bucket: string }): FileLinks => {
  const link = downloadLinksOf(deps);
  return async (file, at) => {
    if (file.state !== 'clean') return undefined;
    const { mediaType, name } = file;
    return link({ key: checkedPath(file), mediaType, disposition: attachmentHeader(name) }, at);
  };
};
