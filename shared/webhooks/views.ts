import * as z from 'zod';
import { instantView } from '../kernel/view.ts';
import { NOTIFICATION_TYPES } from '../notifications/notification-types.ts';
import { DELIVERY_STATES, type Delivery } from './delivery.ts';
import { ENDPOINT_STATES, type Endpoint, SIGNATURES } from './endpoint.ts';
import { OUR_FAULTS, type Outcome, THEIR_FAULTS } from './outcome.ts';

const secret = z.object({
  signature: z.enum(SIGNATURES),
  publicKey: z.string().optional().describe('v1a 的验签公钥 public key with which to verify v1a'),
  from: instantView,
  until: instantView.optional().describe('轮换中的旧密钥到此失效 the older one of a rotation ends here'),
});

const endpoint = {
  id: z.string(),
  version: z.int(),
  state: z.enum(ENDPOINT_STATES),
  department: z.string(),
  name: z.string(),
  url: z.string(),
  types: z.array(z.enum(NOTIFICATION_TYPES)).readonly().optional(),
  secrets: z
    .array(secret)
    .describe('有效的密钥，不含密钥本身 the secrets that are valid, without the secrets themselves'),
  disabledBecause: z.string().optional(),
  change: z.object({ action: z.string(), at: instantView, officer: z.string(), reason: z.string().optional() }),
};

/** An endpoint as its department reads it: what signs is not in it. */
export const EndpointView = z.object(endpoint).meta({ id: 'Endpoint' });

/** The same once, with the secret that was just made. */
export const EndpointWithSecretView = z
  .object({
    ...endpoint,
    secret: z
      .string()
      .optional()
      .describe(
        '只在生成时显示一次：v1 为 whsec_…，v1a 为公钥 whpk_… shown once, when it was made; not in a repeated answer',
      ),
  })
  .meta({ id: 'EndpointWithSecret' });

export const EndpointsView = z.object({ endpoints: z.array(EndpointView) }).meta({ id: 'Endpoints' });

/** What came of an attempt: whose fault it was, if it failed. */
export const OutcomeView = z
  .object({
    result: z.enum(['delivered', 'failed']),
    fault: z
      .enum(['theirs', 'ours'])
      .optional()
      .describe('theirs：接收方的原因；ours：本系统的原因 whose fault it was: the receiver’s, or ours'),
    reason: z.enum([...THEIR_FAULTS, ...OUR_FAULTS]).optional(),
    status: z.int().optional().describe('接收方的 HTTP 状态码 what the receiver answered'),
  })
  .meta({ id: 'DeliveryOutcome' });

export const EndpointTestView = z
  .object({ at: instantView, milliseconds: z.int(), outcome: OutcomeView })
  .meta({ id: 'EndpointTest' });

export const DeliveryView = z
  .object({
    notification: z.string().describe('通知编号，即 webhook-id id of the notification, and the webhook-id'),
    type: z.enum(NOTIFICATION_TYPES),
    about: z.string(),
    version: z.int(),
    at: instantView,
    state: z.enum(DELIVERY_STATES),
    attempts: z.int(),
    last: EndpointTestView.optional().describe('最近一次尝试 the newest attempt'),
    nextAt: instantView.optional(),
  })
  .meta({ id: 'Delivery' });

export const DeliveriesView = z.object({ deliveries: z.array(DeliveryView) }).meta({ id: 'Deliveries' });

export const RedeliveredView = z
  .object({
    sentAgain: z.int().describe('重新待送的条数 how many are due again'),
    continueAfter: z.string().optional().describe('范围未完，以此续行 the range is not done: go on after this'),
  })
  .meta({ id: 'Redelivered' });

export const toEndpointView = ({ secrets, ...given }: Endpoint): z.input<typeof EndpointView> => ({
  ...given,
  secrets: secrets.map(({ kind: signature, publicKey, from, until }) => ({ signature, publicKey, from, until })),
});

export const toOutcomeView = (outcome: Outcome): z.input<typeof OutcomeView> => outcome;

export const toDeliveryView = ({
  notification,
  state,
  attempts,
  last,
  nextAt,
}: Delivery): z.input<typeof DeliveryView> => ({
  notification: notification.id,
  type: notification.type,
  about: notification.about,
  version: notification.version,
  at: notification.at,
  state,
  attempts,
  last: last && { ...last, outcome: toOutcomeView(last.outcome) },
  nextAt,
});
