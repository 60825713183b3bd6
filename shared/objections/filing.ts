import * as z from 'zod';
import { currentSuccessor } from '../departments/departments.ts';
import { FileIds } from '../files/attachable.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { shortText } from '../kernel/schema.ts';
import { addWorkingDays } from '../kernel/working-calendar.ts';
import type { Mandate } from '../mandates/mandate.ts';
import { OBJECTION_OUTCOMES } from '../records/marks.ts';
import type { Actor } from '../register/head.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { NamedSubject } from '../subjects/named-subject.ts';
import { type Objection, TARGET_TYPES } from './objection.ts';
import { objectionTermsOn } from './objection-terms.ts';
import { headOf, notObjectable, type Objected, targetOf } from './target.ts';
import { isUndecided } from './transitions.ts';

const CREDIT_OFFICE = 'credit-office';

/** Why the subject objects, with the files that show it; said again when it asks for review. */
export const grounded = {
  grounds: shortText(2000).describe('异议事实和理由 what is wrong and why'),
  files: FileIds.default([]),
};

/** 异议申请: against what, why, and what should be done. */
export const ObjectionSubmission = z
  .strictObject({
    target: z.strictObject({
      type: z.enum(TARGET_TYPES).describe('信用记录 record · 联合奖惩案件 case'),
      id: z.string().max(64),
    }),
    ...grounded,
    wanted: z.strictObject({
      outcome: z
        .enum(OBJECTION_OUTCOMES)
        .exclude(['maintain'])
        .describe(
          '删除 delete · 更正 correct · 补充 supplement · 终止公示 end-publication · 移出名单 remove-from-list',
        ),
      text: shortText(1000).describe('请求事项 what should be done'),
    }),
  })
  .meta({ id: 'ObjectionSubmission' });
export type ObjectionSubmission = z.output<typeof ObjectionSubmission>;

/** Who files, for whom, on which day, and what is there already. */
export interface FilingContext {
  readonly id: string;
  readonly by: Actor;
  readonly filing: Objection['by'];
  readonly subject: NamedSubject;
  readonly today: CalendarDate;
  /** Objections to the same record or case, of whatever state. */
  readonly others: readonly Objection[];
}

/** By whom something is filed, as the objection keeps it. */
export const filedUnder = ({ id: mandate, account, capacity, channel, evidence }: Mandate): Objection['by'] => ({
  mandate,
  capacity,
  channel,
  receiptNumber: evidence.receiptNumber,
  ...(channel === 'counter' && { clerk: account }),
});

/** Own data where it is the credit office's; else its provider must examine it. */
const termsOf = (department: string, filedOn: CalendarDate) => {
  const { mark, own, provider, undecidedSuspends } = objectionTermsOn(filedOn);
  const { workingDays } = department === CREDIT_OFFICE ? own : provider;
  return {
    markBy: addWorkingDays(filedOn, mark.workingDays),
    decideBy: addWorkingDays(filedOn, workingDays),
    suspends: undecidedSuspends,
  };
};

/** Whether an objection says what was sent: the same request sent again is answered with it. */
export const isSameObjection = (objection: Objection, { target, grounds, wanted, files }: ObjectionSubmission) => {
  const { id, type } = objection.target;
  const filed = { target: { id, type }, grounds: objection.grounds, wanted: objection.wanted, files: objection.files };
  return canonicalJson(filed) === canonicalJson({ target, grounds, wanted, files });
};

/** The first version of an objection. One at a time: while one is undecided, another against the same is refused. */
export const fileObjection = (
  objected: Objected,
  { grounds, wanted, files }: ObjectionSubmission,
  { id, by, filing, subject, today, others }: FilingContext,
): Result<Objection, Failures> => {
  const failures = [
    ...notObjectable(objected),
    ...(others.some(isUndecided) ? [{ kind: 'objection-open', pointer: '/target/id' } as const] : []),
    ...identityNumbersIn([
      { pointer: '/grounds', text: grounds },
      { pointer: '/wanted/text', text: wanted.text },
    ]),
  ];
  if (isRefused(failures)) return fail(failures);
  const mirrored = objected.type === 'record' ? objected.record.mirrored : undefined;
  // Whose source is elsewhere has its objection kept by the credit office, which forwards it.
  const owner = mirrored === undefined ? headOf(objected).department : CREDIT_OFFICE;
  const department = currentSuccessor(owner, today)?.code ?? owner;
  return ok({
    id,
    version: 1,
    state: 'open',
    change: { action: 'file', ...by },
    subject,
    target: targetOf(objected),
    department,
    ...(mirrored && { forwardedTo: mirrored.from }),
    by: filing,
    filedOn: today,
    grounds,
    wanted,
    files,
    ...termsOf(mirrored?.from ?? department, today),
  });
};
