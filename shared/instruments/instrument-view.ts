import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { INSTRUMENT_STATES, type Instrument, isInForce } from './instrument.ts';
import { RANK_DEFINITIONS, RANKS } from './ranks.ts';

/** An entry of the register of instruments as departments read it. */
export const InstrumentView = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z.enum(INSTRUMENT_STATES),
    code: z.string(),
    rank: z.enum(RANKS),
    rankName: labelView,
    title: labelView,
    number: z.string().optional(),
    issuer: labelView,
    article: labelView,
    inForceFrom: dateView,
    inForceUntil: dateView.optional().describe('自该日零时起失效 the first day on which it no longer holds'),
    inForce: z
      .boolean()
      .describe(
        '今日（或所问之日）是否可以作为依据 whether it may be relied on today, or on the day that was asked for',
      ),
    nationalItem: z.string().optional(),
    note: labelView.optional(),
    author: z.string(),
    approvedBy: z.string().optional(),
    repeal: z
      .object({
        until: dateView,
        document: z.string(),
        reason: z.string(),
        proposedBy: z.string(),
        proposedAt: instantView,
      })
      .optional(),
    lifted: z
      .object({
        measures: z.int().describe('因其失效而终止的措施数 measures that ended with it'),
        departments: z.array(z.string()),
        passes: z.int(),
        completedAt: instantView
          .optional()
          .describe('连续两次查找均无遗留时 when two searches in a row had found nothing'),
      })
      .optional()
      .describe('失效后终止措施的情况；读取单条时列出 what was lifted; shown when one entry is read'),
    change: z.object({
      action: z.string(),
      at: instantView,
      department: z.string(),
      officer: z.string(),
      reason: z.string().optional(),
    }),
  })
  .meta({ id: 'Instrument' });
export type InstrumentView = z.input<typeof InstrumentView>;

/** The view of an entry on a day. */
export const toInstrumentView = (
  instrument: Instrument,
  day: CalendarDate,
  lifted?: InstrumentView['lifted'],
): InstrumentView => ({
  ...instrument,
  rankName: RANK_DEFINITIONS[instrument.rank].label,
  inForce: isInForce(instrument, day),
  lifted,
});
