import * as z from 'zod';
import { departmentOn } from '../departments/departments.ts';
import { CHANNEL_STANDINGS } from '../exchange/entry.ts';
import { SUPERIOR_PLATFORM, SUPERIOR_PLATFORM_NAME } from '../exchange/superior-platform.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { NOTIFICATION_TYPES } from '../notifications/notification-types.ts';
import { END_STANDINGS, type LedgerLine } from './ledger.ts';
import { TELLING_CHANNELS } from './telling.ts';

const end = z.object({
  type: z.enum(NOTIFICATION_TYPES),
  version: z.int().describe('告知的版本 the version that was told'),
  at: instantView,
  due: dateView.optional().describe('应签收之日 to be acknowledged by'),
  acknowledgedAt: instantView.optional(),
  standing: z
    .enum(END_STANDINGS)
    .describe(
      '在途 on-its-way · 待签收 waiting · 已签收 acknowledged · 逾期 overdue · 仅告知，无需签收 told, nothing owed',
    ),
});

const lineShape = {
  recipient: z.object({ code: z.string(), name: labelView.optional() }),
  channel: z
    .enum(TELLING_CHANNELS)
    .describe('收件箱 inbox · 任务 task · 核查 check · 信用报告 report · 授权订阅 subscription · 数据交换 exchange'),
  purpose: z
    .string()
    .optional()
    .describe(
      '核查、报告、授权的编号，或交换的去向 id of the check, report or authorisation, or the channel of an exchange',
    ),
  version: z.int(),
  at: instantView.describe('首次告知 when it was first told'),
  state: z
    .enum(CHANNEL_STANDINGS)
    .optional()
    .describe(
      '数据交换中的状态：已报送 sent · 已确认 acknowledged · 已发撤除 removal-sent · 已撤除 removed · 被退回 refused',
    ),
  ends: z.array(end).describe('失效告知：何时、是否签收 what was told of its end, and whether it was acknowledged'),
};

/** Who was told of a record, and of its end. */
export const RecordLedgerView = z
  .object({ record: z.string(), state: z.string(), recipients: z.array(z.object(lineShape)) })
  .meta({ id: 'RecordWithdrawalLedger' });

/** Who was told of a case's measures, and of their ends. */
export const CaseLedgerView = z
  .object({
    case: z.string(),
    state: z.string(),
    measures: z.array(
      z.object({
        task: z.string(),
        measure: z.string(),
        state: z.string(),
        recipients: z.array(z.object(lineShape)),
      }),
    ),
    typicalCases: z
      .array(z.object({ id: z.string(), recipients: z.array(z.object(lineShape)) }))
      .describe('据该案件编写、已报送上级平台的典型案例 typical cases on it that went to the superior platform'),
  })
  .meta({ id: 'CaseWithdrawalLedger' });

/** A line as it is shown on a day. */
export const toLineView = ({ recipient, ends, ...line }: LedgerLine, today: CalendarDate) => ({
  ...line,
  recipient: {
    code: recipient,
    name: recipient === SUPERIOR_PLATFORM ? SUPERIOR_PLATFORM_NAME : departmentOn(recipient, today)?.name,
  },
  ends: [...ends],
});
