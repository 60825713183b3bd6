import type { KindDefinition } from './column.ts';
import { ASSOCIATION_COLUMNS, STATEMENT_TERM, statementDocument } from './statement-columns.ts';

/**
 * 会员信用记录 (article 1 of the policy): what an association notes of a member, of an organisation only, by its own rule. No decision of an
 * authority: it speaks neither for nor against its subject before one, and is not public (docs/adr/0029-associations.md).
 */
export const memberRecord = {
  kind: 'member-record',
  label: { zh: '会员信用记录', en: "association's record of a member" },
  negative: false,
  statementOf: 'association',
  columns: [
    ...statementDocument({ zh: '记录编号', en: 'number of the record' }, { zh: '记录日期', en: 'date of the record' }),
    ...ASSOCIATION_COLUMNS,
    {
      at: '/content/matter',
      label: { zh: '记录事项', en: 'what is recorded' },
      shape: { type: 'text', max: 2000 },
      required: true,
      citesLaw: true,
      noScore: true,
    },
    ...STATEMENT_TERM,
  ],
} as const satisfies KindDefinition;
