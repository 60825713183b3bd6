import * as z from 'zod';
import { type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { shortText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { RepairContext } from './acceptance.ts';
import type { Repair } from './repair.ts';
import { isOpen, nextRepair, REPAIR_TRANSITIONS } from './transitions.ts';

/** Why an application is taken back. */
export const RepairWithdrawal = z
  .strictObject({
    reason: shortText(500).exactOptional().describe('撤回理由，可不说明 why, if the subject wants to say'),
  })
  .meta({ id: 'RepairWithdrawal' });
export type RepairWithdrawal = z.output<typeof RepairWithdrawal>;

/** The subject takes its application back: without any consequence, and it may apply again. */
export const withdrawRepair = (
  repair: Repair,
  { reason }: RepairWithdrawal,
  { by }: Pick<RepairContext, 'by'>,
): Result<Repair, Failures> => {
  const failures = [
    ...allowedFrom(repair, REPAIR_TRANSITIONS.withdraw),
    ...identityNumbersIn([{ pointer: '/reason', text: reason ?? '' }]),
  ];
  if (isRefused(failures)) return fail(failures);
  const said = reason !== undefined && { reason };
  return ok(
    nextRepair(repair, REPAIR_TRANSITIONS.withdraw, by, {
      state: 'withdrawn',
      withdrawal: { ...said, at: by.at },
      ...said,
    }),
  );
};

/** 督办: what the credit office says to an authority about an application. */
export const UrgingSubmission = z
  .strictObject({ text: shortText(1000).describe('督办意见 what is urged') })
  .meta({ id: 'RepairUrging' });
export type UrgingSubmission = z.output<typeof UrgingSubmission>;

/** So often one application is urged: clocks remind besides. */
export const MAX_URGINGS = 20;

/** The credit office urges an authority. It decides nothing: who found repairs 谁认定谁修复. */
export const urgeRepair = (
  repair: Repair,
  { text }: UrgingSubmission,
  { by }: Pick<RepairContext, 'by'>,
): Result<Repair, Failures> => {
  const { urgings } = repair;
  const failures = [
    ...allowedFrom(repair, REPAIR_TRANSITIONS.urge),
    ...(urgings.length < MAX_URGINGS
      ? []
      : [{ kind: 'too-many-items', parameters: { limit: MAX_URGINGS, count: urgings.length + 1 } } as const]),
    ...identityNumbersIn([{ pointer: '/text', text }]),
  ];
  if (isRefused(failures)) return fail(failures);
  const urging = { text, officer: by.officer, at: by.at };
  return ok(nextRepair(repair, REPAIR_TRANSITIONS.urge, by, { urgings: [...urgings, urging], reason: text }));
};

/** An application whose target ended otherwise is moot 终止; undefined if it waits no more, or its target stands. */
export const closedWith = (repair: Repair, hasEnded: boolean, by: Actor): Repair | undefined =>
  hasEnded && isOpen(repair) ? nextRepair(repair, REPAIR_TRANSITIONS.close, by, { state: 'moot' }) : undefined;
