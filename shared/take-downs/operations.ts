import { NOTHING, operation } from '../http/operation.ts';
import { RecordOrderView } from '../record-suspensions/operations.ts';
import { TakeDownDecision, TakeDownSubmission } from './take-down.ts';

/** Whoever supervises, and whoever runs the platform: both can be called at night. */
const TAKES_DOWN = ['credit-office', 'platform-admin'] as const;

/** As with an order: it takes effect whatever version was seen. */
const order = {
  method: 'POST',
  roles: TAKES_DOWN,
  query: NOTHING,
  answers: {
    200: {
      schema: RecordOrderView,
      headers: ['ETag'],
      meaning: { zh: '记录的现状；重复提交不再改变', en: 'how the record stands; the same again changes nothing' },
    },
  },
} as const;

export const takeDownRecordOperation = operation({
  ...order,
  id: 'take-down-record',
  path: '/records/{id}/take-down',
  summary: {
    zh: '紧急下架：立即暂停一条记录的公示和使用，另一名工作人员随后确认或者恢复',
    en: 'Emergency take-down: a record is neither public nor used at once; a second officer confirms or lifts it',
  },
  body: TakeDownSubmission,
  problems: ['not-found', 'state-forbids', 'identity-number-in-text'],
});

export const decideTakeDownOperation = operation({
  ...order,
  id: 'decide-take-down',
  path: '/records/{id}/take-down/confirmation',
  summary: { zh: '确认紧急下架，或者恢复', en: 'Confirm a take-down, or let the record go on' },
  body: TakeDownDecision,
  problems: [
    'not-found',
    'state-forbids',
    'not-taken-down',
    'not-suspended',
    'same-officer',
    'identity-number-in-text',
  ],
});
