import type { S3Client } from '@aws-sdk/client-s3';
import { downloadLinksOf } from '../aws/download-links.ts';
import { type UploadForm, uploadFormsOf } from '../aws/upload-forms.ts';
import type { FileLink } from '../files/file-link.ts';
import { attachmentHeader } from '../files/file-name.ts';
import { beijingDate, type Instant } from '../kernel/beijing-time.ts';
import { errorFileName, errorMediaType } from './error-file.ts';
import type { Import } from './import.ts';
import { errorsPath, incomingPath } from './import-paths.ts';
import { importRulesOn } from './import-rules.ts';

/** What the API gives out of the bucket of imports: a form by which one file can be sent, a link by which its refused rows can be read. */
export interface ImportForms {
  form(image: Import, at: Instant): Promise<UploadForm>;
  link(image: Import, at: Instant): Promise<FileLink>;
}

/** Needs the rights to put objects under `incoming/` and to get those under `errors/`. */
export const importForms = (deps: { readonly client: S3Client; readonly bucket: string }): ImportForms => {
  const form = uploadFormsOf(deps);
  const link = downloadLinksOf(deps);
  return {
    form: (image, at) => {
      const { mediaType } = importRulesOn(beijingDate(image.announcedAt)).formats[image.format];
      const { size: bytes, sha256, uploadUntil: until } = image;
      return form({ key: incomingPath(image), bytes, mediaType, sha256, until }, at);
    },
    link: (image, at) =>
      link(
        {
          key: errorsPath(image),
          mediaType: errorMediaType(image.format),
          disposition: attachmentHeader(errorFileName(image)),
        },
        at,
      ),
  };
};
