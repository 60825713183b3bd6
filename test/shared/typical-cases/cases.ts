import type { CalendarDate, Instant } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { publishTypicalCase, reviewTypicalCase, writeTypicalCase } from '../../../shared/typical-cases/transitions.ts';
import type { TypicalCase } from '../../../shared/typical-cases/typical-case.ts';

export const NOW = '2026-11-23T02:00:00.000Z' as Instant;
export const TODAY = '2026-11-23' as CalendarDate;
export const UNTIL = '2027-11-23' as CalendarDate;

export const actor = (officer: string, at = NOW, department = 'market-regulation'): Actor => ({
  department,
  officer,
  at,
});

export const value = <T>(result: Result<T, Failures>): T => {
  if (!result.ok) throw new Error(`refused: ${result.failure.map(({ kind }) => kind).join()}`);
  return result.value;
};

export const kinds = (result: Result<unknown, Failures>): readonly string[] =>
  result.ok ? [] : result.failure.map(({ kind }) => kind);

export const WRITTEN = {
  title: '某建筑企业拖欠工资被联合惩戒后主动清偿',
  text: '某企业被列入名单后，三十日内清偿全部工资，经核实移出名单。',
};

/** A joint case of an organisation, decided and served. */
export const ON = {
  id: 'c'.repeat(22),
  state: 'dispatched',
  field: 'wage-arrears',
  effect: 'punishment',
  subject: { category: 'organisation' },
} as const;

export const written = (override: Partial<typeof WRITTEN> = {}, name = 'p'): TypicalCase =>
  value(
    writeTypicalCase({
      place: { id: `id-${name}`, year: '2026', digest: `digest-${name}` },
      publicId: name.padEnd(22, '0'),
      on: ON,
      written: { ...WRITTEN, ...override },
      by: actor('writer'),
    }),
  );

export const reviewed = (name?: string): TypicalCase =>
  value(reviewTypicalCase(written({}, name), { namesNoPerson: true }, actor('reviewer')));

export const published = (name?: string, publishFrom = TODAY): TypicalCase =>
  value(publishTypicalCase(reviewed(name), { publishFrom, publishUntil: UNTIL, on: ON }, actor('reviewer')));
