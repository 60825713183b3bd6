import { NOTHING, operation } from '../http/operation.ts';
import { SUBJECT_SIDE_ROLES } from '../subject-door/roles.ts';
import { GreenChannelSubmission } from './asking.ts';
import { GreenChannelAnswerView, OwnGreenChannelView } from './views.ts';

export const askGreenChannel = operation({
  id: 'ask-green-channel',
  method: 'POST',
  path: '/green-channel',
  summary: {
    zh: '一件申请的主体是否适用绿色通道：只答是或否，并留痕',
    en: 'Whether the subject of one application has the green channel: yes or no, logged',
  },
  roles: ['implementer', 'initiator', 'reporter', 'credit-office'],
  query: NOTHING,
  body: GreenChannelSubmission,
  answers: {
    200: {
      schema: GreenChannelAnswerView,
      meaning: {
        zh: '是或否；理由只有主体本人可以查看',
        en: 'yes or no; only the subject itself can read why',
      },
    },
  },
  problems: [
    'identity-number-in-text',
    'malformed-code',
    'wrong-check-character',
    'other-purpose',
    'other-subject',
    'asked-too-often',
  ],
});

export const getOwnGreenChannel = operation({
  id: 'get-own-green-channel',
  method: 'GET',
  path: '/subjects/{id}/green-channel',
  summary: {
    zh: '本主体是否适用绿色通道，以及哪些记录计入、计入至何日',
    en: 'Whether the subject has the green channel, what counts, and until when',
  },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { schema: OwnGreenChannelView, meaning: { zh: '结论和理由', en: 'the answer and why' } } },
  problems: ['not-found'],
});
