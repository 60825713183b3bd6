import * as z from 'zod';
import { earlier } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { RepairContext } from './acceptance.ts';
import { REFUSAL_GROUNDS, type Repair } from './repair.ts';
import type { TargetNow } from './repairable.ts';
import { nextRepair, REPAIR_TRANSITIONS } from './transitions.ts';

const written = {
  document: shortText(200).describe('决定书文号 number of the decision'),
  decidedOn: dateText,
  examined: shortText(4000).describe(
    '核查情况：最短公示期、义务履行、信用承诺 what was examined: term, performance, commitment',
  ),
  reasons: shortText(4000).describe('理由 the reasons, as the subject is told them'),
};

/** 准予修复 or 不予修复, with what was examined and why. */
export const RepairDecision = z
  .discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('granted'), ...written }),
    z.strictObject({
      outcome: z.literal('refused'),
      ...written,
      grounds: z
        .array(z.enum(REFUSAL_GROUNDS))
        .min(1)
        .max(REFUSAL_GROUNDS.length)
        .describe(
          '义务未履行 duty-not-performed · 承诺不符合要求 commitment-unfit · 材料虚假 false-material · 其他法定条件 other-statutory-condition',
        ),
    }),
  ])
  .meta({ id: 'RepairDecision' });
export type RepairDecision = z.output<typeof RepairDecision>;

/** What a decision is held against: what is to be repaired as it is now. */
export interface DecisionContext extends RepairContext {
  readonly target: TargetNow;
}

/** Nobody decides on their own word (I7): who wrote what is to be repaired, then or since, or took the application down over the counter. */
const ownWord = ({ target, application }: Repair, { by, target: now }: DecisionContext): readonly Failure[] => {
  const barred = [...target.authors, ...now.authors, ...(application.clerk === undefined ? [] : [application.clerk])];
  return barred.includes(by.officer) ? [{ kind: 'same-officer' }] : [];
};

/**
 * Not before its day, on whichever day that is looked at: what the rule of the application's day opened stays open, and what today's opens
 * is open too.
 */
const tooEarly = ({ earliest }: Repair, { today, target }: DecisionContext): readonly Failure[] => {
  const date = target.earliest === undefined ? earliest.date : earlier(target.earliest, earliest.date);
  return today < date ? [{ kind: 'repair-too-early', parameters: { earliest: date, rule: earliest.ruleVersion } }] : [];
};

/** Decides on an application: another officer than who wrote what is to be repaired. What has ended otherwise is not decided any more. */
export const decideRepair = (
  repair: Repair,
  submission: RepairDecision,
  context: DecisionContext,
): Result<Repair, Failures> => {
  const { by, today } = context;
  const isGrant = submission.outcome === 'granted';
  const transition = isGrant ? REPAIR_TRANSITIONS.grant : REPAIR_TRANSITIONS.refuse;
  const forbidden = [...allowedFrom(repair, transition), ...ownWord(repair, context)];
  if (isRefused(forbidden)) return fail(forbidden);
  if (context.target.hasEnded) return fail([{ kind: 'nothing-to-repair' }]);
  const { outcome, document, decidedOn, examined, reasons } = submission;
  const earliest = repair.acceptance?.on ?? repair.application.appliedOn;
  const failures: readonly Failure[] = [
    ...(isGrant ? tooEarly(repair, context) : []),
    ...(earliest <= decidedOn && decidedOn <= today
      ? []
      : [{ kind: 'date-out-of-bounds', pointer: '/decidedOn', parameters: { earliest, latest: today } } as const]),
    ...identityNumbersIn([
      { pointer: '/document', text: document },
      { pointer: '/examined', text: examined },
      { pointer: '/reasons', text: reasons },
    ]),
  ];
  if (isRefused(failures)) return fail(failures);
  const grounds = submission.outcome === 'refused' ? [...new Set(submission.grounds)] : [];
  const decision = { outcome, document, decidedOn, examined, reasons, grounds, officer: by.officer, at: by.at };
  return ok(nextRepair(repair, transition, by, { state: outcome, decision, reason: reasons }));
};
