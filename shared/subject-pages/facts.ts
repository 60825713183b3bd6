import { SEVERITY } from '../dictionary/beside.ts';
import type { PublicEntry, PublicFields } from '../disclosure/entry.ts';
import type { Label } from '../kernel/label.ts';
import { csvColumns } from '../records/csv-columns.ts';
import type { Column, Shape } from '../records/kinds/column.ts';
import { kindDefinition } from '../records/kinds/kinds.ts';
import { both, chinese, type Html, html } from '../site-frame/html.ts';
import { kindOf } from './sections.ts';

/** Said elsewhere on the page, or of use to programs alone. */
const NOT_LISTED: ReadonlySet<string> = new Set([
  'kind',
  'subjectName',
  'subjectCategory',
  'unifiedSocialCreditCode',
  'departmentCode',
  'publicFrom',
  'publicUntil',
  'ruleVersion',
  'objectedOn',
  'supplement',
]);

const YUAN: Label = { zh: '元', en: 'yuan' };
const FEN_A_YUAN = 100;

/** An amount of fen in yuan: 2000050 is `20,000.50`. */
export const yuanText = (fen: number): string => {
  const yuan = String(Math.floor(fen / FEN_A_YUAN)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${yuan}.${String(fen % FEN_A_YUAN).padStart(2, '0')}`;
};

/** A calendar date as it is kept. */
export const timeOf = (date: string): Html => html`<time datetime="${date}">${date}</time>`;

/** The Chinese word for one of our own, where the dictionary has it: `minor` is 轻微. */
const wordOf = (shape: Shape | undefined, value: string): Label | undefined => {
  const zh = shape?.type === 'word' ? shape.codes?.[value] : undefined;
  return zh === undefined || !/^[a-z-]+$/.test(value) ? undefined : { zh, en: value };
};

const shownValue = (value: PublicFields[string], shape: Shape | undefined): Html => {
  if (shape?.type === 'money' && typeof value === 'number')
    return html`<dd><span class="number">${yuanText(value)}</span> ${both(YUAN)}</dd>`;
  if (typeof value === 'object') return html`<dd>${chinese(value.join('、'))}</dd>`;
  const text = String(value);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return html`<dd>${timeOf(text)}</dd>`;
  const word = wordOf(shape, text);
  return html`<dd>${word === undefined ? chinese(text) : both(word)}</dd>`;
};

/** The column of the kind's own table that fills a public field, with its name and what it holds. */
const ownColumn = (kind: ReturnType<typeof kindOf>, name: string): Pick<Column, 'label' | 'shape'> | undefined => {
  const { columns, statesSeverity } = kindDefinition(kind);
  const own: readonly Column[] = columns;
  if (name === 'severity' && statesSeverity) return SEVERITY.find(({ at }) => at === '/severity/grade');
  return own.find(({ publicAs }) => publicAs === name);
};

/** What an entry says, by the names of its kind's own table: a list of descriptions. */
export const factsOf = (entry: PublicEntry): Html => {
  const kind = kindOf(entry);
  const rows = csvColumns(kind).flatMap((column) => {
    const value = entry.fields[column.name];
    if (value === undefined || value === '' || NOT_LISTED.has(column.name)) return [];
    const own = ownColumn(kind, column.name);
    return [html`<div><dt>${both(own?.label ?? column)}</dt>${shownValue(value, own?.shape)}</div>\n`];
  });
  return html`<dl class="facts">\n${rows}</dl>`;
};

/** The label of a public field. */
export const labelOf = (entry: PublicEntry, name: string): Label => {
  const column = csvColumns(kindOf(entry)).find((one) => one.name === name);
  return { zh: column?.zh ?? name, en: column?.en ?? name };
};
