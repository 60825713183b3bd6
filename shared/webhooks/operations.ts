import * as z from 'zod';
import { changesOf } from '../http/change-operation.ts';
import { NOTHING, type Operation, operation } from '../http/operation.ts';
import { parseInstant } from '../kernel/beijing-time.ts';
import { failureIssue } from '../kernel/failure.ts';
import { DELIVERY_STATES } from './delivery.ts';
import { REDELIVERIES } from './redeliver.ts';
import { EndpointChange, EndpointDisabling, EndpointSubmission, SecretRotation } from './settings.ts';
import {
  DeliveriesView,
  EndpointsView,
  EndpointTestView,
  EndpointView,
  EndpointWithSecretView,
  RedeliveredView,
} from './views.ts';

/** Whoever reads the department's inbox; and who runs its system. All that is sent lies in the inbox anyway. */
const OWN = ['reporter', 'implementer', 'initiator', 'credit-office', 'reader', 'platform-admin'] as const;

const moment = z
  .string()
  .meta({ format: 'date-time', examples: ['2026-11-02T00:00:00.000Z'] })
  .transform((text, context) => {
    const instant = parseInstant(/\.\d{3}Z$/.test(text) ? text : text.replace(/Z$/, '.000Z'));
    if (instant !== undefined) return instant;
    context.addIssue(failureIssue({ kind: 'impossible-date' }));
    return z.NEVER;
  });

/** A range of events that are to be sent again. */
export const RedeliverySubmission = z.strictObject({
  from: moment,
  before: moment,
  which: z
    .enum(REDELIVERIES)
    .default('undelivered')
    .describe('undelivered：补送未送达的；all：全部重放 what was not delivered, or everything'),
  continueAfter: z.string().max(60).exactOptional().describe('续行位置 where the last answer left off'),
});
export type RedeliverySubmission = z.output<typeof RedeliverySubmission>;

export const listEndpoints = operation({
  id: 'list-endpoints',
  method: 'GET',
  path: '/endpoints',
  summary: { zh: '本部门的推送地址', en: 'The endpoints of your department' },
  roles: OWN,
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { schema: EndpointsView, meaning: { zh: '不含密钥', en: 'without their secrets' } } },
  problems: [],
});

export const openEndpointOperation = operation({
  id: 'open-endpoint',
  method: 'POST',
  path: '/endpoints',
  summary: {
    zh: '登记推送地址，按 Standard Webhooks 1.0.0 推送',
    en: 'Enter an endpoint, to be told by webhook (Standard Webhooks 1.0.0)',
  },
  roles: OWN,
  body: EndpointSubmission,
  query: NOTHING,
  idempotencyKey: true,
  answers: {
    201: {
      schema: EndpointWithSecretView,
      headers: ['ETag', 'Location'],
      meaning: { zh: '已登记，密钥仅此一次显示', en: 'entered; its secret is shown this once' },
    },
    200: {
      schema: EndpointWithSecretView,
      headers: ['ETag'],
      meaning: { zh: '同一地址已登记，密钥不再显示', en: 'the same was there already; its secret is not shown again' },
    },
  },
  problems: ['endpoint-url-unfit', 'endpoint-exists', 'too-many-endpoints'],
});

export const getEndpoint = operation({
  id: 'get-endpoint',
  method: 'GET',
  path: '/endpoints/{id}',
  summary: { zh: '读取推送地址', en: 'Read an endpoint' },
  roles: OWN,
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { schema: EndpointView, headers: ['ETag'], meaning: { zh: '不含密钥', en: 'without its secrets' } } },
  problems: ['not-found'],
});

const changed = { zh: '变更后的推送地址', en: 'the endpoint after the change' };
const change = changesOf(EndpointView, changed);

export const changeEndpointOperation = change({
  id: 'change-endpoint',
  path: '/endpoints/{id}/changes',
  summary: { zh: '变更地址或推送种类', en: 'Change where it lies, or what it is told of' },
  roles: OWN,
  body: EndpointChange,
  problems: ['endpoint-url-unfit'],
});

export const rotateSecretOperation = changesOf(EndpointWithSecretView, {
  zh: '新密钥仅此一次显示；旧密钥在重叠期内同时签名',
  en: 'the new secret, shown this once; the old one signs beside it for some hours',
})({
  id: 'rotate-endpoint-secret',
  path: '/endpoints/{id}/secret',
  summary: { zh: '轮换密钥', en: 'Give it a new secret' },
  roles: OWN,
  body: SecretRotation,
  problems: [],
});

export const disableEndpointOperation = change({
  id: 'disable-endpoint',
  path: '/endpoints/{id}/disabling',
  summary: { zh: '停用；其间的通知留待启用后补送', en: 'Disable it; what comes meanwhile waits' },
  roles: OWN,
  body: EndpointDisabling,
  problems: ['identity-number-in-text'],
});

export const enableEndpointOperation = change({
  id: 'enable-endpoint',
  path: '/endpoints/{id}/enabling',
  summary: { zh: '重新启用', en: 'Enable it again' },
  roles: OWN,
  body: NOTHING,
  problems: [],
});

export const testEndpoint = operation({
  id: 'test-endpoint',
  method: 'POST',
  path: '/endpoints/{id}/test',
  summary: { zh: '发送一条测试事件', en: 'Send a test event' },
  roles: OWN,
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: {
      schema: EndpointTestView,
      meaning: {
        zh: '接收方如何应答；测试不入收件箱，也不重试',
        en: 'what the receiver answered; a test is not in the inbox and not repeated',
      },
    },
  },
  problems: ['not-found'],
});

export const listDeliveries = operation({
  id: 'list-deliveries',
  method: 'GET',
  path: '/endpoints/{id}/deliveries',
  summary: { zh: '推送日志', en: 'The delivery log of an endpoint' },
  roles: OWN,
  body: NOTHING,
  query: z.strictObject({
    state: z.enum(DELIVERY_STATES).exactOptional(),
    cursor: z.string().max(200).exactOptional(),
    limit: z.coerce.number().int().min(1).max(100).exactOptional(),
  }),
  answers: {
    200: {
      schema: DeliveriesView,
      headers: ['Link'],
      meaning: {
        zh: '从最新的起，保留九十二日；按状态筛选时一页可能不满',
        en: 'newest first, kept for 92 days; with a state a page may be short',
      },
    },
  },
  problems: ['not-found', 'invalid-cursor'],
});

export const redeliverOperation = operation({
  id: 'redeliver',
  method: 'POST',
  path: '/endpoints/{id}/redeliveries',
  summary: { zh: '补送或重放一段时间的通知', en: 'Send the notifications of a range again' },
  roles: OWN,
  body: RedeliverySubmission,
  query: NOTHING,
  answers: {
    200: {
      schema: RedeliveredView,
      meaning: {
        zh: '一分钟内按次序送出，webhook-id 不变',
        en: 'sent in order within a minute, under the same webhook-id',
      },
    },
  },
  problems: ['not-found', 'range-out-of-bounds', 'invalid-cursor'],
});

export const ENDPOINT_OPERATIONS: readonly Operation[] = [
  listEndpoints,
  openEndpointOperation,
  getEndpoint,
  changeEndpointOperation,
  rotateSecretOperation,
  disableEndpointOperation,
  enableEndpointOperation,
  testEndpoint,
  listDeliveries,
  redeliverOperation,
];
