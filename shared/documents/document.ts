import type { Instant } from '../kernel/beijing-time.ts';
import type { Language } from '../kernel/language.ts';

/** What stands in a cell: a text, a whole number, or nothing, which is not zero. */
export type Cell = string | number | undefined;

/** A column of a table. Widths are shares of the page: 2 is twice as wide as 1. */
export interface Column {
  readonly heading: string;
  readonly share: number;
}

/** Rows of as many cells as there are columns. `total` stands last and is set off. */
export interface Table {
  readonly kind: 'table';
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly total?: readonly Cell[];
}

/** A part of a document, in the order of reading. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  /** Line breaks in the text are kept. */
  | { readonly kind: 'paragraph'; readonly text: string }
  | Table;

/** What is printed or opened in a spreadsheet: the same document for every renderer. */
export interface Document {
  readonly title: string;
  /** Who says so, and of which day: a line under the title. */
  readonly subtitle?: string;
  readonly language: Language;
  /** Wide tables lie on their side. */
  readonly orientation: 'portrait' | 'landscape';
  /** When its content was cut; a renderer puts no other time into the file. */
  readonly at: Instant;
  readonly blocks: readonly Block[];
}

/** How a cell is shown: digits as they are, and a dash for what is not known. */
export const cellText = (cell: Cell): string => (cell === undefined ? '—' : String(cell));
