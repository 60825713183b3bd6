import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import { withTold } from '../notifications/told.ts';
import type { Actor, Transition } from '../register/head.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { type CreditRecord, type RecordAction, type RecordState, WITHDRAWAL_VERBS } from './record.ts';

export const TRANSITIONS = {
  correct: { action: 'correct', from: ['active', 'held'] },
  // Of a held record it is not sure yet whose it is.
  findOutcome: { action: 'find-outcome', from: ['active'] },
  proposeWithdrawal: { action: 'propose-withdrawal', from: ['active', 'held'] },
  confirmWithdrawal: { action: 'confirm-withdrawal', from: ['withdrawal-proposed'] },
  rejectWithdrawal: { action: 'reject-withdrawal', from: ['withdrawal-proposed'] },
  // What ended by a decision meanwhile, while a statutory end of it waited for its second officer.
  confirmAnnulment: { action: 'confirm-withdrawal', from: ['ended'] },
  rejectAnnulment: { action: 'reject-withdrawal', from: ['ended'] },
  releaseHold: { action: 'release-hold', from: ['held'] },
  markObjection: { action: 'mark-objection', from: ['active', 'held', 'withdrawal-proposed'] },
  settleObjection: { action: 'settle-objection', from: ['active', 'held', 'withdrawal-proposed'] },
  // An objection that comes to this leaves the record as it is, but not public.
  endPublicity: { action: 'end-publicity', from: ['active', 'held', 'withdrawal-proposed'] },
  suspend: { action: 'suspend', from: ['active', 'held', 'withdrawal-proposed'] },
  resume: { action: 'resume', from: ['active', 'held', 'withdrawal-proposed'] },
  confirmTakeDown: { action: 'confirm-take-down', from: ['active', 'held', 'withdrawal-proposed'] },
  refresh: { action: 'refresh', from: ['active', 'held', 'withdrawal-proposed'] },
  mirror: { action: 'mirror', from: ['active', 'held', 'withdrawal-proposed'] },
  end: { action: 'end', from: ['active', 'held', 'withdrawal-proposed'] },
} as const satisfies Record<string, Transition<RecordState, RecordAction>>;

/** The next version: the number goes up, and it says who made it, when and why. */
export const nextRecord = (
  record: CreditRecord,
  transition: Transition<RecordState, RecordAction>,
  by: Actor,
  change: Partial<CreditRecord> & { readonly reason?: string },
): CreditRecord => {
  const { reason, ...changed } = change;
  return withTold({
    ...record,
    ...changed,
    version: record.version + 1,
    change: changeBy(transition, by, reason),
  });
};

/** A withdrawal as it is asked for: the document that ends the record, and the reason that the public is told. */
export const WithdrawalSubmission = z.strictObject({
  verb: z
    .enum(WITHDRAWAL_VERBS)
    .describe('变更 change · 撤回 withdraw · 撤销 revoke · 确认违法 declare-unlawful · 确认无效 declare-void'),
  document: shortText(200).describe('据以办理的文书 the document on which it rests'),
  decidedOn: dateText.describe(
    '文书日期；三个工作日的期限自次日起算 date of the document; the three working days run from the day after',
  ),
  reason: shortText(500).describe('公开说明的理由 the reason that is published (行政处罚法 48)'),
});
export type WithdrawalSubmission = z.output<typeof WithdrawalSubmission>;

/** Proposes to end a record. It stays as it is until another officer confirms. */
export const proposeWithdrawal = (
  record: CreditRecord,
  submission: WithdrawalSubmission,
  context: { readonly by: Actor; readonly today: CalendarDate },
): Result<CreditRecord, Failures> => {
  const forbidden = allowedFrom(record, TRANSITIONS.proposeWithdrawal);
  if (isRefused(forbidden)) return fail(forbidden);
  const failures: readonly Failure[] = [
    ...identityNumbersIn([
      { pointer: '/reason', text: submission.reason },
      { pointer: '/document', text: submission.document },
    ]),
    ...(submission.decidedOn > context.today
      ? [{ kind: 'decision-in-future', pointer: '/decidedOn', parameters: { today: context.today } } as const]
      : []),
  ];
  if (isRefused(failures)) return fail(failures);
  const withdrawal = { ...submission, proposedBy: context.by.officer, proposedAt: context.by.at };
  return ok(
    nextRecord(record, TRANSITIONS.proposeWithdrawal, context.by, {
      state: 'withdrawal-proposed',
      withdrawal,
      reason: submission.reason,
    }),
  );
};

