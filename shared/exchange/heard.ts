import { beijingDate } from '../kernel/beijing-time.ts';
import type { CreditRecord } from '../records/record.ts';
import type { HeadKey } from '../register/head.ts';
import type { TypicalCase } from '../typical-cases/typical-case.ts';
import { isEverExchanged, TYPICAL_CASE } from './channels.ts';
import type { Heard } from './entry-store.ts';
import { wantedOf } from './wanted.ts';

/** A first version that is to be nowhere, on no day that is known, is not noted: most of what is not public never will be. */
const isToBeSomewhere = (record: CreditRecord): boolean => {
  if (record.version > 1) return true;
  const { channels, lookOn } = wantedOf(record, beijingDate(record.change.at));
  return channels.length > 0 || lookOn !== undefined;
};

/** Whether a mirrored entry is objected to, or was until this version. */
const isObjectedTo = ({ objection, change: { action } }: CreditRecord): boolean =>
  objection !== undefined || action === 'settle-objection' || action === 'end';

/** What the exchange has to hear of a version of a record; undefined of what is never given on. */
export const heardOfRecord = (record: CreditRecord, { pk, sk }: HeadKey): Heard | undefined => {
  const { publicId: entry, id, kind, department, version, subject } = record;
  // What comes from there is not sent back; that it is objected to is.
  const concerns =
    record.mirrored === undefined ? isEverExchanged(kind, subject) && isToBeSomewhere(record) : isObjectedTo(record);
  if (!concerns) return undefined;
  return { entry, what: 'record', id, key: { pk, sk }, kind, department, version, isUrgent: version > 1 };
};

/** The same of a typical case: it is heard of once it is published. */
export const heardOfCase = (typical: TypicalCase, { pk, sk }: HeadKey): Heard | undefined => {
  const { publicId: entry, id, department, version, state } = typical;
  if (state !== 'published' && state !== 'withdrawn') return undefined;
  const isUrgent = state === 'withdrawn';
  return { entry, what: 'typical-case', id, key: { pk, sk }, kind: TYPICAL_CASE, department, version, isUrgent };
};
