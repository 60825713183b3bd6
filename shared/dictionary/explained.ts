import type { Label } from '../kernel/label.ts';
import type { Shape } from '../records/kinds/column.ts';
import { SUBJECT_CATEGORY_WORDS } from '../subjects/subject.ts';
import type { Entry, Requirement } from './entry.ts';

const REQUIREMENTS: Readonly<Record<Requirement, Label>> = {
  required: { zh: '必填', en: 'required' },
  conditional: { zh: '视情况必填', en: 'required depending on the rest' },
  defaulted: { zh: '缺省为报送部门', en: 'left out: the department that sends' },
  optional: { zh: '选填', en: 'optional' },
  found: { zh: '报送时不填，由认定产生', en: 'not sent: a later finding fills it' },
};

/** Whether a cell must be filled, in words. */
export const requirementLabel = ({ requirement, column }: Entry): Label => {
  const { requiredWhen } = column;
  if (requiredWhen === undefined) return REQUIREMENTS[requirement];
  return {
    zh: `类别含“${requiredWhen.contains}”时必填`,
    en: `required where a category names ${requiredWhen.contains}`,
  };
};

/** Our words where the national tables have a number for them. */
const IN_CHINESE: Readonly<Record<string, string>> = { ...SUBJECT_CATEGORY_WORDS, valid: '有效', invalid: '无效' };

const isAscii = (word: string): boolean => /^[\w-]+$/.test(word);

const wordsOf = (shape: Extract<Shape, { readonly words: readonly string[] }>): string => {
  const codes: Readonly<Record<string, string>> = ('codes' in shape && shape.codes) || {};
  const named = shape.words.map((word) => {
    const [code, words] = [codes[word], IN_CHINESE[word] ?? word];
    return code === undefined || code === words || !isAscii(code) ? (code ?? words) : `${code}（${words}）`;
  });
  return [...named, ...(shape.other ? ['其他-…'] : [])].join('、');
};

const dateExample = ({ written }: Extract<Shape, { readonly type: 'date' }>): string =>
  (written ?? 'YYYY/MM/DD').replace('YYYY', '2026').replace('MM', '09').replace('DD', '01');

/** What a cell of the national table holds, in words. */
export const shapeLabel = (shape: Shape): Label => {
  switch (shape.type) {
    case 'text':
      return { zh: `文字，至多 ${shape.max} 字`, en: `text of at most ${shape.max} characters` };
    case 'serial':
      return {
        zh: `编码，行政区划 6 位、日期 8 位、流水 ${shape.sequence} 位`,
        en: `a number: place 6, day 8, sequence ${shape.sequence} digits`,
      };
    case 'date':
      return { zh: `日期，如 ${dateExample(shape)}`, en: `a date, as ${dateExample(shape)}` };
    case 'end-date':
      return {
        zh: '日期，如 2026/09/01；长期填 2099/12/31',
        en: 'a date, as 2026/09/01; 2099/12/31 says "without an end"',
      };
    case 'money':
      return { zh: '金额，单位万元，至多六位小数', en: 'an amount in 10,000 yuan, at most six decimals' };
    case 'word':
      return { zh: `取值：${wordsOf(shape)}`, en: `one of: ${wordsOf(shape)}` };
    case 'words':
      return { zh: `一项或多项，以“;”分隔：${wordsOf(shape)}`, en: `one or more, joined by ";": ${wordsOf(shape)}` };
    default:
      return shape satisfies never;
  }
};

/** What fills a column, in one sentence: whether it must be filled, and by what. */
export const explained = (entry: Entry): Label => {
  const [requirement, shape] = [requirementLabel(entry), shapeLabel(entry.column.shape)];
  return { zh: `${requirement.zh}；${shape.zh}`, en: `${requirement.en}; ${shape.en}` };
};
