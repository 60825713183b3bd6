import { beijingDate, type Instant } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { contactHold } from '../records/correct.ts';
import type { Admitted } from '../records/receive.ts';
import type { CreditRecord } from '../records/record.ts';
import { nextRecord, TRANSITIONS } from '../records/transitions.ts';
import type { Actor } from '../register/head.ts';
import { SUPERIOR_PLATFORM } from './superior-platform.ts';

/** Who does what the superior platform decided. */
export const exchangeActor = (at: Instant): Actor => ({ department: SUPERIOR_PLATFORM, officer: 'exchange', at });

type Said = Pick<Admitted, 'content' | 'disclosure'>;

const saidIn = ({ content, disclosure }: Said): string => {
  const { officer: _, ...decision } = { officer: '', ...disclosure };
  return canonicalJson({ content, disclosure: disclosure ? decision : null });
};

/**
 * A mirrored entry as its source has it at a later moment: what it says now holds, better or worse for whoever is named, for it is the source
 * that decides; if it says the same, only that it was confirmed. Once a day is enough: an entry becomes stale by days. Undefined if nothing is
 * to be written.
 */
export const refreshed = (
  record: CreditRecord,
  { content, disclosure }: Said,
  asOf: Instant,
  by: Actor,
): CreditRecord | undefined => {
  const { mirrored, disclosure: before, ...rest } = record;
  if (mirrored === undefined || asOf <= mirrored.asOf) return undefined;
  const now = { ...mirrored, asOf, refreshedAt: by.at };
  const isSame = saidIn(record) === saidIn({ content, ...(disclosure && { disclosure }) });
  if (isSame && beijingDate(asOf) === beijingDate(mirrored.asOf)) return undefined;
  if (isSame) return nextRecord(record, TRANSITIONS.refresh, by, { mirrored: now });
  const next = {
    ...rest,
    content,
    mirrored: now,
    ...(disclosure && { disclosure: { ...disclosure, officer: by.officer } }),
  };
  const holds = [...record.holds.filter((hold) => hold === 'name-differs'), ...contactHold(record, next)];
  return nextRecord(next, TRANSITIONS.mirror, by, { holds, state: holds.length > 0 ? 'held' : 'active' });
};
