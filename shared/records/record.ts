import type { CalendarDate, Instant } from '../kernel/beijing-time.ts';
import type { Change } from '../register/head.ts';
import type { RecordSubject } from '../subjects/subject.ts';
import type { Content } from './content-schema.ts';
import type { RecordKind } from './kinds/kinds.ts';
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

/**
 * End verbs: 变更 change, 撤回 withdraw, 撤销 revoke, 确认违法 declare unlawful, 确认无效 declare void.
 * All but 撤回 are stated to the public with their reason (行政处罚法 48).
 */
export const END_VERBS = ['change', 'withdraw', 'revoke', 'declare-unlawful', 'declare-void'] as const;
export type EndVerb = (typeof END_VERBS)[number];

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
  'propose-withdrawal',
  'confirm-withdrawal',
  'reject-withdrawal',
  'release-hold',
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
  /** Absent as long as nobody was told of it. */
  readonly told?: Told;
  readonly withdrawal?: Withdrawal;
  readonly end?: RecordEnd;
  /** Random 128 bits: the only id that the public sees. */
  readonly publicId: string;
  readonly receivedAt: Instant;
  readonly change: Change<RecordAction>;
}
