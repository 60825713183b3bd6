import type { KindDefinition } from './column.ts';
import { LISTED_SUBJECT, LISTED_UNTIL, LISTING_DECISION } from './list-columns.ts';

/** 守信激励: an honour for trustworthiness (诚信典型, 红名单), with the columns of the national name lists. Public for its validity. */
export const honour = {
  kind: 'honour',
  label: { zh: '守信激励', en: 'honour for trustworthiness' },
  negative: false,
  model: true,
  columns: [
    ...LISTED_SUBJECT,
    ...LISTING_DECISION,
    LISTED_UNTIL,
    {
      national: 'LRMDSY',
      at: '/content/reason',
      label: { zh: '列入名单事由', en: 'reason for the honour' },
      shape: { type: 'text', max: 2000 },
      required: true,
      publicAs: 'reason',
      variants: ['LYSY'],
    },
  ],
} as const satisfies KindDefinition;
