import * as z from 'zod';
import { TABLE_FORMATS, type TableHead } from './tables/table.ts';

const count = z.int().min(0);

const Head: z.ZodType<TableHead> = z.object({
  format: z.enum(TABLE_FORMATS),
  encoding: z.enum(['utf-8', 'gb18030']),
  delimiter: z.enum([',', ';', '\t']).exactOptional(),
  lineEnd: z.union([z.literal(10), z.literal(13)]),
  columns: z.array(z.string()).exactOptional(),
  entries: z.array(z.array(z.int())).exactOptional(),
  national: z.array(z.union([z.string(), z.null()]).transform((key) => key ?? undefined)).exactOptional(),
  lacking: z.array(z.int()).exactOptional(),
  bodyFrom: count,
  firstRow: count,
});

/** How a file was divided: what its beginning says, and the ranges of bytes that begin and end at a row. It lies in the bucket beside the file. */
export const ImportPlan = z.object({
  head: Head,
  /** Where the rows lie: in the file as it was sent, or in what was made of a workbook. */
  source: z.enum(['incoming', 'staged']),
  parts: z.array(z.object({ from: count, to: count, firstRow: count, rows: count })),
});
export type ImportPlan = z.output<typeof ImportPlan>;

/** One part of a plan, by its number from 1; undefined if there is none. */
export const partOf = ({ parts }: ImportPlan, part: number): ImportPlan['parts'][number] | undefined => parts[part - 1];
