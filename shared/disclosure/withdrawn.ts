import * as z from 'zod';
import { addDays, type CalendarDate } from '../kernel/beijing-time.ts';
import { StoredDate } from './stored.ts';

/** For how many days the end of a public entry is stated, the day itself included. */
export const STATED_DAYS = 30;

/**
 * The four ends that are stated to the public: 变更, 撤销, 确认违法, 确认无效 (行政处罚法 48). By authority and document
 * number with the reason; never the subject.
 */
export const WithdrawnNotice = z.strictObject({
  kind: z.string(),
  departmentCode: z.string(),
  departmentName: z.string(),
  documentNumber: z.string(),
  verb: z.enum(['change', 'revoke', 'declare-unlawful', 'declare-void']),
  reason: z.string(),
  withdrawnOn: StoredDate,
});
export type WithdrawnNotice = Readonly<z.infer<typeof WithdrawnNotice>>;

/** The earliest `withdrawnOn` that is stated on a day. */
export const statedSince = (today: CalendarDate): CalendarDate => addDays(today, 1 - STATED_DAYS);

const text = (notice: WithdrawnNotice): string =>
  `${notice.withdrawnOn} ${notice.departmentCode} ${notice.documentNumber}`;

/** The content of withdrawn.json on a day: the newest first. A notice dated in the future waits for its day. */
export const withdrawnFile = (notices: readonly WithdrawnNotice[], today: CalendarDate) => ({
  withdrawals: notices
    .filter(({ withdrawnOn }) => withdrawnOn >= statedSince(today) && withdrawnOn <= today)
    .map(({ kind, departmentCode, departmentName, documentNumber, verb, reason, withdrawnOn }) => ({
      kind,
      departmentCode,
      departmentName,
      documentNumber,
      verb,
      reason,
      withdrawnOn,
    }))
    .sort((a, b) => (text(a) > text(b) ? -1 : 1)),
});
