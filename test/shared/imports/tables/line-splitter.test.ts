import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, writtenCell } from '../../../../shared/imports/tables/cells.ts';
import { LONGEST_ROW, splitRows } from '../../../../shared/imports/tables/line-splitter.ts';
import { chunksOf, collect, utf8 } from './table-bytes.ts';

type Options = { readonly delimiter?: ',' | ';' | '\t'; readonly lineEnd?: 10 | 13; readonly size?: number };

const rowsOf = async (text: string, { delimiter = ',', lineEnd = 10, size = 5 }: Options = {}) => {
  const batches = await collect(splitRows(chunksOf(utf8(text), size), { lineEnd, delimiter }));
  return batches.flat();
};

const tableOf = async (text: string, options: Options = {}) => {
  const rows = await rowsOf(text, options);
  return rows.map(({ bytes, quoted }) => cellsOf(new TextDecoder().decode(bytes), options.delimiter ?? ',', quoted));
};

/** RFC 4180 one character after another, for rows that end with `\n` or `\r\n`. */
const reference = (text: string, delimiter: string): string[][] => {
  const rows: string[][] = [];
  let [row, cell, inside, i] = [[] as string[], '', false, 0];
  while (i < text.length) {
    const c = text[i] ?? '';
    if (inside && c === '"' && text[i + 1] === '"') [cell, i] = [`${cell}"`, i + 1];
    else if (inside && c === '"') inside = false;
    else if (inside) cell += c;
    else if (c === '"' && cell === '') inside = true;
    else if (c === delimiter) [row, cell] = [[...row, cell], ''];
    else if (c === '\n') {
      rows.push([...row, text[i - 1] === '\r' ? cell.slice(0, -1) : cell]);
      [row, cell] = [[], ''];
    } else cell += c;
    i += 1;
  }
  return rows;
};

const anyDelimiter = fc.constantFrom(',' as const, ';' as const, '\t' as const);
const anyCell = fc.string({ unit: fc.constantFrom(...'ab,;\t"\r\n庄河 '), maxLength: 6 });
const anyTable = fc.array(fc.array(anyCell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });

describe('the splitter of rows', () => {
  it('reads what was written, at any line end, with any delimiter, however it is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTable,
        anyDelimiter,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        async (table, delimiter, end, size) => {
          const text = table
            .map((row) => row.map((cell) => writtenCell(cell, delimiter)).join(delimiter) + end)
            .join('');
          expect(await tableOf(text, { delimiter, size })).toEqual(table);
          expect(reference(text, delimiter)).toEqual(table);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('agrees with a simple reader on every well-formed text', async () => {
    const anyText = fc.string({ unit: fc.constantFrom(...'a,"\n\r'), maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(anyText, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const rows = await rowsOf(`${text}\n`, { size });
        const cells = await tableOf(`${text}\n`, { size });
        const isWellFormed = rows.every(({ broken }) => !broken) && cells.every((row) => typeof row !== 'string');
        if (isWellFormed && !/[^,\n]"+[^",\n]|"\r(?!\n)/.test(text)) expect(cells).toEqual(reference(`${text}\n`, ','));
        expect(rows.reduce((sum, { length }) => sum + length, 0)).toBe(utf8(`${text}\n`).length);
      }),
      { numRuns: 500 },
    );
  });

  it('does not let a quote that was opened by mistake meet the quote of a later row', async () => {
    const rows = await rowsOf('a,"5寸管\nb,"c,\nd"\ne,"f"  ,g\nh,"i"j\nk,l\n');
    expect(rows.map(({ bytes, broken }) => [new TextDecoder().decode(bytes), broken])).toEqual([
      ['a,"5寸管', true],
      ['b,"c,\nd"', false],
      ['e,"f"  ,g', false],
      ['h,"i"j', true],
      ['k,l', false],
    ]);
  });

  it('ends rows at carriage returns where there is nothing else', async () => {
    expect(await tableOf('a,b\rc,"d\re"\r', { lineEnd: 13 })).toEqual([
      ['a', 'b'],
      ['c', 'd\re'],
    ]);
  });

  it('takes a quote within a cell for a character, and says what stands behind a closed one', async () => {
    expect(await tableOf('5"管,b\n"a"b,c\n"a" ,c\n')).toEqual([['5"管', 'b'], 'stray-quote', ['a', 'c']]);
  });

  it('says whether the last row is ended', async () => {
    const ends = async (text: string) => (await rowsOf(text)).map(({ ended }) => ended);
    expect(await ends('a\nb\n')).toEqual([true, true]);
    expect(await ends('a\nb')).toEqual([true, false]);
    expect(await ends('')).toEqual([]);
  });

  it('gives up a quote that nothing closes at the end of its own line, so that the rows after it are read', async () => {
    const rows = await rowsOf('a,b\nc,"d\ne,f\n', { size: 3 });
    expect(rows.map(({ bytes, broken }) => [new TextDecoder().decode(bytes), broken])).toEqual([
      ['a,b', false],
      ['c,"d', true],
      ['e,f', false],
    ]);
  });

  it.each([1_000, 65_536, 1_000_000])(
    'swallows no more than the longest row, whatever the chunks (%d bytes)',
    async (size) => {
      const text = `a,"b\n${'c,d\n'.repeat(LONGEST_ROW / 2)}`;
      const rows = await rowsOf(text, { size });
      expect(rows.length).toBe(1 + LONGEST_ROW / 2);
      expect(rows.filter(({ broken }) => broken).length).toBe(1);
    },
  );

  it('cuts a line that is longer than any row, and goes on behind it', async () => {
    const rows = await rowsOf(`${'a'.repeat(LONGEST_ROW + 10)}\nb\n`, { size: 50_000 });
    expect(rows.map(({ length, broken }) => [length, broken])).toEqual([
      [LONGEST_ROW, true],
      [11, false],
      [2, false],
    ]);
  });
});
