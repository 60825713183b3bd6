import * as z from 'zod';
import type { Label } from '../kernel/label.ts';
import { instantView, labelView } from '../kernel/view.ts';
import { type FileLink, FileLinkView } from './file-link.ts';
import { FILE_PURPOSES, FILE_STATES, REJECTIONS, type Rejection, type StoredFile } from './stored-file.ts';

/** Why a file was refused, for whoever handed it in. */
export const REJECTION_LABELS: Readonly<Record<Rejection, Label>> = {
  'wrong-size': { zh: '文件大小与申报不符', en: 'its size is not the one that was said' },
  'wrong-digest': { zh: '文件内容与申报的摘要不符', en: 'its content is not that of the digest that was given' },
  'wrong-type': { zh: '文件内容不是所申报的类型', en: 'its content is not of the type that was said' },
  'two-types': { zh: '文件同时可按另一类型打开', en: 'it can be opened as a file of another type as well' },
  incomplete: { zh: '文件不完整', en: 'it is cut off' },
  infected: { zh: '文件含恶意代码', en: 'it holds malicious code' },
};

/** A file as whoever handed it in sees it: what is not in this schema cannot leave. */
export const FileView = z
  .object({
    id: z.string(),
    state: z
      .enum(FILE_STATES)
      .describe('pending 待上传或待检查 · clean 可用 · rejected 已拒收 awaited or being scanned, usable, refused'),
    name: z.string(),
    mediaType: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    purpose: z.enum(FILE_PURPOSES),
    uploadUntil: instantView.optional().describe('上传截止 until when it can be sent'),
    scannedAt: instantView.optional(),
    rejection: z.object({ reason: z.enum(REJECTIONS), label: labelView }).optional(),
    link: FileLinkView.optional(),
  })
  .meta({ id: 'File' });

/** A file whose place is open, with the form by which it is sent. */
export const OfferedFileView = FileView.extend({
  form: z
    .object({ url: z.string(), fields: z.record(z.string(), z.string()), until: instantView })
    .optional()
    .describe(
      '以 multipart/form-data 提交：先各字段，最后为 file；已可用的文件无此项 sent as multipart/form-data, these fields first and `file` last; absent of a file that is usable already',
    ),
}).meta({ id: 'OfferedFile' });

/** A file in a list of another head: what it is and whether it can be read. */
export const toFileView = (file: StoredFile, link?: FileLink): z.input<typeof FileView> => {
  const { id, state, name, mediaType, bytes, sha256, purpose, uploadUntil, scan } = file;
  const reason = scan?.rejection;
  return {
    id,
    state,
    name,
    mediaType,
    bytes,
    sha256,
    purpose,
    ...(state === 'pending' && { uploadUntil }),
    ...(scan && { scannedAt: scan.at }),
    ...(reason && { rejection: { reason, label: REJECTION_LABELS[reason] } }),
    ...(link && { link }),
  };
};
