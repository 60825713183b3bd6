import { hash } from 'node:crypto';
import { naturalKey } from '../records/natural-key.ts';
import type { CreditRecord } from '../records/record.ts';

/** 128 bits, base64url: enough that two natural keys never meet. */
const DIGEST_CHARACTERS = 22;

/** An id that follows from a text: 22 characters, base64url. */
export const digestId = (text: string): string => hash('sha256', text, 'base64url').slice(0, DIGEST_CHARACTERS);

type Keyed = Pick<CreditRecord, 'department' | 'kind' | 'documentNumber'>;

/** Key of a record's head: in its subject's partition, made of its natural key, so that the table itself keeps that unique (I2). */
export const recordKey = (subjectKey: string, record: Keyed): { readonly pk: string; readonly sk: string } => ({
  pk: subjectKey,
  sk: `${record.kind}#${digestId(naturalKey(record))}`,
});

/** Id of a record, a function of its key: 22 characters that say nothing of the subject. */
export const recordId = (subjectKey: string, record: Keyed): string => {
  const { pk, sk } = recordKey(subjectKey, record);
  return digestId(`${pk}|${sk}`);
};

/** Key of a version in a record's history; versions sort by number. */
export const historyKey = (id: string, version: number): { readonly pk: string; readonly sk: string } => ({
  pk: `HISTORY#${id}`,
  sk: `V#${String(version).padStart(9, '0')}`,
});
