import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import data from '../../../shared/departments/departments.json' with { type: 'json' };
import {
  currentSuccessor,
  DEPARTMENTS,
  departmentOn,
  findByCreditCode,
  findByName,
} from '../../../shared/departments/departments.ts';
import { addDays, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { organisationCodeHolds, subjectClass } from '../../../shared/subjects/unified-social-credit-code.ts';

const policyDay = calendarDate('2017-08-07');
const today = calendarDate('2026-11-22');

/** The departments that the policy names, in its words and order. */
const inThePolicy = [
  ...[
    '宣传部',
    '政法委',
    '文明办',
    '编委办',
    '政府法制办',
    '公共行政服务中心',
    '发展改革局',
    '经信局',
    '教育局',
    '公安局',
  ],
  ...[
    '民政局',
    '司法局',
    '财政局',
    '人社局',
    '国土局',
    '环保局',
    '规划建设局',
    '交通局',
    '农发局',
    '海洋渔业局',
    '林水局',
  ],
  ...[
    '商务局',
    '文广局',
    '卫生计生局',
    '市场监管局',
    '安监局',
    '旅游局',
    '总工会',
    '法院',
    '检察院',
    '国税局',
    '地税局',
  ],
  ...['中国人民银行支行', '网信办', '邮政管理局'],
];

describe('the list of departments', () => {
  test('has every department of the policy, the credit office, the economic zone and 26 streets, towns and townships', () => {
    expect(inThePolicy.filter((name) => findByName(name, policyDay) === undefined)).toEqual([]);
    expect(findByName('信用办', policyDay)?.code).toBe('credit-office');
    expect(findByName('经济区', policyDay)?.code).toBe('economic-zone');
    expect(DEPARTMENTS.filter(({ code }) => /-(street|town|township)$/.test(code))).toHaveLength(26);
  });

  test('gives each a code of its own, a slug', () => {
    const codes = DEPARTMENTS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test('gives each a demonstration credit code of a public body in the unassigned area 210299', () => {
    const codes = DEPARTMENTS.map(({ unifiedSocialCreditCode }) => unifiedSocialCreditCode);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) {
      expect(code.slice(0, 8)).toBe('11210299');
      expect(subjectClass(code).entity?.zh).toBe('机关');
      expect(organisationCodeHolds(code)).toBe(true);
    }
  });

  test('has known keys only, and both names', () => {
    const keys = ['code', 'name', 'aliases', 'unifiedSocialCreditCode', 'validFrom', 'validTo', 'successor', 'note'];
    for (const row of data.departments) {
      expect(Object.keys(row).filter((key) => !keys.includes(key))).toEqual([]);
      expect(row.name.zh && row.name.en).toBeTruthy();
    }
  });

  test('lets no two departments bear one name on the same day', () => {
    const days = DEPARTMENTS.flatMap(({ validFrom, validTo }) => [validFrom, validTo]).filter(
      (day) => day !== undefined,
    );
    for (const day of [policyDay, today, ...days]) {
      for (const { code, name, aliases } of DEPARTMENTS.filter((department) => departmentOn(department.code, day))) {
        for (const known of [name.zh, ...aliases])
          expect(findByName(known, day)?.code, `${known} on ${day}`).toBe(code);
      }
    }
  });

  test('ends no department without a successor that exists from the day after, and a note', () => {
    const notes = readFileSync('docs/departments.md', 'utf8');
    for (const { code, validFrom, validTo, successor } of DEPARTMENTS) {
      expect(successor === undefined, code).toBe(validTo === undefined);
      if (validTo === undefined || successor === undefined) continue;
      expect((validFrom ?? '') <= validTo, code).toBe(true);
      expect(departmentOn(successor, addDays(validTo, 1))?.code, code).toBe(successor);
      expect(notes, code).toContain(`| \`${code}\` |`);
    }
  });

  test('leads from every department, without a circle, to one that exists today', () => {
    for (const { code } of DEPARTMENTS) {
      const seen = new Set<string>();
      for (
        let at = DEPARTMENTS.find((one) => one.code === code);
        at;
        at = DEPARTMENTS.find((one) => one.code === at?.successor)
      ) {
        expect(seen.has(at.code), code).toBe(false);
        seen.add(at.code);
      }
      expect(currentSuccessor(code, today), code).toBeDefined();
    }
  });
});

describe('a department', () => {
  test('is known by its code while it exists, first and last day included', () => {
    expect(departmentOn('national-tax', calendarDate('2018-07-19'))?.name.zh).toBe('庄河市国家税务局');
    expect(departmentOn('national-tax', calendarDate('2018-07-20'))).toBeUndefined();
    expect(departmentOn('tax', calendarDate('2018-07-19'))).toBeUndefined();
    expect(departmentOn('tax', calendarDate('2018-07-20'))?.name.en).toBe('Tax Bureau');
    expect(departmentOn('no-such-department', today)).toBeUndefined();
    expect(departmentOn('constructor', today)).toBeUndefined();
  });

  test.each(['庄河市市场监督管理局', '市场监督管理局', '市场监管局', '庄河市 市场监管局', '庄河市市场监督管理局　'])(
    'is found by the name %s',
    (name) => {
      expect(findByName(name, today)?.code).toBe('market-regulation');
    },
  );

  test('is found by the name it bore on that day only', () => {
    expect(findByName('安监局', policyDay)?.code).toBe('work-safety');
    expect(findByName('安监局', today)).toBeUndefined();
    expect(findByName('应急管理局', policyDay)).toBeUndefined();
    expect(findByName('市场', today)).toBeUndefined();
    expect(findByName('', today)).toBeUndefined();
  });

  test('is found by its credit code', () => {
    for (const { code, unifiedSocialCreditCode } of DEPARTMENTS) {
      const found = findByCreditCode(unifiedSocialCreditCode, today);
      expect(found).toBe(departmentOn(code, today));
    }
  });

  test.each([
    ['work-safety', 'emergency-management'],
    ['national-tax', 'tax'],
    ['local-tax', 'tax'],
    ['tourism', 'culture-tourism'],
    ['culture-broadcasting', 'culture-tourism'],
    ['legal-affairs-office', 'justice'],
    ['administrative-service-centre', 'business-environment'],
    ['market-regulation', 'market-regulation'],
  ])('%s is answered for by %s today', (code, successor) => {
    expect(currentSuccessor(code, today)?.code).toBe(successor);
    expect(currentSuccessor(code, policyDay)?.code).toBe(code);
  });

  test('that is yet to come, or was never, answers for nothing', () => {
    expect(currentSuccessor('emergency-management', policyDay)).toBeUndefined();
    expect(currentSuccessor('no-such-department', today)).toBeUndefined();
  });
});
