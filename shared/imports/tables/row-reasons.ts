import type { Failure } from '../../kernel/failure.ts';
import type { Label } from '../../kernel/label.ts';

/** Why a row cannot be read. */
const REASONS = {
  'open-quote': {
    zh: '引号未闭合，或此行过长',
    en: 'a quote is opened and not closed, or the row is too long',
  },
  'stray-quote': { zh: '引号之后还有文字', en: 'something stands behind a closing quote' },
  'cut-off': {
    zh: '文件在此中断，此行不完整；请重新导出',
    en: 'the file ends within this row: export it again',
  },
  'too-few': {
    zh: '单元格少于列名，可能在此断行',
    en: 'it has fewer cells than headings; perhaps a line break stands in it',
  },
  'too-many': { zh: '单元格多于列名', en: 'it has more cells than there are headings' },
  'no-heading': { zh: '在没有列名的列中有内容', en: 'something stands in a column without a heading' },
  'no-json': { zh: '不是有效的 JSON', en: 'it is not valid JSON' },
  'no-object': { zh: '须为一个 JSON 对象', en: 'it must be one JSON object' },
} as const satisfies Record<string, Label>;

/** The failure of a row that cannot be read. */
export const brokenRow = (reason: keyof typeof REASONS): Failure => ({
  kind: 'broken-row',
  parameters: { reason: REASONS[reason] },
});

/** Whether the file ended within a row. */
export const isCutOff = ({ kind, parameters }: Failure): boolean => {
  const reason = parameters?.['reason'];
  return kind === 'broken-row' && typeof reason === 'object' && reason.zh === REASONS['cut-off'].zh;
};
