import * as z from 'zod';
import type { DeltaRow, Element } from '../disclosure/delta.ts';
import { StoredSha256 } from '../disclosure/stored.ts';

const element = { version: z.int().min(1), commitment: StoredSha256 };
const common = { publicId: z.string(), ...element };

/** A line of a delta (docs/disclosure-format.md, section 4). */
const Line = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('ADD'), ...common }),
  z.strictObject({ op: z.literal('DEL'), ...common }),
  z.strictObject({ op: z.literal('MOD'), ...common, previous: z.strictObject(element) }),
]);

/** Reads a line of a delta. Throws on what is none. */
export const deltaRow = (text: string): DeltaRow => {
  const line = Line.parse(JSON.parse(text));
  const { publicId } = line;
  const stated: Element = { version: line.version, commitment: line.commitment };
  switch (line.op) {
    case 'ADD':
      return { op: 'ADD', publicId, after: stated };
    case 'DEL':
      return { op: 'DEL', publicId, before: stated };
    case 'MOD':
      return { op: 'MOD', publicId, before: line.previous, after: stated };
    default:
      return line satisfies never;
  }
};

const beforeOf = (row: DeltaRow): Element | undefined => (row.op === 'ADD' ? undefined : row.before);
const afterOf = (row: DeltaRow): Element | undefined => (row.op === 'DEL' ? undefined : row.after);

/** What several changes of one entry come to, the earliest first; undefined if they come to nothing. */
export const netRow = (rows: readonly DeltaRow[]): DeltaRow | undefined => {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const { publicId } = first;
  const [before, after] = [beforeOf(first), afterOf(last)];
  if (before === undefined) return after && { op: 'ADD', publicId, after };
  if (after === undefined) return { op: 'DEL', publicId, before };
  const isSame = before.version === after.version && before.commitment === after.commitment;
  return isSame ? undefined : { op: 'MOD', publicId, before, after };
};

/** A delta that is being read: where it is. */
interface Reading {
  readonly rows: AsyncIterator<DeltaRow>;
  row: DeltaRow | undefined;
}

const advance = async (reading: Reading): Promise<void> => {
  const last = reading.row?.publicId ?? '';
  const { done, value } = await reading.rows.next();
  if (!done && value.publicId <= last) throw new Error('a delta is not sorted by publicId');
  reading.row = done ? undefined : value;
};

const least = (readings: readonly Reading[]): string | undefined => {
  let found: string | undefined;
  for (const { row } of readings) if (row && (found === undefined || row.publicId < found)) found = row.publicId;
  return found;
};

/**
 * The net delta of deltas that follow one another, the earliest first, each sorted by publicId; one row of each is in memory at a time.
 * Applied to the state before the first it leads to that after the last.
 */
export async function* netDelta(deltas: readonly AsyncIterable<DeltaRow>[]): AsyncGenerator<DeltaRow> {
  const readings = deltas.map((rows): Reading => ({ rows: rows[Symbol.asyncIterator](), row: undefined }));
  for (const reading of readings) await advance(reading);
  for (let id = least(readings); id !== undefined; id = least(readings)) {
    const rows: DeltaRow[] = [];
    for (const reading of readings) {
      if (reading.row?.publicId !== id) continue;
      rows.push(reading.row);
      await advance(reading);
    }
    const net = netRow(rows);
    if (net) yield net;
  }
}
