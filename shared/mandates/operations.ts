import * as z from 'zod';
import { changesOf } from '../http/change-operation.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { MandateEnd, MandateSubmission } from './enter.ts';
import { MandateView } from './mandate-view.ts';

export const enterMandateOperation = operation({
  id: 'enter-mandate',
  method: 'POST',
  path: '/mandates',
  summary: {
    zh: '登记授权：账号可以代表某一主体办理，或本次窗口办理',
    en: 'Enter a mandate: that an account may act for a subject, or this visit at the counter',
  },
  roles: ['counter-clerk'],
  query: NOTHING,
  body: MandateSubmission,
  idempotencyKey: true,
  answers: {
    201: { schema: MandateView, headers: ['ETag', 'Location'], meaning: { zh: '已登记', en: 'entered' } },
    200: { schema: MandateView, headers: ['ETag'], meaning: { zh: '已经登记过', en: 'it was entered before' } },
  },
  problems: [
    'malformed-code',
    'wrong-check-character',
    'name-differs',
    'same-officer',
    'date-out-of-bounds',
    'identity-number-in-text',
    'receipt-used',
  ],
});

export const endMandateOperation = changesOf(MandateView, { zh: '已终止的授权', en: 'the mandate that has ended' }, [
  'identity-number-in-text',
])({
  id: 'end-mandate',
  path: '/mandates/{id}/end',
  roles: ['counter-clerk', 'subject'],
  summary: {
    zh: '终止授权：窗口，或者主体本人',
    en: 'End a mandate: at the counter, by its holder, or by the subject itself',
  },
  body: MandateEnd,
  problems: [],
});

export const listOwnMandates = operation({
  id: 'list-own-mandates',
  method: 'GET',
  path: '/subjects',
  summary: { zh: '我可以代表谁办理', en: 'For whom you may act today' },
  roles: ['subject', 'counter-clerk'],
  query: NOTHING,
  body: NOTHING,
  answers: {
    200: {
      schema: z.object({ subjects: z.array(MandateView) }).meta({ id: 'Mandates' }),
      meaning: {
        zh: '今日有效的授权；其编号即 /subjects/{id} 的 id',
        en: 'mandates in force today; the id of each is the {id} of /subjects/{id}',
      },
    },
  },
  problems: [],
});
