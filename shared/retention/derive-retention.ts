import type { CaseWork } from '../cases/case-work.ts';
import type { Follows } from '../cases/follows.ts';
import { notification } from '../notifications/notification.ts';
import type { Derived } from '../records/derive.ts';
import type { Head, HeadKey } from '../register/head.ts';
import { REPAIR_TARGETS, type Repair } from '../repairs/repair.ts';
import type { Access } from '../subject-door/access-store.ts';
import { isSubjectKey } from '../subjects/subject.ts';
import type { ErasureOrder } from './erasure-order.ts';
import { ledgerEntryOf } from './ledger-entry.ts';
import type { PutAway } from './put-away.ts';
import { type RetentionDue, retentionDue } from './retained.ts';

type IdOf = (text: string) => string;

const CREDIT_OFFICE = 'credit-office';

/** What retention has to follow from a version of a head of any sort: when it is due, and what the ledger kept apart says of it. */
export interface RetentionFollows {
  readonly due: RetentionDue;
  readonly work: readonly CaseWork[];
}

export const deriveRetention = (of: string, image: Head, key: HeadKey): RetentionFollows => {
  const entry = ledgerEntryOf(of, image);
  return {
    due: retentionDue(of, image, key),
    work: entry ? [{ type: 'enter-in-ledger', id: entry.id, entry }] : [],
  };
};

/** What follows from a version of something that was put away. */
export interface PutAwayFollows extends Derived {
  /** Whose data was looked at, so that the subject is told. */
  readonly access?: { readonly subject: string; readonly id: string; readonly access: Access };
}

/** Sorts of heads that may be in the public copy. */
const PUBLISHED: readonly string[] = ['record', 'typical-case'];

/** Opened: the department whose it was and the credit office are told, and the subject at its own door. */
const openedOf = (away: PutAway, idOf: IdOf): PutAwayFollows => {
  const { id, version, of, kind = of, department = CREDIT_OFFICE, change, key, document = '' } = away;
  const { at, reason: purpose = '' } = change;
  const recipients = [...new Set([department, CREDIT_OFFICE])];
  const access = { what: 'archive', department: change.department, purpose, reference: document, at } as const;
  return {
    notifications: recipients.map((recipient) =>
      notification({ id, version, kind, department }, { type: 'archive.opened', recipient, at }, idOf),
    ),
    ...(isSubjectKey(key.pk) && { access: { subject: key.pk, id, access } }),
  };
};

/** What an application for repair may wait on: it has nothing to decide any more. */
const isRepairTarget = (of: string): of is Repair['target']['type'] => REPAIR_TARGETS.some((target) => target === of);

/** Put away or erased: it leaves the public at once, and whoever was told of it is told that it is to be used no more (I4). */
const leftOf = (away: PutAway, idOf: IdOf): PutAwayFollows => {
  const { id, version, of, kind = of, department = CREDIT_OFFICE, change, key, told } = away;
  const { at } = change;
  return {
    notifications: told.map((recipient) =>
      notification({ id, version, kind, department }, { type: 'record.retention-ended', recipient, at }, idOf),
    ),
    ...(PUBLISHED.includes(of) && {
      pending: { recordId: id, recordPk: key.pk, recordSk: key.sk, version },
      publication: `${id}.${version}`,
    }),
    ...(isRepairTarget(of) && { work: [{ type: 'follow-end', what: of, id, key, version } as const] }),
  };
};

/** What follows from a version of something that was put away. */
export const derivePutAway = (away: PutAway, _: HeadKey, idOf: IdOf): PutAwayFollows =>
  away.change.action === 'open' ? openedOf(away, idOf) : leftOf(away, idOf);

/** What follows from an order of erasure: nothing until it is confirmed. */
export const deriveErasure = ({ target, version, state }: ErasureOrder, order: HeadKey): Follows => ({
  notifications: [],
  work: state === 'confirmed' ? [{ type: 'erase', id: target.id, order, version, step: 'end', after: 0 }] : [],
});
