import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** A row of a department's file: the national columns, and beside them what the national table does not hold. */
const Row = z.looseObject({
  department: z.string(),
  kind: z.string(),
  national: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Row = z.output<typeof Row>;

/** The demonstration's file: every subject in it is fictional, with codes of area 210299, which is assigned to nobody. */
export const readRows = (): readonly Row[] =>
  readFileSync(join(import.meta.dirname, 'national-rows.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => Row.parse(JSON.parse(line)));

/** A row as it is posted: who posts it is in the token. */
export const submissionOf = ({ department: _, ...submission }: Row) => submission;

/** The number of the decision in a row of either table. */
export const documentNumberOf = ({ national }: Row): string => String(national['CF_WSH'] ?? national['XK_WSH']);
