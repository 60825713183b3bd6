import type { CsvColumn } from '../disclosure/csv.ts';
import type { Column } from './kinds/column.ts';
import { isRecordKind, kindDefinition } from './kinds/kinds.ts';

/** What stands first; whom the table is about is called as the kind's own table calls it. */
const before = (labelAt: (at: string, otherwise: string) => string): readonly CsvColumn[] => [
  { name: 'kind', zh: '类别' },
  { name: 'subjectName', zh: labelAt('/subject/name', '主体名称') },
  { name: 'subjectCategory', zh: labelAt('/subject/category', '主体类别') },
  { name: 'unifiedSocialCreditCode', zh: '统一社会信用代码' },
  { name: 'departmentCode', zh: '报送部门' },
  { name: 'departmentName', zh: '决定机关' },
];

const AFTER: readonly CsvColumn[] = [
  { name: 'publicFrom', zh: '公示起始日' },
  { name: 'publicUntil', zh: '不再公示之日' },
  { name: 'ruleVersion', zh: '规则版本' },
  { name: 'publicityBasis', zh: '公示依据' },
  { name: 'objectedOn', zh: '异议标注日' },
  { name: 'supplement', zh: '补充说明' },
];

const SEVERITY: CsvColumn = { name: 'severity', zh: '严重程度' };

/** Columns of a kind's public table: the closed list of its fields with their Chinese headings; amounts are in fen. Throws on a kind that there is not. */
export const csvColumns = (kind: string): readonly CsvColumn[] => {
  if (!isRecordKind(kind)) throw new Error(`no record kind ${kind}`);
  const { statesSeverity, ...definition } = kindDefinition(kind);
  const columns: readonly Column[] = definition.columns;
  const labelAt = (at: string, otherwise: string) => columns.find((column) => column.at === at)?.label.zh ?? otherwise;
  const own = columns.flatMap(({ publicAs, label, shape }) =>
    publicAs === undefined ? [] : [{ name: publicAs, zh: shape.type === 'money' ? `${label.zh}（分）` : label.zh }],
  );
  return [...before(labelAt), ...own, ...(statesSeverity ? [SEVERITY] : []), ...AFTER];
};
