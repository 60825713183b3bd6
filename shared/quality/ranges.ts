/** Numbers from the first to the second, both included. */
export type Range = readonly [from: number, to: number];

/** Numbers in any order, some twice, as ranges in order that neither touch nor overlap. */
export const rangesOf = (numbers: Iterable<number>): readonly Range[] => merged([...numbers].map((one) => [one, one]));

/** Ranges in any order, overlapping or not, as ranges in order that neither touch nor overlap. */
export const merged = (ranges: readonly Range[]): readonly Range[] => {
  const inOrder = ranges.toSorted(([a], [b]) => a - b);
  const apart: [number, number][] = [];
  for (const [from, to] of inOrder) {
    const last = apart.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
};

/** How many numbers are in ranges that do not overlap. */
export const countIn = (ranges: readonly Range[]): number => ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);

/** What is missing between the first and the last number of ranges in order. */
export const gapsIn = (ranges: readonly Range[]): readonly Range[] =>
  ranges.slice(1).flatMap(([from], at): readonly Range[] => {
    const before = ranges[at]?.[1];
    return before === undefined ? [] : [[before + 1, from - 1]];
  });

/** Ranges as one text, e.g. `1-5,7,9-12`: eight bytes a range where a list of numbers takes forty. */
export const rangesText = (ranges: readonly Range[]): string =>
  ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');

/** The ranges of such a text. */
export const readRanges = (text: string): readonly Range[] =>
  text === ''
    ? []
    : text.split(',').map((part): Range => {
        const [from = Number.NaN, to = from] = part.split('-').map(Number);
        return [from, to];
      });
