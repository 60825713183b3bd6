import type { KindDefinition } from './column.ts';
import { LISTED_SUBJECT, LISTED_UNTIL, LISTING_DECISION } from './list-columns.ts';

/**
 * 严重失信主体名单: that an authority entered a subject on the list of seriously untrustworthy entities of its field, with the columns of the
 * national name lists. Public for its validity, and no longer than the serious grade of Order 36 allows.
 *
 * Columns of those lists that are not here: why and when the subject left (TCMDYY, 退出日期) is the end of the record; the memorandum (GLBWL)
 * opens nothing since 国办发〔2020〕49号; the unit of SJJE is not established, so the amount is posted in our names, in fen.
 */
export const seriousUntrustworthinessListing = {
  kind: 'serious-untrustworthiness-listing',
  label: { zh: '严重失信主体名单', en: 'list of seriously untrustworthy entities' },
  negative: true,
  columns: [
    ...LISTED_SUBJECT,
    ...LISTING_DECISION,
    { ...LISTED_UNTIL, worse: 'later' },
    {
      national: 'LRMDSY',
      at: '/content/reason',
      label: { zh: '列入名单事由', en: 'reason for the entry' },
      shape: { type: 'text', max: 2000 },
      required: true,
      publicAs: 'reason',
      variants: ['LYSY'],
    },
    {
      at: '/content/amountFen',
      label: { zh: '涉及金额', en: 'amount concerned' },
      shape: { type: 'money' },
      publicAs: 'amountFen',
      worse: 'greater',
    },
  ],
} as const satisfies KindDefinition;
