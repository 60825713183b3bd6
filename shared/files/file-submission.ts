import * as z from 'zod';
import { failureIssue } from '../kernel/failure.ts';
import { shortText } from '../kernel/schema.ts';
import { FILE_PURPOSES } from './stored-file.ts';

/** Bytes of a name; a character of Chinese has three, and some file systems end at 255. */
const LONGEST_NAME = 80;

/** A file as it is announced: what it is, before it is sent. */
export const FileSubmission = z
  .strictObject({
    name: shortText(LONGEST_NAME).describe('文件名，含扩展名，不含路径 its name with its ending, no path'),
    mediaType: z
      .string()
      .min(1)
      .max(100)
      .meta({ examples: ['application/pdf'] }),
    bytes: z.int().min(1).describe('字节数 its size'),
    sha256: z
      .string()
      .refine(
        (text) => /^[0-9a-f]{64}$/.test(text),
        failureIssue({
          kind: 'invalid-value',
          parameters: { expected: { zh: 'SHA-256，64位小写十六进制', en: 'SHA-256, 64 hex digits in lower case' } },
        }),
      )
      .meta({ examples: ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'] }),
    purpose: z.enum(FILE_PURPOSES),
    mandate: z
      .string()
      .refine(
        (text) => /^[\w-]{22}$/.test(text),
        failureIssue({
          kind: 'invalid-value',
          parameters: { expected: { zh: '授权编号', en: 'the id of a mandate' } },
        }),
      )
      .exactOptional()
      .describe('为主体提交的，授权编号 the mandate, where it is handed in for a subject'),
  })
  .meta({ id: 'FileSubmission' });
export type FileSubmission = z.output<typeof FileSubmission>;
