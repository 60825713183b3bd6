import * as z from 'zod';
import { BODY_SORTS } from '../bodies/bodies.ts';
import { DUTY_NAMES } from '../clocks/duty.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { instantView } from '../kernel/view.ts';
import { NOTIFICATION_TYPES } from './notification-types.ts';

/** Who is told of anything: officers of departments, readers that subjects authorised, and bodies of objections to what they stated. */
const RECIPIENTS = ['reporter', 'implementer', 'initiator', 'credit-office', 'reader', ...BODY_SORTS] as const;

/** CloudEvents 1.0 in JSON, thin: what happened to which record, case, task or basis, never its content nor personal data. */
export const CloudEvent = z
  .object({
    specversion: z.literal('1.0'),
    id: z.string(),
    source: z.string(),
    type: z.enum(NOTIFICATION_TYPES.map((type) => `joint-credit.${type}` as const)),
    subject: z.string().describe('所涉记录、案件、任务或依据的编号 id of the record, case, task or basis'),
    time: instantView,
    datacontenttype: z.literal('application/json'),
    data: z.object({
      about: z.string().describe('同 subject as subject'),
      version: z.int().describe('较小的版本号即较旧的通知 an older notification has a smaller version'),
      kind: z
        .string()
        .describe(
          "记录种类、行为、措施或依据的代码 a record's kind, a case's behaviour, a task's measure, a basis's code",
        ),
      department: z.string().describe('报送或发起部门 the department that posted the record or initiated the case'),
      unifiedSocialCreditCode: z.string().optional(),
      due: z.string().optional().meta({ format: 'date' }).describe('办理期限 by when the recipient is to answer'),
      clock: z.enum(DUTY_NAMES).optional().describe('到期事项 what is owed'),
      acknowledgement: z.string().describe('签收地址 where to acknowledge'),
      acknowledgedAt: instantView.optional(),
    }),
  })
  .meta({ id: 'Notification' });

export const listNotifications = operation({
  id: 'list-notifications',
  method: 'GET',
  path: '/notifications',
  summary: { zh: '读取尚未签收的通知', en: 'Read the notifications that are not acknowledged yet' },
  roles: RECIPIENTS,
  body: NOTHING,
  query: z.strictObject({
    cursor: z.string().max(200).exactOptional(),
    limit: z.coerce.number().int().min(1).max(100).exactOptional(),
  }),
  answers: {
    200: {
      schema: z.object({ notifications: z.array(CloudEvent) }).meta({ id: 'Notifications' }),
      headers: ['Link'],
      meaning: { zh: '按时间先后；签收后不再列出', en: 'oldest first; an acknowledged one is listed no more' },
    },
  },
  problems: ['invalid-cursor'],
});

export const acknowledgeNotification = operation({
  id: 'acknowledge-notification',
  method: 'POST',
  path: '/notifications/{id}/acknowledgement',
  summary: { zh: '签收一条通知', en: 'Acknowledge a notification' },
  roles: RECIPIENTS,
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: { schema: CloudEvent, meaning: { zh: '已签收；重复签收结果不变', en: 'acknowledged; again changes nothing' } },
  },
  problems: ['not-found'],
});
