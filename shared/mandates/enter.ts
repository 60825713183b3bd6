import * as z from 'zod';
import { addDays, addMonths, beijingDate, type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { NamedSubject } from '../subjects/named-subject.ts';
import { SubjectSubmission } from '../subjects/subject.ts';
import { CAPACITIES, type Capacity, type Mandate } from './mandate.ts';
import data from './mandate-terms.json' with { type: 'json' };

export const MANDATE_TRANSITIONS = {
  end: { action: 'end', from: ['in-force'] },
} as const;

/** What a clerk saw: whom it is about, who may act for them and until when, on which paper. */
export const MandateSubmission = z
  .strictObject({
    subject: SubjectSubmission,
    capacity: z
      .enum(CAPACITIES)
      .describe('self 本人 · agent 委托代理人 · guardian 监护人 · bankruptcy-administrator 破产管理人 · heir 继承人'),
    account: shortText(200)
      .exactOptional()
      .describe(
        '被授权的账号（令牌的 sub）；不填则为本次窗口办理，仅当日有效 the account that may act, as tokens name it; without one: this visit at the counter, today only',
      ),
    until: dateText
      .exactOptional()
      .describe('自该日起不再有效；有账号时必填 no longer in force from this day on; needed with an account'),
    evidence: z.strictObject({
      receiptNumber: shortText(64).describe('受理回执编号 number of the receipt'),
      document: shortText(200).describe('核验的材料，不含证件号码 what was seen, without any document number'),
    }),
  })
  .meta({ id: 'MandateSubmission' });
export type MandateSubmission = z.output<typeof MandateSubmission>;

/** The longest a mandate of a capacity may run that begins on a day. */
export const latestEnd = (capacity: Capacity, from: CalendarDate): CalendarDate => {
  const term = data.terms.findLast((one) => calendarDate(one.from) <= from);
  if (term === undefined) throw new RangeError(`mandate-terms.json holds no term for ${from}`);
  return addMonths(from, term.months[capacity]);
};

const accountTerm = ({ capacity, until }: MandateSubmission, today: CalendarDate): readonly Failure[] => {
  if (until === undefined) return [{ kind: 'missing-field', pointer: '/until' }];
  const latest = latestEnd(capacity, today);
  return until > today && until <= latest
    ? []
    : [{ kind: 'date-out-of-bounds', pointer: '/until', parameters: { earliest: addDays(today, 1), latest } }];
};

/** What is wrong with a mandate as it is asked for: a clerk gives none to the own account (I7). */
export const mandateFailures = (submission: MandateSubmission, by: Actor): readonly Failure[] => {
  const { account, evidence } = submission;
  return [
    ...(account === by.officer ? [{ kind: 'same-officer', pointer: '/account' } as const] : []),
    ...(account === undefined ? [] : accountTerm(submission, beijingDate(by.at))),
    ...identityNumbersIn([
      { pointer: '/account', text: account ?? '' },
      { pointer: '/evidence/receiptNumber', text: evidence.receiptNumber },
      { pointer: '/evidence/document', text: evidence.document },
    ]),
  ];
};

/** The mandate that a clerk enters: of an account, or of the clerk's own for one visit at the counter. */
export const enterMandate = (
  { capacity, account, until, evidence }: MandateSubmission,
  { id, subject, by }: { readonly id: string; readonly subject: NamedSubject; readonly by: Actor },
): Mandate => {
  const from = beijingDate(by.at);
  const isVisit = account === undefined || until === undefined;
  return {
    id,
    version: 1,
    state: 'in-force',
    change: changeBy({ action: 'enter' }, by),
    account: account ?? by.officer,
    channel: isVisit ? 'counter' : 'own',
    capacity,
    subject,
    from,
    until: isVisit ? addDays(from, 1) : until,
    evidence,
    department: by.department,
  };
};

/** Why a mandate ends before its day. */
export const MandateEnd = z.strictObject({ reason: shortText(500) }).meta({ id: 'MandateEnd' });
export type MandateEnd = z.output<typeof MandateEnd>;

/** Ends a mandate: from now on nothing is done under it. */
export const endMandate = (mandate: Mandate, { reason }: MandateEnd, by: Actor): Result<Mandate, Failures> => {
  const failures = [
    ...allowedFrom(mandate, MANDATE_TRANSITIONS.end),
    ...identityNumbersIn([{ pointer: '/reason', text: reason }]),
  ];
  if (isRefused(failures)) return fail(failures);
  const { version } = mandate;
  return ok({
    ...mandate,
    version: version + 1,
    state: 'ended',
    change: changeBy(MANDATE_TRANSITIONS.end, by, reason),
  });
};
