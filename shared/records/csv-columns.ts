import type { Label } from '../kernel/label.ts';
import type { PublicColumn, PublicType } from '../open-data/public-column.ts';
import type { Column, Shape } from './kinds/column.ts';
import { isRecordKind, kindDefinition } from './kinds/kinds.ts';
import { alwaysEnds } from './publicity-rules.ts';

/** What stands first; whom the table is about is called as the kind's own table calls it. */
const before = (labelAt: (at: string, otherwise: Label) => Label): readonly PublicColumn[] => [
  { name: 'kind', zh: '类别', en: 'kind', type: 'text', always: true },
  {
    name: 'subjectName',
    ...labelAt('/subject/name', { zh: '主体名称', en: 'name of the subject' }),
    type: 'text',
    always: true,
  },
  {
    name: 'subjectCategory',
    ...labelAt('/subject/category', { zh: '主体类别', en: 'category of the subject' }),
    type: 'text',
  },
  {
    name: 'unifiedSocialCreditCode',
    zh: '统一社会信用代码',
    en: 'unified social credit code',
    type: 'text',
    always: true,
  },
  { name: 'departmentCode', zh: '报送部门', en: 'reporting department', type: 'text', always: true },
  { name: 'departmentName', zh: '决定机关', en: 'deciding authority', type: 'text' },
];

const after = (kind: string): readonly PublicColumn[] => [
  { name: 'publicFrom', zh: '公示起始日', en: 'first day of publicity', type: 'date' },
  {
    name: 'publicUntil',
    zh: '不再公示之日',
    en: 'first day on which it is no longer public',
    type: 'date',
    ...(alwaysEnds(kind) && { always: true as const }),
  },
  { name: 'ruleVersion', zh: '规则版本', en: 'version of the rules on its term', type: 'text' },
  { name: 'publicityBasis', zh: '公示依据', en: 'basis of its publicity', type: 'text' },
  { name: 'objectedOn', zh: '异议标注日', en: 'objected to on, not decided yet', type: 'date' },
  { name: 'supplement', zh: '补充说明', en: 'supplement since an objection was decided', type: 'text' },
];

const SEVERITY: PublicColumn = { name: 'severity', zh: '严重程度', en: 'grade of severity', type: 'text' };

/** Own columns without which nothing becomes public. */
const ALWAYS = ['documentNumber', 'decisionDate'];

const TYPES: Readonly<Record<Shape['type'], PublicType>> = {
  text: 'text',
  serial: 'text',
  word: 'text',
  words: 'texts',
  date: 'date',
  'end-date': 'date',
  money: 'count',
};

const ownColumn = ({ publicAs: name, label: { zh, en }, shape: { type } }: Column): readonly PublicColumn[] => {
  if (name === undefined) return [];
  const heading = type === 'money' ? { zh: `${zh}（分）`, en: `${en} (fen)` } : { zh, en };
  return [{ name, ...heading, type: TYPES[type], ...(ALWAYS.includes(name) && { always: true as const }) }];
};

/**
 * Columns of a kind's public tables: the closed list of its fields with their headings and types; amounts are in fen. Throws on a kind
 * that there is not.
 */
export const csvColumns = (kind: string): readonly PublicColumn[] => {
  if (!isRecordKind(kind)) throw new Error(`no record kind ${kind}`);
  const { statesSeverity, ...definition } = kindDefinition(kind);
  const columns: readonly Column[] = definition.columns;
  const labelAt = (at: string, otherwise: Label) => columns.find((column) => column.at === at)?.label ?? otherwise;
  const own = columns.flatMap(ownColumn);
  return [...before(labelAt), ...own, ...(statesSeverity ? [SEVERITY] : []), ...after(kind)];
};
