import type { S3Client } from '@aws-sdk/client-s3';
import { type UploadForm, uploadFormsOf } from '../aws/upload-forms.ts';
import type { Instant } from '../kernel/beijing-time.ts';
import { incomingPath } from './file-paths.ts';
import type { StoredFile } from './stored-file.ts';

/** Gives out forms by which one file, and nothing else, can be sent. */
export type UploadForms = (file: StoredFile, at: Instant) => Promise<UploadForm>;

/** Forms for files. Needs the right to put objects under `incoming/`. */
export const uploadForms = (deps: { readonly client: S3Client; readonly bucket: string }): UploadForms => {
  const form = uploadFormsOf(deps);
  return (file, at) => {
    const { bytes, mediaType, sha256, uploadUntil: until } = file;
    return form({ key: incomingPath(file), bytes, mediaType, sha256, until }, at);
  };
};
