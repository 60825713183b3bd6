import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { isStatement } from '../records/kinds/kinds.ts';
import type { CreditRecord } from '../records/record.ts';
import seeded from './subscriptions.json' with { type: 'json' };

/** A department that must know of certain records, with the statutory task that says why; persons' records have no subscribers. */
export interface Subscription {
  readonly recipient: string;
  readonly kinds: readonly string[];
  /** Only records of these departments; all if absent. */
  readonly departments?: readonly string[];
  /** Only these grades of severity; all if absent. */
  readonly grades?: readonly string[];
  readonly task: Label;
  readonly validFrom: string;
  readonly validTo?: string;
}

/** Those with which the system begins, dated data; all others are proposed and approved (shared/subscriptions). */
export const SEEDED_SUBSCRIPTIONS: readonly Subscription[] = seeded;

type Subject = Pick<CreditRecord, 'kind' | 'department' | 'severity'> & {
  readonly subject: Pick<CreditRecord['subject'], 'category'>;
};

const wants = (subscription: Subscription, record: Subject, day: CalendarDate): boolean =>
  subscription.kinds.includes(record.kind) &&
  (subscription.departments?.includes(record.department) ?? true) &&
  (subscription.grades?.includes(record.severity?.grade ?? '') ?? true) &&
  subscription.validFrom <= day &&
  (subscription.validTo === undefined || day < subscription.validTo);

/**
 * Departments that must be told of a record on a Beijing day, each once, by what is seeded and what was approved; never the one that posted it,
 * and nobody of a person's record, or of what is no decision of an authority.
 */
export const recipientsOf = (
  record: Subject,
  day: CalendarDate,
  approved: readonly Subscription[] = [],
): readonly string[] => {
  if (record.subject.category === 'person' || isStatement(record.kind)) return [];
  const subscriptions = [...SEEDED_SUBSCRIPTIONS, ...approved].filter((one) => wants(one, record, day));
  const recipients = subscriptions.map(({ recipient }) => recipient);
  return [...new Set(recipients)].filter((recipient) => recipient !== record.department);
};
