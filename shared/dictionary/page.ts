import type { Column } from '../records/kinds/column.ts';
import { KINDS, kindDefinition, type RecordKind } from '../records/kinds/kinds.ts';
import { dictionaryOf, type Entry, fieldsOutsideTables } from './entry.ts';
import { requirementLabel, shapeLabel } from './explained.ts';
import { publicityLabel } from './publicity.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const keysOf = ({ key, column }: Entry): string => {
  if (column.national === undefined) return '';
  const variants = column.variants ?? [];
  return [key, ...variants].map((one) => `\`${one}\``).join(', ');
};

const of = ({ of: categories }: Column): string => (categories ? ` (${categories.join(', ')})` : '');

const row = (kind: RecordKind, entry: Entry): string => {
  const [requirement, shape, publicity] = [
    requirementLabel(entry),
    shapeLabel(entry.column.shape),
    publicityLabel(kind, entry),
  ];
  const cells = [
    entry.label.zh,
    entry.label.en,
    keysOf(entry),
    `\`${entry.name}\`${of(entry.column)}`,
    `${shape.zh} ${shape.en}`,
    `${requirement.zh} ${requirement.en}`,
    `${publicity.zh} ${publicity.en}`,
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
};

const HEADINGS = ['中文', 'English', 'key 国家标准数据项', 'our name 字段', 'type 类型', 'filled 填写', 'public 公开'];

const table = (kind: RecordKind): string => {
  const { label } = kindDefinition(kind);
  const rows = [...dictionaryOf(kind), ...fieldsOutsideTables(kind)].map((entry) => row(kind, entry));
  return `## ${label.zh} ${label.en}

\`${kind}\`

| ${HEADINGS.join(' | ')} |
| ${HEADINGS.map(() => '---').join(' | ')} |
${rows.join('\n')}
`;
};

/** The data dictionary as Markdown in both languages: docs/data-dictionary.md. */
export const dictionaryMarkdown = (): string => `# Data dictionary 数据字典

Every kind of record, column by column, in the order of its national table where one is established. A table that is sent may head a column by its key, by our name or by its Chinese name; a post names
fields by our names, or holds the row of the national table under \`national\` and the rest beside it. What has no key stands beside the national row; what is no column of a table at all (\`content.amountFen\`, \`content.brokenSince\`) is posted, or found, in our names alone. Amounts are in 万元 in tables and in
fen 分 (\`…Fen\`) in our names. What of a record is public, when and how long, follows the law of the day besides what stands here: [adr/0002](adr/0002-publication.md). This page is made from the kinds' own columns
(\`shared/records/kinds\`) by \`npm run docs\`.

${KINDS.map(table).join('\n')}`;
