import * as z from 'zod';
import { failureIssue } from '../kernel/failure.ts';
import { shortText } from '../kernel/schema.ts';
import { KINDS } from '../records/kinds/kinds.ts';
import { IMPORT_FORMATS } from './import-rules.ts';

/** Characters of a name; one of Chinese has three bytes, and some file systems end at 255. */
const LONGEST_NAME = 80;

/** A file of records as it is announced, before it is sent. */
export const ImportSubmission = z
  .strictObject({
    kind: z.enum(KINDS).describe('全部行的记录种类 the kind of record of all its rows'),
    format: z
      .enum(IMPORT_FORMATS)
      .describe(
        'csv 与 xlsx 为国家标准数据项各列，ndjson 每行一条与 POST /records 相同 csv and xlsx in the national columns; ndjson a posting a line, as POST /records takes it',
      ),
    name: shortText(LONGEST_NAME).describe('文件名，含扩展名，不含路径 its name with its ending, no path'),
    size: z.int().min(1).describe('字节数 bytes'),
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
  })
  .meta({ id: 'ImportSubmission' });
export type ImportSubmission = z.output<typeof ImportSubmission>;
