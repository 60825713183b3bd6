import { comparableText } from '../kernel/comparable-text.ts';
import type { CreditRecord } from './record.ts';

/** Normalised natural key of a record within its subject: department, kind, document number. Cannot be changed later. */
export const naturalKey = (record: Pick<CreditRecord, 'department' | 'kind' | 'documentNumber'>): string =>
  [record.department, record.kind, comparableText(record.documentNumber)].join('|');
