import { describe, expect, it } from 'vitest';
import { BODIES, BODY_SORTS, bodyOn } from '../../../shared/bodies/bodies.ts';
import { rolesHeldIn } from '../../../shared/bodies/roles.ts';
import { longestMonths } from '../../../shared/bodies/statement-terms.ts';
import { DEPARTMENTS, departmentOn } from '../../../shared/departments/departments.ts';
import { ROLES } from '../../../shared/http/operation.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { isStatement, KINDS, kindDefinition } from '../../../shared/records/kinds/kinds.ts';
import { mayBePublic } from '../../../shared/records/publicity-rules.ts';
import { parseUnifiedSocialCreditCode } from '../../../shared/subjects/unified-social-credit-code.ts';

const TODAY = calendarDate('2026-11-23');

describe('a body that is no authority', () => {
  it('has a valid code of its own, and is in no list of departments, so that nothing can be assigned to it', () => {
    for (const { code, unifiedSocialCreditCode } of BODIES) {
      expect(parseUnifiedSocialCreditCode(unifiedSocialCreditCode).ok, code).toBe(true);
      expect(departmentOn(code, TODAY)).toBeUndefined();
    }
    const codes = [...BODIES, ...DEPARTMENTS].map(({ code }) => String(code));
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('is one from its registration on', () => {
    expect(bodyOn('construction-association', calendarDate('2017-08-06'))).toBeUndefined();
    expect(bodyOn('construction-association', calendarDate('2017-08-07'))?.sort).toBe('association');
    expect(bodyOn('tax', TODAY)).toBeUndefined();
  });

  it('holds the role of its sort and no other, and nobody else holds that', () => {
    for (const { code, sort } of BODIES) expect(rolesHeldIn(code, ROLES)).toEqual([sort]);
    for (const place of ['tax', '', undefined, ['construction-association']])
      expect(rolesHeldIn(place, ROLES)).toEqual(ROLES.filter((role) => !BODY_SORTS.some((sort) => sort === role)));
  });
});

describe('a kind of statement', () => {
  const statements = KINDS.filter(isStatement);

  it('is no negative kind, no model of honesty, never public, and states a term that has a limit', () => {
    expect(statements).toHaveLength(5);
    for (const kind of statements) {
      const { negative, columns, ...definition } = kindDefinition(kind);
      expect([negative, definition.model, definition.disclosureClock, mayBePublic(kind)]).toEqual([
        false,
        undefined,
        undefined,
        false,
      ]);
      const dates = columns.filter(({ at }) => /valid(From|To)$/.test(at));
      expect(dates.map(({ required }) => required)).toEqual([true, true]);
      if (definition.statementOf !== undefined) expect(longestMonths(kind, TODAY)).toBeGreaterThan(0);
    }
  });

  it('has no place for a number or a word of an order among what a body states', () => {
    for (const kind of statements.filter((one) => kindDefinition(one).statementOf !== undefined)) {
      const shapes = kindDefinition(kind).columns.map(({ shape }) => shape.type);
      expect(shapes).not.toContain('money');
      const words = kindDefinition(kind).columns.flatMap(({ shape }) => ('words' in shape ? shape.words : []));
      expect(words.filter((word) => /[级分等]/.test(word))).toEqual([]);
    }
  });
});
