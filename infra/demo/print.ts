/** Chinese characters and full-width signs take two columns of a terminal. */
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f]/g;

const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(width - widthOf(text), 0));

/** Prints lines, indented below their heading. */
export const say = (...lines: readonly string[]): void => {
  for (const line of lines) console.log(`  ${line}`);
};

/** Prints the heading of a step. */
export const heading = (zh: string, en: string): void => console.log(`\n■ ${zh}  ${en}`);

/** Prints rows with their columns below each other; numbers stand to the right. */
export const table = (rows: readonly (readonly (string | number)[])[]): void => {
  const texts = rows.map((row) => row.map(String));
  const columns = Math.max(...texts.map(({ length }) => length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...texts.map((row) => widthOf(row[at] ?? ''))));
  const cell = (text: string, width: number): string =>
    /^\d+$/.test(text) ? text.padStart(width) : padded(text, width);
  for (const row of texts)
    say(
      row
        .map((text, at) => cell(text, widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    );
};
