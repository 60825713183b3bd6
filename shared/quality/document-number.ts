/** A number that stands in a series: of one prefix, one year. */
export interface SeriesNumber {
  /** What stands before the year, as it is written, e.g. 庄市监罚. */
  readonly prefix: string;
  readonly year: number;
  readonly number: number;
}

/** 庄市监罚〔2026〕12号, in any bracket: six digits at most, so that a day is none. What has a sub-number (12-1号) stands in no series. */
const NUMBERED =
  /^(?<prefix>[^()]{1,40})\((?<year>(?:19|20)\d\d)(?:年)?\)(?:第|字第)?0*(?<number>[1-9]\d{0,5})(?:号|號)?$/u;

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[〔【[]/g, '(')
    .replaceAll(/[〕】\]]/g, ')')
    .replaceAll(/\s/g, '');

/** The place of a document's number in a series of its year; undefined of a number of another form, of which no gap can be said. */
export const seriesNumber = (documentNumber: string): SeriesNumber | undefined => {
  const { prefix, year, number } = NUMBERED.exec(plain(documentNumber))?.groups ?? {};
  if (prefix === undefined || year === undefined || number === undefined) return undefined;
  return { prefix, year: Number(year), number: Number(number) };
};
