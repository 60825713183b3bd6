import type { CsvColumn } from '../disclosure/csv.ts';
import { kindDefinition, RECORD_KINDS, type RecordKind } from './kinds/kinds.ts';

const BEFORE: readonly CsvColumn[] = [
  { name: 'kind', zh: '类别' },
  { name: 'subjectName', zh: '行政相对人名称' },
  { name: 'subjectCategory', zh: '行政相对人类别' },
  { name: 'unifiedSocialCreditCode', zh: '统一社会信用代码' },
  { name: 'departmentCode', zh: '报送部门' },
  { name: 'departmentName', zh: '决定机关' },
];

const AFTER: readonly CsvColumn[] = [
  { name: 'publicFrom', zh: '公示起始日' },
  { name: 'publicUntil', zh: '不再公示之日' },
  { name: 'ruleVersion', zh: '规则版本' },
  { name: 'publicityBasis', zh: '公示依据' },
];

const SEVERITY: CsvColumn = { name: 'severity', zh: '严重程度' };

const isKind = (kind: string): kind is RecordKind => Object.hasOwn(RECORD_KINDS, kind);

/** Columns of a kind's public table: the closed list of its fields with their Chinese headings; amounts are in fen. Throws on a kind that there is not. */
export const csvColumns = (kind: string): readonly CsvColumn[] => {
  if (!isKind(kind)) throw new Error(`no record kind ${kind}`);
  const definition = kindDefinition(kind);
  const own = definition.columns.flatMap(({ publicAs, label, shape }) =>
    publicAs === undefined ? [] : [{ name: publicAs, zh: shape.type === 'money' ? `${label.zh}（分）` : label.zh }],
  );
  return [...BEFORE, ...own, ...(definition.negative ? [SEVERITY] : []), ...AFTER];
};
