import { headId } from '../../../shared/crypto/head-keys.ts';
import { objectionKey } from '../../../shared/crypto/objection-keys.ts';
import { beijingDate, type Instant, toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { DecisionSubmission } from '../../../shared/objections/decision.ts';
import { fileObjection, type ObjectionSubmission } from '../../../shared/objections/filing.ts';
import type { Objection } from '../../../shared/objections/objection.ts';
import type { Objected } from '../../../shared/objections/target.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { RECORD_HEAD } from '../../../shared/records/record-store.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { namedSubject } from '../../../shared/subjects/named-subject.ts';

export const at = (text: string): Instant => toInstant(Date.parse(text));
export const NOW = at('2026-11-10T02:00:00.000Z');

export const MANDATE = { mandate: 'MANDATE', capacity: 'self', channel: 'own', receiptNumber: '回执-1' } as const;
export const subjectSide = (when: Instant = NOW): Actor => ({ department: 'subject', officer: 'MANDATE', at: when });

export const SUBMISSION: ObjectionSubmission = {
  target: { type: 'record', id: 'x' },
  grounds: '处罚对象有误',
  wanted: { outcome: 'delete', text: '请求删除' },
  files: [],
};

export const objectedTo = (record: CreditRecord): Objected => ({
  type: 'record',
  key: RECORD_HEAD.keyOf(record),
  record,
});

/** An objection to a record, or why it is refused. */
export const file = (
  record: CreditRecord,
  when: Instant = NOW,
  others: readonly Objection[] = [],
  submission: ObjectionSubmission = SUBMISSION,
) => {
  const subject = namedSubject(record.subject);
  return fileObjection(objectedTo(record), submission, {
    id: headId(objectionKey(subject.key, record)),
    by: subjectSide(when),
    filing: MANDATE,
    subject,
    today: beijingDate(when),
    others,
  });
};

/** The value of what must not be refused. */
export const value = <Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: unknown },
) => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

export const decision = (outcome: DecisionSubmission['outcome'], when: Instant = NOW): DecisionSubmission => {
  const said = {
    documentNumber: '庄市监异〔2026〕1号',
    decidedOn: beijingDate(when),
    examined: '调阅案卷',
    reason: '事实有误',
  };
  if (outcome === 'correct') return { outcome, ...said, correction: { reason: '更正', content: { fineFen: 1_000 } } };
  if (outcome === 'supplement') return { outcome, ...said, supplement: '已缴清' };
  return { outcome, ...said };
};
