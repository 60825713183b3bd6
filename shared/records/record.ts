import type { CalendarDate, Instant } from '../kernel/beijing-time.ts';
import type { Change } from '../register/head.ts';
import type { RecordSubject } from '../subjects/subject.ts';
import type { Content } from './content-schema.ts';
import type { RecordKind } from './kinds/kinds.ts';
import type { Mirrored } from './mirrored.ts';
import type { DisclosureDecision, Severity } from './submission.ts';

/** An authority or source unit by name and code. */
export interface Unit {
  readonly name: string;
  readonly unifiedSocialCreditCode: string;
}

/** Where a record stands. `held` is neither shared nor published; only `active` and `withdrawal-proposed` records are. */
export const RECORD_STATES = ['active', 'held', 'withdrawal-proposed', 'ended'] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/** Why a record is held: its subject is known under another name, or its text seems to hold a telephone or account number. */
export const HOLD_REASONS = ['name-differs', 'contact-in-text'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** The four ends that are stated to the public with their reason (行政处罚法 48): 变更 change, 撤销 revoke, 确认违法 declare unlawful, 确认无效 declare void. */
export const STATUTORY_VERBS = ['change', 'revoke', 'declare-unlawful', 'declare-void'] as const;
export type StatutoryVerb = (typeof STATUTORY_VERBS)[number];

/** Ends on the word of the department itself: the statutory ones, and 撤回 withdraw. */
export const WITHDRAWAL_VERBS = [...STATUTORY_VERBS, 'withdraw'] as const;

/** Every end: those, and 修复 repair, 移出 remove (from a list), 删除 delete (on an objection). */
export const END_VERBS = [...WITHDRAWAL_VERBS, 'repair', 'remove', 'delete'] as const;
export type EndVerb = (typeof END_VERBS)[number];

/** Whether an end is stated to the public. */
export const isStatutory = (verb: EndVerb): verb is StatutoryVerb => STATUTORY_VERBS.some((one) => one === verb);

/**
 * 异议标注: an objection that is not decided yet. From `suspendsFrom` on the record is neither public nor used: the day after its decision was
 * due. That follows from dates alone, so that no late sweep matters.
 */
export interface ObjectionMark {
  /** Id of the objection. */
  readonly id: string;
  readonly filedOn: CalendarDate;
  readonly decideBy: CalendarDate;
  /** Absent where an undecided objection suspends nothing. */
  readonly suspendsFrom?: CalendarDate;
  /** Second-level review 复核 was asked for. */
  readonly review?: true;
}

/** On whose word a record stands still: a court's 法院, a review body's 复议机关, or an emergency take-down 紧急下架. */
export const SUSPENSION_GROUNDS = ['court', 'review', 'take-down'] as const;

/** A record that stands still: neither public nor used until it is resumed. */
export interface RecordSuspension {
  readonly ground: (typeof SUSPENSION_GROUNDS)[number];
  readonly document: string;
  readonly reason: string;
  readonly department: string;
  readonly officer: string;
  readonly since: Instant;
  /** Of a take-down: the second officer's word that it stays. */
  readonly confirmation?: { readonly officer: string; readonly at: Instant; readonly reason: string };
}

/** What ends a record: the document of the authority, court or review body, and who proposed it. */
export interface Withdrawal {
  readonly verb: EndVerb;
  readonly document: string;
  readonly decidedOn: CalendarDate;
  /** Shown to the public for 30 days with the four statutory verbs; holds no personal data. */
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Instant;
}

/** The end of a record: its withdrawal as another officer confirmed it. */
export interface RecordEnd extends Withdrawal {
  readonly confirmedBy: string;
  readonly endedAt: Instant;
}

/** What is done to a record. */
export const RECORD_ACTIONS = [
  'post',
  'correct',
  'find-outcome',
  'propose-withdrawal',
  'confirm-withdrawal',
  'reject-withdrawal',
  'release-hold',
  'mark-objection',
  'settle-objection',
  'end-publicity',
  'suspend',
  'resume',
  'confirm-take-down',
  'end',
  'refresh',
  'mirror',
  'replay',
] as const;
export type RecordAction = (typeof RECORD_ACTIONS)[number];

/** Departments that were told of a record, from version `since` on: they are told of its end too (I4). */
export interface Told {
  readonly since: number;
  readonly recipients: readonly string[];
}

/** What an authority decided, as the register holds it. It never disappears and is never overwritten: each version stays as history. */
export interface CreditRecord {
  readonly id: string;
  readonly kind: RecordKind;
  readonly version: number;
  readonly state: RecordState;
  /** Code of the department that posted the record and alone may change it. */
  readonly department: string;
  readonly subject: RecordSubject;
  readonly documentNumber: string;
  readonly decisionDate: CalendarDate;
  readonly actDate?: CalendarDate;
  readonly authority: Unit;
  readonly source: Unit;
  readonly severity?: Severity;
  readonly disclosure?: DisclosureDecision & { readonly officer: string };
  readonly content: Content;
  /** The officer who wrote what it says: posted it, or corrected it last. Another one releases it from a hold. */
  readonly author: string;
  readonly holds: readonly HoldReason[];
  /** Of an entry of the superior platform: no department here wrote it, and none changes it. */
  readonly mirrored?: Mirrored;
  /** Absent as long as nobody was told of it. */
  readonly told?: Told;
  readonly objection?: ObjectionMark;
  readonly suspension?: RecordSuspension;
  /** 补充说明: what stands beside the content since an objection was decided. */
  readonly supplement?: string;
  readonly withdrawal?: Withdrawal;
  readonly end?: RecordEnd;
  /** Random 128 bits: the only id that the public sees. */
  readonly publicId: string;
  readonly receivedAt: Instant;
  readonly change: Change<RecordAction>;
}
