import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Authorisation } from '../../../shared/authorisations/authorisation.ts';
import { type AuthorisationSubmission, giveAuthorisation, holdsOn } from '../../../shared/authorisations/give.ts';
import { purposesOn, readersOn } from '../../../shared/authorisations/readers.ts';
import { revokeAuthorisation } from '../../../shared/authorisations/revoke.ts';
import { latestUntil } from '../../../shared/authorisations/rules.ts';
import { authorisationId } from '../../../shared/crypto/authorisation-keys.ts';
import { DEPARTMENTS } from '../../../shared/departments/departments.ts';
import { addDays, calendarDate, toInstant } from '../../../shared/kernel/beijing-time.ts';

const FIRST_DAY = calendarDate('2026-11-10');
const SUBJECT = { key: 'ORG#91210299000000019R', category: 'organisation', name: '庄河示例建筑有限公司' } as const;
const KINDS = ['administrative-penalty', 'rating', 'honour', 'joint-measures'] as const;

const contextOn = (days: number, known: readonly Authorisation[]) => {
  const today = addDays(FIRST_DAY, days);
  const by = { department: 'subject', officer: 'M', at: toInstant(Date.parse(`${today}T02:00:00.000Z`)) };
  return { subject: SUBJECT, under: { mandate: 'M' }, known, by, today, idOf: authorisationId };
};

/** What somebody does on a day: gives, or takes the how manieth back. */
const anyDeed = fc.oneof(
  fc.record({
    reader: fc.constantFrom('example-rural-bank', 'example-savings-bank'),
    purpose: fc.constantFrom('credit-approval', 'financing-guarantee'),
    kinds: fc.uniqueArray(fc.constantFrom(...KINDS), { minLength: 1 }),
    days: fc.integer({ min: -3, max: 120 }),
    later: fc.integer({ min: 0, max: 40 }),
  }),
  fc.record({ revoke: fc.nat(8), later: fc.integer({ min: 0, max: 40 }) }),
);

describe('readers and purposes', () => {
  it('are there, and no reader is a department, of any time', () => {
    expect(readersOn(FIRST_DAY).length).toBeGreaterThan(1);
    expect(purposesOn(FIRST_DAY).length).toBeGreaterThan(1);
    const departments = new Set<string>(DEPARTMENTS.map(({ code }) => code));
    expect(readersOn(FIRST_DAY).filter(({ code }) => departments.has(code))).toEqual([]);
  });

  it('may be authorised for ninety days', () => {
    expect(latestUntil(FIRST_DAY)).toBe('2027-02-08');
  });
});

describe('any history of giving and taking back', () => {
  it('leaves at most one that holds for a reader and purpose, none for longer than ninety days, and each its own id', () => {
    fc.assert(
      fc.property(fc.array(anyDeed, { maxLength: 25 }), (deeds) => {
        let known: readonly Authorisation[] = [];
        let day = 0;
        for (const deed of deeds) {
          day += deed.later;
          const context = contextOn(day, known);
          if ('revoke' in deed) {
            const at = deed.revoke % Math.max(known.length, 1);
            known = known.map((one, place) => (place === at ? (revokeAuthorisation(one, context.by) ?? one) : one));
            continue;
          }
          const { days, later: _, ...asked } = deed;
          const submission: AuthorisationSubmission = { ...asked, until: addDays(context.today, days) };
          const given = giveAuthorisation(submission, context);
          if (!given.ok) continue;
          if (!known.includes(given.value)) known = [...known, given.value];
          expect(holdsOn(given.value, context.today)).toBe(true);
        }
        const today = addDays(FIRST_DAY, day);
        const holding = known.filter((one) => holdsOn(one, today)).map(({ reader, purpose }) => `${reader} ${purpose}`);
        expect(new Set(holding).size).toBe(holding.length);
        expect(new Set(known.map(({ id }) => id)).size).toBe(known.length);
        for (const { givenOn, until } of known) expect(until > givenOn && until <= addDays(givenOn, 90)).toBe(true);
      }),
    );
  });
});
