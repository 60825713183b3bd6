import { naturalKey } from '../records/natural-key.ts';
import type { CreditRecord } from '../records/record.ts';
import type { HeadKey } from '../register/head.ts';
import { digestId } from './digest-id.ts';
import { headId } from './head-keys.ts';

type Keyed = Pick<CreditRecord, 'department' | 'kind' | 'documentNumber'>;

/** Key of a record's head: in its subject's partition, made of its natural key, so that the table itself keeps that unique (I2). */
export const recordKey = (subjectKey: string, record: Keyed): HeadKey => ({
  pk: subjectKey,
  sk: `${record.kind}#${digestId(naturalKey(record))}`,
});

/** Id of a record, a function of its key: 22 characters that say nothing of the subject. */
export const recordId = (subjectKey: string, record: Keyed): string => headId(recordKey(subjectKey, record));
