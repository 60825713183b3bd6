import * as z from 'zod';
import { type FileLink, FileLinkView } from '../files/file-link.ts';
import { Problem, toProblem } from '../http/problem-response.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Language } from '../kernel/language.ts';
import { dateView, instantView } from '../kernel/view.ts';
import { IMPORT_STATES, type Import } from './import.ts';
import { IMPORT_FORMATS } from './import-rules.ts';
import type { Progress } from './progress.ts';

const count = z.int();

/** An import as its department sees it: what is not in this schema cannot leave. */
export const ImportView = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z
      .enum(IMPORT_STATES)
      .describe(
        'awaited 待上传 · running 处理中 · finished 已完成 · rejected 文件不符 · cancelled 已取消 awaited, rows are being taken in, over, refused as a whole, cancelled',
      ),
    kind: z.string(),
    format: z.enum(IMPORT_FORMATS),
    name: z.string(),
    size: z.int(),
    sha256: z.string(),
    officer: z.string().describe('上传人员 who handed it in'),
    announcedAt: instantView,
    uploadUntil: instantView.optional().describe('上传截止 until when it can be sent'),
    finishedAt: instantView.optional(),
    parts: z
      .object({ done: count, all: count })
      .optional()
      .describe('分段处理进度 how many of its ranges of rows are done'),
    counts: z
      .object({
        rows: count.describe('已处理行数 rows that were looked at'),
        created: count.describe('新归集 taken in'),
        unchanged: count.describe('已存在且内容相同 there already, the same'),
        refused: count.describe('未予归集，见错误文件 refused: see the error file'),
      })
      .optional()
      .describe('目前结果；重复处理同一行不会重复归集 so far; a row that is worked on twice is taken in once'),
    standing: z
      .boolean()
      .optional()
      .describe('因故障停止，运维人员已收到告警 it stands still by a fault, of which the operators were told'),
    problem: Problem.optional().describe('文件整体不符的原因 why the file as a whole was refused'),
    errors: z
      .object({
        rows: count,
        keptUntil: dateView.describe('保留至 until when it is kept'),
        link: FileLinkView.optional(),
      })
      .optional()
      .describe(
        '错误文件：原行、行号、位置和原因，改正后可直接重新上传 the refused rows with the reasons; mended, it can be sent again as it is',
      ),
  })
  .meta({ id: 'Import' });

/** An import whose place is open, with the form by which its file is sent. */
export const OfferedImportView = ImportView.extend({
  form: z
    .object({ url: z.string(), fields: z.record(z.string(), z.string()), until: instantView })
    .optional()
    .describe(
      '以 multipart/form-data 提交：先各字段，最后为 file；已上传的无此项 sent as multipart/form-data, these fields first and `file` last; absent once it was sent',
    ),
}).meta({ id: 'OfferedImport' });

/** What is shown of an import beside its head. */
export interface ShownWith {
  readonly language: Language;
  /** While it runs. */
  readonly progress?: Progress;
  /** Of a finished one with refused rows: until when they are kept, and where they can be read now. */
  readonly errors?: { readonly keptUntil: CalendarDate; readonly link?: FileLink };
}

/** An import as its department sees it. */
export const toImportView = (image: Import, shown: ShownWith): z.input<typeof ImportView> => {
  const { id, version, state, kind, format, name, size, sha256, officer, announcedAt, uploadUntil, parts } = image;
  const counts = image.counts ?? shown.progress?.counts;
  const done = state === 'finished' ? parts : shown.progress?.done;
  return {
    id,
    version,
    state,
    kind,
    format,
    name,
    size,
    sha256,
    officer,
    announcedAt,
    ...(state === 'awaited' && { uploadUntil }),
    ...(state === 'finished' && { finishedAt: image.change.at }),
    ...(parts !== undefined && { parts: { done: done ?? 0, all: parts } }),
    ...(counts && parts !== undefined && { counts }),
    ...(shown.progress && shown.progress.standing > 0 && { standing: true }),
    ...(image.failures && { problem: toProblem(image.failures, shown.language) }),
    ...(shown.errors && { errors: { rows: image.counts?.refused ?? 0, ...shown.errors } }),
  };
};
