import type { CalendarDate } from '../kernel/beijing-time.ts';
import { comparableText } from '../kernel/comparable-text.ts';
import type { Failure } from '../kernel/failure.ts';
import { isStatement } from '../records/kinds/kinds.ts';
import { isStale } from '../records/mirrored.ts';
import type { CreditRecord } from '../records/record.ts';
import { endsCases } from './cases-on-record.ts';
import type { JointCase } from './joint-case.ts';

/** What of a subject's records decides whether a case may rest on them. */
export type Evidence = Pick<CreditRecord, 'id' | 'kind' | 'state' | 'documentNumber' | 'end' | 'mirrored'>;

const citedFailures = (record: Evidence | undefined, index: number, today: CalendarDate): readonly Failure[] => {
  const pointer = `/act/records/${index}`;
  if (record === undefined) return [{ kind: 'evidence-not-found', pointer }];
  if (isStatement(record.kind)) return [{ kind: 'evidence-is-statement', pointer }];
  if (record.state === 'ended') return [{ kind: 'evidence-ended', pointer }];
  return isStale(record, today) ? [{ kind: 'evidence-unconfirmed', pointer }] : [];
};

/**
 * Every record that is cited is one on the subject of the case and has not ended; nor is the act one whose own record was repaired, deleted
 * or taken off its list: its use has ended with it. What an association or a third party states is no evidence (I9), nor
 * what is mirrored from elsewhere and was not confirmed in time.
 * `records` are those of the subject.
 */
export const evidenceFailures = (
  act: Pick<JointCase['act'], 'documentNumber' | 'records'>,
  records: readonly Evidence[],
  today: CalendarDate,
): readonly Failure[] => {
  const byId = new Map(records.map((record) => [record.id, record]));
  const number = comparableText(act.documentNumber);
  const isUndone = records.some((record) => endsCases(record) && comparableText(record.documentNumber) === number);
  return [
    ...(isUndone ? [{ kind: 'evidence-ended', pointer: '/act/documentNumber' } as const] : []),
    ...act.records.flatMap((id, index) => citedFailures(byId.get(id), index, today)),
  ];
};
