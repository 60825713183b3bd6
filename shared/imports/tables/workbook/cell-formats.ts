/** Formats of dates that need no words of their own: those of every language, and of Chinese (ISO/IEC 29500-1, 18.8.30). */
const DATE_FORMATS: readonly (readonly [number, number])[] = [
  [14, 17],
  [22, 22],
  [27, 31],
  [36, 36],
  [50, 54],
  [57, 58],
];

/** Excel's limit. */
const LONGEST_FORMAT = 255;

/** Whether a format of a workbook's own shows a date: with years or days, outside quotes, brackets and escapes. */
const showsDate = (code: string): boolean =>
  /[yde]/i.test(code.slice(0, LONGEST_FORMAT).replaceAll(/"[^"]*"|\[[^\]]*\]|\\.|_.|E[+-]/g, ''));

const isDateFormat = (id: number, own: ReadonlyMap<number, string>): boolean => {
  const code = own.get(id);
  return code === undefined ? DATE_FORMATS.some(([first, last]) => id >= first && id <= last) : showsDate(code);
};

/** Collects which styles of cells show dates, by their number. */
export const dateStyles = () => {
  const own = new Map<number, string>();
  const styles: number[] = [];
  let inStyles = false;
  return {
    open: (name: string, attributes: Readonly<Record<string, string>>): void => {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inStyles = true;
      if (name === 'xf' && inStyles) styles.push(Number(attributes['numFmtId'] ?? 0));
    },
    close: (name: string): void => {
      if (name === 'cellXfs') inStyles = false;
    },
    take: (): ReadonlySet<number> =>
      new Set(styles.flatMap((format, style) => (isDateFormat(format, own) ? [style] : []))),
  };
};
