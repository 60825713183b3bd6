import type { Codec } from './codec.ts';
import { byPublicId } from './entry.ts';
import { moved, STATE_BYTES } from './lt-hash.ts';

/** One version of one entry, without its content. */
export interface Element {
  readonly version: number;
  readonly commitment: string;
}

/** What a delta says of an entry: what went and what came. */
export type DeltaRow =
  | { readonly op: 'ADD'; readonly publicId: string; readonly after: Element }
  | { readonly op: 'MOD'; readonly publicId: string; readonly before: Element; readonly after: Element }
  | { readonly op: 'DEL'; readonly publicId: string; readonly before: Element };

/** What the state digest sums up. */
export const elementOf = (publicId: string, { version, commitment }: Element): string =>
  `${publicId}:${version}:${commitment}`;

/** A line of a delta, without its end. */
export const deltaLine = (row: DeltaRow): string => {
  const { version, commitment } = row.op === 'DEL' ? row.before : row.after;
  const common = { op: row.op, publicId: row.publicId, version, commitment };
  if (row.op !== 'MOD') return JSON.stringify(common);
  return JSON.stringify({ ...common, previous: { version: row.before.version, commitment: row.before.commitment } });
};

/** The text of a delta: a line a change, sorted by publicId (docs/disclosure-format.md, section 4). */
export const deltaText = (rows: readonly DeltaRow[]): string =>
  rows
    .toSorted(byPublicId)
    .map((row) => `${deltaLine(row)}\n`)
    .join('');

/** How many of each. */
export const tally = (rows: readonly DeltaRow[]) => ({
  ADD: rows.filter(({ op }) => op === 'ADD').length,
  MOD: rows.filter(({ op }) => op === 'MOD').length,
  DEL: rows.filter(({ op }) => op === 'DEL').length,
});

/** digest(n) from digest(n−1) and the changes of version n. */
export const digestAfter = (
  state: Uint8Array,
  rows: readonly DeltaRow[],
  codec: Pick<Codec, 'stretch'>,
): Uint8Array => {
  const removed = rows.flatMap((row) => (row.op === 'ADD' ? [] : [elementOf(row.publicId, row.before)]));
  const added = rows.flatMap((row) => (row.op === 'DEL' ? [] : [elementOf(row.publicId, row.after)]));
  return moved(state, { added, removed }, (element) => codec.stretch(element, STATE_BYTES));
};