/** The second officer's word on a proposed withdrawal. */
export const WithdrawalDecision = z.strictObject({ confirmed: z.boolean(), reason: shortText(500).exactOptional() });
export type WithdrawalDecision = z.output<typeof WithdrawalDecision>;

/** Whether a record has ended by a decision while an end that is stated to the public waits for its second officer still. */
const waitsThoughEnded = ({ state, withdrawal }: CreditRecord): boolean =>
  state === 'ended' && withdrawal !== undefined;

/** The transitions of the second officer's word, by where the record stands. */
const withdrawalTransitions = (record: CreditRecord) =>
  waitsThoughEnded(record)
    ? ({ confirm: TRANSITIONS.confirmAnnulment, reject: TRANSITIONS.rejectAnnulment } as const)
    : ({ confirm: TRANSITIONS.confirmWithdrawal, reject: TRANSITIONS.rejectWithdrawal } as const);

/**
 * Ends a record, or leaves it as it was: another officer than the one who proposed (I7). What was repaired or deleted meanwhile has ended
 * already; that it was annulled is then its end, and is stated (行政处罚法 48).
 */
export const decideWithdrawal = (
  record: CreditRecord,
  decision: WithdrawalDecision,
  by: Actor,
): Result<CreditRecord, Failures> => {
  const { confirm, reject } = withdrawalTransitions(record);
  const forbidden = allowedFrom(record, confirm);
  if (isRefused(forbidden)) return fail(forbidden);
  const { withdrawal, ...rest } = record;
  if (withdrawal === undefined) throw new Error(`record ${record.id} awaits a withdrawal that it does not hold`);
  if (withdrawal.proposedBy === by.officer) return fail([{ kind: 'same-officer' }]);
  const failures = identityNumbersIn([{ pointer: '/reason', text: decision.reason ?? '' }]);
  if (isRefused(failures)) return fail(failures);
  const reason = decision.reason === undefined ? {} : { reason: decision.reason };
  if (!decision.confirmed) {
    const open = record.holds.length > 0 ? 'held' : 'active';
    const state = record.state === 'ended' ? 'ended' : open;
    return ok(nextRecord(rest, reject, by, { state, ...reason }));
  }
  const end = { ...withdrawal, confirmedBy: by.officer, endedAt: by.at };
  return ok(nextRecord(rest, confirm, by, { state: 'ended', end, ...reason }));
};

/** What an officer found who looked at a held record. */
export const HoldRelease = z.strictObject({
  finding: shortText(1000).describe(
    '核实情况：同一主体已更名；或文字中不含个人信息 what was examined: same subject under a new name, or no personal data in the text',
  ),
});
export type HoldRelease = z.output<typeof HoldRelease>;

/** Releases a held record: another officer than the one who wrote it looked at it. */
export const releaseHold = (record: CreditRecord, release: HoldRelease, by: Actor): Result<CreditRecord, Failures> => {
  const forbidden = allowedFrom(record, TRANSITIONS.releaseHold);
  if (isRefused(forbidden)) return fail(forbidden);
  if (record.author === by.officer) return fail([{ kind: 'same-officer' }]);
  const failures = identityNumbersIn([{ pointer: '/finding', text: release.finding }]);
  if (isRefused(failures)) return fail(failures);
  return ok(nextRecord(record, TRANSITIONS.releaseHold, by, { state: 'active', holds: [], reason: release.finding }));
};
