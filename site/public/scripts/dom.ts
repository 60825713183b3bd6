import type { Label } from '../../../shared/kernel/label.ts';

type Child = Node | string | undefined;

interface Attributes {
  readonly class?: string;
  readonly id?: string;
  readonly lang?: string;
  readonly href?: string;
  readonly hidden?: boolean;
  readonly scope?: 'col' | 'row';
  readonly datetime?: string;
  readonly role?: string;
  readonly type?: string;
  readonly publicUntil?: string | undefined;
  readonly download?: string;
  readonly rel?: string;
  readonly tabindex?: string;
  readonly 'aria-labelledby'?: string;
}

/** An element with its attributes and children; texts go in as text, never as markup. */
export const make = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] => {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(attribute === 'publicUntil' ? 'data-public-until' : attribute, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
};

/** An element that the page has. */
export const element = <Type extends HTMLElement>(id: string, type: new () => Type): Type => {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`);
  return found;
};

/** A text of ours in both languages: the style sheet shows the page's. */
export const pair = ({ zh, en }: Label): DocumentFragment => {
  const both = new DocumentFragment();
  both.append(make('span', { lang: 'zh-CN' }, zh), make('span', { lang: 'en' }, en));
  return both;
};

/** A text of the register, in Chinese whatever the language of the page. */
export const chinese = (text: string): HTMLElement => make('bdi', { lang: 'zh-CN' }, text);

/** A date, or the date in Beijing of a moment. */
export const day = (date: string): HTMLTimeElement => make('time', { datetime: date }, date);

export interface Column<Row> {
  readonly heading: Label;
  readonly cell: (row: Row) => Node | string | undefined;
  /** Of the cells and the heading. */
  readonly class?: string;
  /** Its cells name their rows. */
  readonly names?: boolean;
}

const headingOf = ({ heading, class: name }: { heading: Label; class?: string }): HTMLElement =>
  make('th', { scope: 'col', ...(name !== undefined && { class: name }) }, pair(heading));

/** A table with its caption; a row that names the day of its end is taken out on that day. */
export const table = <Row>(
  caption: Label,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  until: (row: Row) => string | undefined = () => undefined,
): HTMLElement => {
  const cellOf = (row: Row, { cell, names = false, class: name }: Column<Row>): HTMLElement => {
    const attributes = { ...(name !== undefined && { class: name }) };
    return names ? make('th', { ...attributes, scope: 'row' }, cell(row)) : make('td', attributes, cell(row));
  };
  // A table wider than the screen scrolls by itself, and by the keyboard too.
  return make(
    'div',
    { class: 'table', tabindex: '0', role: 'region', 'aria-labelledby': idOf(caption) },
    make(
      'table',
      {},
      make('caption', { id: idOf(caption) }, pair(caption)),
      make('thead', {}, make('tr', {}, ...columns.map(headingOf))),
      make(
        'tbody',
        {},
        ...rows.map((row) => make('tr', { publicUntil: until(row) }, ...columns.map((column) => cellOf(row, column)))),
      ),
    ),
  );
};

const idOf = ({ en }: Label): string => `table-${en.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
