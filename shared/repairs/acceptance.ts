import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { shortText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { Repair } from './repair.ts';
import { extendedDue, resultDue } from './repair-terms.ts';
import { nextRepair, REPAIR_TRANSITIONS } from './transitions.ts';

/** Who does something about an application, and on which Beijing day. */
export interface RepairContext {
  readonly by: Actor;
  readonly today: CalendarDate;
}

/** 受理 or 不予受理: what is missing is said at once, all of it. */
export const AcceptanceSubmission = z
  .discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('accepted') }),
    z.strictObject({
      outcome: z.literal('not-accepted'),
      missing: z.array(shortText(500)).min(1).max(20).describe('一次性告知缺少的材料 everything that is missing'),
    }),
  ])
  .meta({ id: 'RepairAcceptance' });
export type AcceptanceSubmission = z.output<typeof AcceptanceSubmission>;

/** Takes an application up, or says what is missing; then the subject applies anew. Its result is due from the acceptance on. */
export const acceptRepair = (
  repair: Repair,
  submission: AcceptanceSubmission,
  { by, today }: RepairContext,
): Result<Repair, Failures> => {
  const { outcome } = submission;
  const isAccepted = outcome === 'accepted';
  const transition = isAccepted ? REPAIR_TRANSITIONS.accept : REPAIR_TRANSITIONS.refuseAcceptance;
  const missing = submission.outcome === 'accepted' ? [] : submission.missing;
  const failures = [
    ...allowedFrom(repair, transition),
    ...identityNumbersIn(missing.map((text, index) => ({ pointer: `/missing/${index}`, text }))),
  ];
  if (isRefused(failures)) return fail(failures);
  const acceptance = { outcome, on: today, missing, officer: by.officer, at: by.at };
  return ok(
    nextRepair(repair, transition, by, {
      state: outcome,
      acceptance,
      ...(isAccepted && { decideBy: resultDue(today, repair.application.appliedOn) }),
    }),
  );
};

/** Why the result takes longer. */
export const ExtensionSubmission = z
  .strictObject({ reason: shortText(500).describe('延长办理期限的理由 why the result takes longer') })
  .meta({ id: 'RepairExtension' });
export type ExtensionSubmission = z.output<typeof ExtensionSubmission>;

/** Extends the time for the result, once, and before it is over. */
export const extendRepair = (
  repair: Repair,
  { reason }: ExtensionSubmission,
  { by, today }: RepairContext,
): Result<Repair, Failures> => {
  const forbidden = allowedFrom(repair, REPAIR_TRANSITIONS.extend);
  if (isRefused(forbidden)) return fail(forbidden);
  const { decideBy, extension, application } = repair;
  if (decideBy === undefined) throw new Error(`application ${repair.id} was accepted without a term`);
  if (extension !== undefined || today > decideBy.date) {
    return fail([{ kind: 'repair-not-extendable', parameters: { due: decideBy.date } }]);
  }
  const failures = identityNumbersIn([{ pointer: '/reason', text: reason }]);
  if (isRefused(failures)) return fail(failures);
  return ok(
    nextRepair(repair, REPAIR_TRANSITIONS.extend, by, {
      decideBy: extendedDue(decideBy, application.appliedOn),
      extension: { reason, officer: by.officer, at: by.at },
      reason,
    }),
  );
};
