import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateView, labelView } from '../kernel/view.ts';
import { isRecordKind, kindDefinition } from '../records/kinds/kinds.ts';
import { codedView, partyOn } from '../subject-door/department-view.ts';
import type { Counting } from './counting.ts';
import type { Eligibility } from './eligibility.ts';

/** What the asker hears: yes or no, and of which day. */
export const GreenChannelAnswerView = z
  .object({
    eligible: z
      .boolean()
      .describe(
        '适用绿色通道；“否”不说明任何不良情况，不得作为不予办理的理由 a "no" says nothing bad, and is no reason to refuse anything',
      ),
    on: dateView,
  })
  .meta({ id: 'GreenChannelAnswer' });

const until = dateView.optional().describe('自该日起不再计入 counts no more from this day on');
const source = { documentNumber: z.string(), department: codedView };

/** What the subject reads: whether, and why. */
export const OwnGreenChannelView = z
  .object({
    eligible: z.boolean(),
    on: dateView,
    basis: labelView,
    honours: z.array(z.object({ id: z.string(), listName: z.string(), ...source, until })),
    counting: z
      .array(
        z.object({
          id: z.string(),
          what: z.enum(['record', 'case']).describe('记录或者联合惩戒案件 a record, or a joint case'),
          kind: z.object({ code: z.string(), name: labelView.optional() }),
          ...source,
          decidedOn: dateView,
          until: dateView.describe(
            '自该日起不再计入；修复或者撤销后即不计入 counts no more from this day on, or once repaired or revoked',
          ),
        }),
      )
      .describe('今日依法计入的不良信用记录 what lawfully counts against the subject today'),
    knownSince: dateView
      .optional()
      .describe(
        '本系统最早的良好或者中性记录的日期 the earliest day of which something is known that is not against it',
      ),
    knownLongEnough: z.boolean(),
  })
  .meta({ id: 'OwnGreenChannel' });

const kindOf = ({ what, kind }: Counting) => ({
  code: kind,
  name: what === 'record' && isRecordKind(kind) ? kindDefinition(kind).label : undefined,
});

export const toOwnGreenChannel = (
  { eligible, honours, counting, knownSince, knownLongEnough, rule }: Eligibility,
  today: CalendarDate,
): z.input<typeof OwnGreenChannelView> => ({
  eligible,
  on: today,
  basis: rule.basis,
  honours: honours.map((honour) => ({ ...honour, department: partyOn(honour.department, today) })),
  counting: counting.map((one) => ({ ...one, kind: kindOf(one), department: partyOn(one.department, today) })),
  knownSince,
  knownLongEnough,
});
