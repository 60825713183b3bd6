import type { Entry } from '../../dictionary/entry.ts';
import { dictionaryOf } from '../../dictionary/entry.ts';
import { explained } from '../../dictionary/explained.ts';
import { isOffered } from '../../dictionary/offered.ts';
import type { RecordKind } from '../../records/kinds/kinds.ts';
import { writtenCell } from './cells.ts';
import { EXPLANATIONS } from './row-plan.ts';

const LINE_END = '\r\n';
/** Excel takes a text file for UTF-8 only with this mark. */
const MARK = '\ufeff';

/** One column of a template: what stands above its cells. */
export interface TemplateColumn {
  readonly heading: string;
  readonly explanation: string;
}

const headingOf = (entries: readonly Entry[]): string => {
  const labels = entries.map(({ label }) => label.zh).join('或');
  const isMoney = entries.some(({ column }) => column.shape.type === 'money');
  const key = entries.find(({ column }) => column.national !== undefined)?.key;
  return `${labels}${isMoney ? '（万元）' : ''}${key === undefined ? '' : `（${key}）`}`;
};

const explanationOf = (entries: readonly Entry[]): string => {
  const [first, ...others] = entries.map((entry) => explained(entry).zh);
  return others.every((other) => other === first)
    ? (first ?? '')
    : entries.map((entry) => `${entry.label.zh}：${explained(entry).zh}`).join('。');
};

/** The columns of a kind's template, in the order of its table. What intake refuses for every record of the kind is not in it; one key, one column. */
export const templateColumns = (kind: RecordKind): readonly TemplateColumn[] => {
  const sent = dictionaryOf(kind).filter((entry) => isOffered(kind, entry));
  return [...Map.groupBy(sent, ({ key }) => key).values()].map((entries, at) => ({
    heading: headingOf(entries),
    // The mark by which the row of explanations is known, so that it may stay in a table that is sent.
    explanation: `${at === 0 ? `${EXPLANATIONS}：` : ''}${explanationOf(entries)}`,
  }));
};

/** A template as CSV: the headings, and the row of explanations. */
export const csvTemplate = (kind: RecordKind): Uint8Array => {
  const columns = templateColumns(kind);
  const rows = [columns.map(({ heading }) => heading), columns.map(({ explanation }) => explanation)];
  const text = rows.map((row) => row.map((cell) => writtenCell(cell, ',')).join(',') + LINE_END).join('');
  return new TextEncoder().encode(MARK + text);
};
