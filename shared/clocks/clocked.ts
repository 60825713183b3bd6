import type { Duty } from './duty.ts';

/** Sorts of heads on which something is owed by a day. */
export const CLOCKED_ENTITIES = [
  'task',
  'repair',
  'record',
  'objection',
  'acceptance',
  'subscription',
  // of the derived table: a notice of an end, a decision that relied on what was annulled
  'end-notice',
  'reopen',
] as const;
export type ClockedEntity = (typeof CLOCKED_ENTITIES)[number];

/** A version of a head on which something is owed: what, by whom, and what a word about it may say. */
export interface Clocked {
  readonly entity: ClockedEntity;
  readonly id: string;
  readonly version: number;
  /** What a word about it is about, where that is another head. */
  readonly about?: string;
  /** As in a notification: a measure, a record's kind. */
  readonly kind: string;
  /** The department that set it in motion; it is named to the debtor. */
  readonly department: string;
  /** The department that owes; the credit office hears of it when it stays silent. */
  readonly debtor: string;
  /** On whom the debtor waits, where that is nobody who could be told here. */
  readonly waitsFor?: string;
  readonly subject?: { readonly unifiedSocialCreditCode?: string };
  /** In the order in which they fall due. */
  readonly duties: readonly Duty[];
}
