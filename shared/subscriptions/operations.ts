import { changesOf } from '../http/change-operation.ts';
import { NOTHING, type Operation, operation } from '../http/operation.ts';
import { SubscriptionDecision, SubscriptionEnd, SubscriptionSubmission } from './decide.ts';
import { SubscriptionsView, SubscriptionView } from './views.ts';

const DEPARTMENTS = ['reporter', 'initiator', 'implementer', 'credit-office'] as const;

export const listSubscriptions = operation({
  id: 'list-subscriptions',
  method: 'GET',
  path: '/subscriptions',
  summary: { zh: '谁因何职责被告知哪些信息', en: 'Who is told of which records, and for which task' },
  roles: [...DEPARTMENTS, 'auditor'],
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: {
      schema: SubscriptionsView,
      meaning: {
        zh: '信用办与审计看全部，其他部门看本部门',
        en: 'all of them for the credit office and auditors, otherwise your own',
      },
    },
  },
  problems: [],
});

export const proposeSubscriptionOperation = operation({
  id: 'propose-subscription',
  method: 'POST',
  path: '/subscriptions',
  summary: {
    zh: '申请订阅履行法定职责所需的信息；不含自然人',
    en: 'Ask to be told of records that a statutory task needs; never of persons',
  },
  roles: DEPARTMENTS,
  body: SubscriptionSubmission,
  query: NOTHING,
  answers: {
    201: { schema: SubscriptionView, headers: ['ETag', 'Location'], meaning: { zh: '已申请', en: 'proposed' } },
    200: {
      schema: SubscriptionView,
      headers: ['ETag'],
      meaning: { zh: '同一申请已存在', en: 'the same was proposed before' },
    },
  },
  problems: ['unknown-department', 'subscription-term', 'identity-number-in-text'],
});

const change = changesOf(SubscriptionView, { zh: '变更后的订阅', en: 'the subscription after the change' });

export const decideSubscriptionOperation = change({
  id: 'decide-subscription',
  path: '/subscriptions/{id}/decision',
  summary: {
    zh: '信用办另一人员批准或不予批准；自次日起生效',
    en: 'Approve or refuse it, by another officer, of the credit office; it holds from the next day on',
  },
  roles: ['credit-office'],
  body: SubscriptionDecision,
  problems: ['same-officer', 'subscription-term', 'identity-number-in-text'],
});

export const endSubscriptionOperation = change({
  id: 'end-subscription',
  path: '/subscriptions/{id}/end',
  summary: { zh: '提前终止，自次日起', en: 'End it before its last day, from the next day on' },
  roles: DEPARTMENTS,
  body: SubscriptionEnd,
  problems: ['identity-number-in-text'],
});

export const SUBSCRIPTION_OPERATIONS: readonly Operation[] = [
  listSubscriptions,
  proposeSubscriptionOperation,
  decideSubscriptionOperation,
  endSubscriptionOperation,
];
