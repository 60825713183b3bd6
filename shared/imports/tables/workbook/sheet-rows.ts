import { columnNumber } from './column-number.ts';
import { LIMITS } from './limits.ts';
import { textCollector } from './texts.ts';
import type { Attributes } from './xml.ts';

/** A cell as the sheet has it. */
export interface SheetCell {
  readonly column: number;
  /** `s` shared text, `str` text of a formula, `inlineStr`, `b`, `e` error, `d` date; a number where there is none. */
  readonly type: string;
  readonly style: number;
  readonly value: string;
  readonly hasFormula: boolean;
}

export interface SheetRow {
  /** From 1. */
  readonly number: number;
  readonly cells: readonly SheetCell[];
}

/** What the rows of a sheet may not be: out of order, further right or down than is read. */
export type SheetFault = 'damaged' | 'rows' | 'columns';

type Draft = { -readonly [Name in keyof SheetCell]: SheetCell[Name] };

/** Collects the rows of a sheet as its document is read; `take` gives those that are whole. */
export const sheetRows = () => {
  const inline = textCollector();
  let fault: SheetFault | undefined;
  let rows: SheetRow[] = [];
  let number = 0;
  let cells: SheetCell[] = [];
  let nextColumn = 0;
  let cell: Draft | undefined;
  let inValue = false;

  const beginRow = (given: string | undefined): void => {
    const next = given === undefined ? number + 1 : Number(given);
    if (!(Number.isInteger(next) && next > number)) fault ??= 'damaged';
    if (next > LIMITS.rows) fault ??= 'rows';
    number = next;
    cells = [];
    nextColumn = 0;
  };

  const beginCell = ({ r, t, s }: Attributes): void => {
    // A cell that does not say where it stands follows the one before it, an empty one too (ISO/IEC 29500-1, 18.3.1.4).
    const column = r === undefined ? nextColumn : (columnNumber(r) ?? -1);
    if (column < nextColumn) fault ??= 'damaged';
    nextColumn = column + 1;
    cell = { column, type: t ?? 'n', style: Number(s ?? 0), value: '', hasFormula: false };
  };

  const endCell = (): void => {
    if (cell === undefined) return;
    if (cell.type === 'inlineStr') cell.value = inline.take();
    const isFilled = cell.value !== '' || cell.hasFormula;
    if (isFilled && cell.column >= LIMITS.columns) fault ??= 'columns';
    if (isFilled) cells.push(cell);
    cell = undefined;
  };

  return {
    open: (name: string, attributes: Attributes): void => {
      if (name === 'row') beginRow(attributes['r']);
      if (name === 'c') beginCell(attributes);
      if (name === 'v') inValue = true;
      if (name === 'f' && cell) cell.hasFormula = true;
      inline.open(name);
    },
    text: (piece: string): void => {
      if (inValue && cell && cell.value.length <= LIMITS.characters) cell.value += piece;
      inline.text(piece);
    },
    close: (name: string): void => {
      if (name === 'v') inValue = false;
      if (name === 'c') endCell();
      if (name === 'row') rows.push({ number, cells });
      inline.close(name);
    },
    fault: (): SheetFault | undefined => fault,
    take: (): readonly SheetRow[] => {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
};
