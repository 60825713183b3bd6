import { isRefused } from '../../kernel/failure.ts';
import type { RecordKind } from '../../records/kinds/kinds.ts';
import { cellsOf } from './cells.ts';
import { isBlank, type RawRow, splitRows } from './line-splitter.ts';
import { readNdjsonRow } from './ndjson-row.ts';
import { isExplanations, type RowPlan, rowPlan, submissionOf } from './row-plan.ts';
import { brokenRow } from './row-reasons.ts';
import type { Chunks, TableHead, TableRow } from './table.ts';

type Read = (text: string, raw: RawRow, number: number) => TableRow | undefined;

const cellsReader =
  (plan: RowPlan, delimiter: string): Read =>
  (original, { quoted, broken, ended }, number) => {
    const split = cellsOf(original, delimiter, quoted);
    const cells = broken && typeof split !== 'string' ? 'open-quote' : split;
    if (typeof cells === 'string') return { number, original, failures: [brokenRow(ended ? cells : 'cut-off')] };
    if (isExplanations(plan, cells)) return undefined;
    if (!ended && cells.length < plan.fills.length) return { number, original, failures: [brokenRow('cut-off')] };
    const { sent, failures } = submissionOf(plan, cells);
    return isRefused(failures) ? { number, original, failures } : { number, original, sent };
  };

const ndjsonReader =
  (kind: RecordKind): Read =>
  (original, { broken, ended }, number) => {
    if (broken) return { number, original, failures: [brokenRow('open-quote')] };
    const read = readNdjsonRow(kind, original, ended);
    return read.ok ? { number, original, sent: read.value } : { number, original, failures: [read.failure] };
  };

/**
 * Reads the rows of a table, or of a part of it, as `POST /records` would take them. `chunks` begin at a row, the first of them at `head.bodyFrom` (or a
 * part's `from`), whose number is `firstRow`. Blank rows and rows of explanations are counted, not given. Holds a chunk and a row at a time.
 */
export async function* readRows(
  kind: RecordKind,
  head: TableHead,
  chunks: Chunks,
  firstRow: number = head.firstRow,
): AsyncGenerator<TableRow> {
  const { delimiter, encoding, lineEnd } = head;
  const read = delimiter === undefined ? ndjsonReader(kind) : cellsReader(rowPlan(kind, head), delimiter);
  const text = new TextDecoder(encoding);
  let number = firstRow;
  for await (const rows of splitRows(chunks, { lineEnd, delimiter })) {
    for (const raw of rows) {
      const row = isBlank(raw) ? undefined : read(text.decode(raw.bytes), raw, number);
      number += 1;
      if (row !== undefined) yield row;
    }
  }
}
