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

/** What something is called and what it is: a row of a list of facts. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** A part of a document, in the order of reading. Line breaks in texts are kept. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Something about the document itself, set off from what it says. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'items'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  /** Who says so and on which day, at the right, with room for a seal. */
  | { readonly kind: 'closing'; readonly lines: readonly string[] }
  | Table;

/** What is printed or opened in a spreadsheet: the same document for every renderer. */
export interface Document {
  /** Whose document it is: a line above the title. */
  readonly issuer?: string;
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

/** A mark before each of several items, where a renderer has no list of its own. */
const ITEM = '· ';

/** What stands between the name of a fact and what it is. */
export const COLON = { zh: '：', en: ': ' } as const satisfies Record<Language, string>;

/** What a part says, line by line; a row of a table is a line. */
export const linesOf = (block: Block, language: Language): readonly string[] => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return [block.text];
    case 'items':
      return block.items.map((item) => `${ITEM}${item}`);
    case 'facts':
      return block.facts.map(({ name, value }) => `${name}${COLON[language]}${value}`);
    case 'closing':
      return block.lines;
    case 'table': {
      const { title, columns, rows, total } = block;
      const cells = [columns.map(({ heading }) => heading), ...rows, ...(total === undefined ? [] : [total])];
      return [title, ...cells.map((row) => row.map(cellText).join(' | '))];
    }
    default:
      return block satisfies never;
  }
};
