import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { RepairContext } from './acceptance.ts';
import { BAD_FAITH_GROUNDS, type Repair } from './repair.ts';
import { barredUntil } from './repair-terms.ts';
import { nextRepair, REPAIR_TRANSITIONS } from './transitions.ts';

/** What was found afterwards 弄虚作假、违背承诺, on which document, and what the subject said of it. */
export const BadFaithSubmission = z
  .strictObject({
    ground: z.enum(BAD_FAITH_GROUNDS).describe('材料虚假 false-material · 违背承诺 broken-commitment'),
    document: shortText(200).describe('认定文书号 number of the decision'),
    decidedOn: dateText,
    finding: shortText(4000).describe('查明的事实 what was found'),
    heard: shortText(4000).describe(
      '听取陈述申辩的情况 what the subject said when it was heard, or that it said nothing',
    ),
  })
  .meta({ id: 'RepairBadFaith' });
export type BadFaithSubmission = z.output<typeof BadFaithSubmission>;

/** False material is found in what was granted or refused for it; a commitment is broken only by whom it repaired. */
const fits = ({ state, decision }: Repair, { ground }: BadFaithSubmission): boolean =>
  state === 'granted' || (ground === 'false-material' && (decision?.grounds.includes('false-material') ?? false));

const datedSince = (earliest: CalendarDate, decidedOn: CalendarDate, today: CalendarDate): readonly Failure[] =>
  earliest <= decidedOn && decidedOn <= today
    ? []
    : [{ kind: 'date-out-of-bounds', pointer: '/decidedOn', parameters: { earliest, latest: today } }];

/**
 * Records bad faith in a repair: for the years that the terms say no repair of the subject is applied for. By a second officer, not who
 * decided. What was repaired does not come back to life: an ended record stays ended (docs/adr/0016-repair.md).
 */
export const recordBadFaith = (
  repair: Repair,
  submission: BadFaithSubmission,
  { by, today }: RepairContext,
): Result<Repair, Failures> => {
  const { decision, badFaith, state } = repair;
  const forbidden: readonly Failure[] = [
    ...allowedFrom(repair, REPAIR_TRANSITIONS.recordBadFaith),
    ...(badFaith !== undefined || !fits(repair, submission)
      ? [{ kind: 'state-forbids', parameters: { state } } as const]
      : []),
    ...(decision?.officer === by.officer ? [{ kind: 'same-officer' } as const] : []),
  ];
  const [first] = forbidden;
  if (first !== undefined) return fail([first]);
  if (decision === undefined) throw new Error(`application ${repair.id} is ${state} without a decision`);
  const { ground, document, decidedOn, finding, heard } = submission;
  const failures: readonly Failure[] = [
    ...datedSince(decision.decidedOn, decidedOn, today),
    ...identityNumbersIn([
      { pointer: '/document', text: document },
      { pointer: '/finding', text: finding },
      { pointer: '/heard', text: heard },
    ]),
  ];
  if (isRefused(failures)) return fail(failures);
  const until = barredUntil(decidedOn);
  return ok(
    nextRepair(repair, REPAIR_TRANSITIONS.recordBadFaith, by, {
      badFaith: { ground, document, decidedOn, finding, heard, until, officer: by.officer, at: by.at },
      reason: finding,
    }),
  );
};

/** Why what was recorded is taken back: the document of a court, a review body or the authority itself. */
export const BadFaithReversal = z
  .strictObject({
    document: shortText(200).describe('据以撤销的文书 the document on which it rests'),
    decidedOn: dateText,
    reason: shortText(1000),
  })
  .meta({ id: 'RepairBadFaithReversal' });
export type BadFaithReversal = z.output<typeof BadFaithReversal>;

/** Takes a record of bad faith back: it bars nobody any more. By another officer than who recorded it (I7); it stays in the history. */
export const reverseBadFaith = (
  repair: Repair,
  submission: BadFaithReversal,
  { by, today }: RepairContext,
): Result<Repair, Failures> => {
  const { badFaith, state } = repair;
  const forbidden = allowedFrom(repair, REPAIR_TRANSITIONS.reverseBadFaith);
  if (isRefused(forbidden)) return fail(forbidden);
  if (badFaith === undefined || badFaith.reversal !== undefined) {
    return fail([{ kind: 'state-forbids', parameters: { state } }]);
  }
  if (badFaith.officer === by.officer) return fail([{ kind: 'same-officer' }]);
  const { document, decidedOn, reason } = submission;
  const failures = [
    ...datedSince(badFaith.decidedOn, decidedOn, today),
    ...identityNumbersIn([
      { pointer: '/document', text: document },
      { pointer: '/reason', text: reason },
    ]),
  ];
  if (isRefused(failures)) return fail(failures);
  const reversal = { document, decidedOn, reason, officer: by.officer, at: by.at };
  return ok(
    nextRepair(repair, REPAIR_TRANSITIONS.reverseBadFaith, by, { badFaith: { ...badFaith, reversal }, reason }),
  );
};
