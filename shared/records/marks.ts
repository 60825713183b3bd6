import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { type Correction, correct } from './correct.ts';
import { type CreditRecord, type EndVerb, isStatutory, type ObjectionMark, type RecordSuspension } from './record.ts';
import { nextRecord, TRANSITIONS } from './transitions.ts';

/** Marks a record 异议标注, or moves the days of the mark that it bears; another objection's mark is not overwritten. */
export const markObjection = (record: CreditRecord, mark: ObjectionMark, by: Actor): Result<CreditRecord, Failures> => {
  const forbidden = allowedFrom(record, TRANSITIONS.markObjection);
  if (isRefused(forbidden)) return fail(forbidden);
  const { objection } = record;
  if (objection !== undefined && objection.id !== mark.id) return fail([{ kind: 'objection-open' }]);
  return ok(nextRecord(record, TRANSITIONS.markObjection, by, { objection: mark }));
};

/** What comes of an objection: 删除、移出名单、更正、补充、终止公示、维持. */
export const OBJECTION_OUTCOMES = [
  'delete',
  'remove-from-list',
  'correct',
  'supplement',
  'end-publication',
  'maintain',
] as const;
export type ObjectionOutcome = (typeof OBJECTION_OUTCOMES)[number];

/** How an objection was decided, and on which document. */
export interface Settlement {
  /** Id of the objection, whose mark goes with it. */
  readonly id: string;
  readonly outcome: ObjectionOutcome;
  readonly document: string;
  readonly decidedOn: CalendarDate;
  readonly reason: string;
  /** The officer who prepared the decision, where that is another than who made it. */
  readonly proposedBy: string;
  readonly correction?: Correction;
  readonly supplement?: string;
}

/** An end as it was decided elsewhere: by a repair, or on an objection. Whoever decided is another officer than the author. */
export interface DecidedEnd extends Pick<Settlement, 'document' | 'decidedOn' | 'reason' | 'proposedBy'> {
  readonly verb: EndVerb;
}

/**
 * Ends a record on a decision that was made elsewhere. A withdrawal that was proposed meanwhile falls away, but for one that is stated to the
 * public: that still waits for its second officer, so that no repair hides an annulment (行政处罚法 48).
 */
export const endRecord = (
  { withdrawal, objection: _mark, ...record }: CreditRecord,
  decided: DecidedEnd,
  by: Actor,
): Result<CreditRecord, Failures> => {
  const forbidden = allowedFrom(record, TRANSITIONS.end);
  if (isRefused(forbidden)) return fail(forbidden);
  const end = { ...decided, proposedAt: by.at, confirmedBy: by.officer, endedAt: by.at };
  const isToBeStated = withdrawal !== undefined && isStatutory(withdrawal.verb);
  const next = { ...record, ...(isToBeStated && { withdrawal }) };
  return ok(nextRecord(next, TRANSITIONS.end, by, { state: 'ended', end, reason: decided.reason }));
};

const ENDING_VERBS = { delete: 'delete', 'remove-from-list': 'remove' } as const;

const endAs = (
  { document, decidedOn, reason, proposedBy }: Settlement,
  outcome: keyof typeof ENDING_VERBS,
): DecidedEnd => ({ verb: ENDING_VERBS[outcome], document, decidedOn, reason, proposedBy });

/** How a record ends by what was decided on an objection to it; undefined if it does not end. */
export const endOfSettlement = (settlement: Settlement): DecidedEnd | undefined => {
  const { outcome } = settlement;
  return outcome === 'delete' || outcome === 'remove-from-list' ? endAs(settlement, outcome) : undefined;
};

const settled = (record: CreditRecord, by: Actor, change: Partial<CreditRecord> & { readonly reason: string }) =>
  ok(nextRecord(record, TRANSITIONS.settleObjection, by, change));

const missingPart = ({ outcome, correction, supplement }: Settlement): readonly Failure[] => {
  if (outcome === 'correct' && correction === undefined) return [{ kind: 'missing-field', pointer: '/correction' }];
  if (outcome === 'supplement' && supplement === undefined) return [{ kind: 'missing-field', pointer: '/supplement' }];
  return [];
};

/**
 * Does to a record what its objection came to, and takes the mark away: deleted or removed it ends, corrected it may not become worse, without
 * publication it leaves the public, maintained it is again what it was.
 */
export const settleObjection = (
  record: CreditRecord,
  settlement: Settlement,
  by: Actor,
): Result<CreditRecord, Failures> => {
  const forbidden = [...allowedFrom(record, TRANSITIONS.settleObjection), ...missingPart(settlement)];
  if (isRefused(forbidden)) return fail(forbidden);
  const { objection, ...unmarked } = record;
  if (objection?.id !== settlement.id) return fail([{ kind: 'objection-not-open' }]);
  const { outcome, decidedOn, reason, correction, supplement } = settlement;
  switch (outcome) {
    case 'delete':
    case 'remove-from-list':
      return endRecord(record, endAs(settlement, outcome), by);
    case 'correct': {
      if (correction === undefined) throw new Error('a correction was demanded');
      // A withdrawal that waits for its second officer does not keep what is wrong from being mended.
      const state = record.holds.length > 0 ? 'held' : 'active';
      const corrected = correct({ ...unmarked, state }, correction, { by, today: decidedOn });
      return corrected.ok ? ok(stillProposed(record, corrected.value)) : corrected;
    }
    case 'supplement':
      return settled(unmarked, by, { reason, ...(supplement !== undefined && { supplement }) });
    case 'end-publication':
      return ok(
        nextRecord(unmarked, TRANSITIONS.endPublicity, by, {
          reason,
          ...(record.disclosure && { disclosure: { ...record.disclosure, public: false, decidedOn } }),
        }),
      );
    case 'maintain':
      return settled(unmarked, by, { reason });
    default:
      return outcome satisfies never;
  }
};

const stillProposed = ({ state }: CreditRecord, corrected: CreditRecord): CreditRecord =>
  state === 'withdrawal-proposed' && corrected.holds.length === 0 ? { ...corrected, state } : corrected;

/** Lets a record stand still at once: on a court's or review body's document, or by an emergency take-down. */
export const suspendRecord = (
  record: CreditRecord,
  suspension: Pick<RecordSuspension, 'ground' | 'document' | 'reason'>,
  by: Actor,
): Result<CreditRecord, Failures> => {
  const forbidden = allowedFrom(record, TRANSITIONS.suspend);
  if (isRefused(forbidden)) return fail(forbidden);
  // A court's word outranks a take-down; otherwise who suspended first also resumes.
  if (record.suspension !== undefined && record.suspension.ground !== 'take-down')
    return fail([{ kind: 'state-forbids', parameters: { state: 'suspended' } }]);
  const { department, officer, at: since } = by;
  const reason = suspension.reason;
  return ok(
    nextRecord(record, TRANSITIONS.suspend, by, {
      suspension: { ...suspension, department, officer, since },
      reason,
    }),
  );
};

/** Resumes a record that stands still. Who may is for the operation to say. */
export const resumeRecord = (record: CreditRecord, reason: string, by: Actor): Result<CreditRecord, Failures> => {
  const forbidden = allowedFrom(record, TRANSITIONS.resume);
  if (isRefused(forbidden)) return fail(forbidden);
  const { suspension, ...rest } = record;
  if (suspension === undefined) return fail([{ kind: 'not-suspended' }]);
  return ok(nextRecord(rest, TRANSITIONS.resume, by, { reason }));
};
