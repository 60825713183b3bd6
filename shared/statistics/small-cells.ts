/** No figure below this is published of what people may be found in: with it, a reader could mean somebody. */
export const SMALLEST_SHOWN = 5;

/** Figures of one column by row, all of which add up to a total that is published too. */
export type Column = ReadonlyMap<string, number>;

export interface ShownColumn {
  /** Figures by row; null for what is left out. */
  readonly rows: ReadonlyMap<string, number | null>;
  /** Whether the total may be published beside them. */
  readonly total: boolean;
}

const isSmall = (figure: number): boolean => figure > 0 && figure < SMALLEST_SHOWN;

/**
 * Whether a total gives nothing away of what is left out: whoever takes what is shown from it gets a sum of several figures, and each of
 * them may be one or as many as may be shown. (At least one in each of them is used up; so many more must be left.)
 */
const hides = (figures: readonly number[]): boolean =>
  figures.length > 1 && figures.reduce((sum, figure) => sum + figure - 1, 0) >= SMALLEST_SHOWN - 1;

/**
 * Leaves out small figures, and with them the next smallest until the total does not tell them (complementary suppression). Where all
 * figures together would not hide them, the total is left out and every figure but noughts, which stay: of nobody they tell nothing.
 */
export const leaveOutSmall = (column: Column): ShownColumn => {
  const counted = [...column].filter(([, figure]) => figure > 0).toSorted(([, a], [, b]) => a - b);
  const small = counted.filter(([, figure]) => isSmall(figure)).length;
  if (small === 0) return { rows: column, total: true };
  const figures = counted.map(([, figure]) => figure);
  const enough = figures.findIndex((_, at) => at + 1 >= small && hides(figures.slice(0, at + 1)));
  const leftOut = new Set(counted.slice(0, enough === -1 ? undefined : enough + 1).map(([row]) => row));
  const rows = new Map([...column].map(([row, figure]) => [row, leftOut.has(row) ? null : figure] as const));
  return { rows, total: enough !== -1 };
};

/** The same where the total is left out for another reason: then no figure may be left from which it could be added up. */
export const leaveOutAll = (column: Column): ShownColumn => ({
  rows: new Map([...column].map(([row, figure]) => [row, figure === 0 ? 0 : null] as const)),
  total: false,
});
