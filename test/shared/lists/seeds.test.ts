import { describe, expect, test } from 'vitest';
import { DECISION_TYPES } from '../../../shared/checks/decision-types.ts';
import { departmentOn } from '../../../shared/departments/departments.ts';
import { opensAnything } from '../../../shared/instruments/ranks.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { FIELD_GROUPS, FIELDS, fieldOf } from '../../../shared/lists/fields.ts';
import { NATIONAL_ITEMS } from '../../../shared/lists/national-items.ts';
import { entryFailures } from '../../../shared/lists/references.ts';
import { APPROVED, PROPOSED, SEEDS } from './seeds.ts';

const today = calendarDate('2026-11-23');
const { instruments, behaviours, measures } = SEEDS;
const usable = <Entry extends { readonly usable: unknown }>(entries: readonly Entry[]) =>
  entries.filter((entry) => entry.usable === true);
const ARTICLES = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const articleOf = (article: number) => `zhuanghe-2017-22-${article}`;

describe('the seeded instruments', () => {
  test('bear codes of their own and say that they wait for the legal reviewer, or that they carry nothing', () => {
    expect(new Set(instruments.map(({ code }) => code)).size).toBe(instruments.length);
    for (const { code, rank, note } of instruments) {
      expect(note?.zh, code).toContain(opensAnything(rank) ? '合法性审核' : '不能作为任何措施的依据');
      expect(note?.en, code).toMatch(/legal reviewer|carries no measure/);
    }
  });

  test('hold the policy of 2017, memoranda and ratings with ranks that open nothing', () => {
    for (const article of ARTICLES) {
      expect(instruments.find(({ code }) => code === articleOf(article))?.rank).toBe('normative-document');
    }
    const memoranda = instruments.filter(({ rank }) => rank === 'memorandum').map(({ number }) => number);
    expect(memoranda).toContain('发改财金〔2017〕2058号');
    expect(instruments.some(({ rank }) => rank === 'rating')).toBe(true);
  });
});

describe('the seeded lists', () => {
  test.each([
    ['while they wait', PROPOSED, false],
    ['once approved', APPROVED, true],
  ])('refer only to what exists, and name bases that carry them, %s', (_, register, isApproved) => {
    const context = { instruments: register, day: today, approved: isApproved };
    expect(entryFailures('behaviours', behaviours, context)).toEqual([]);
    expect(entryFailures('measures', measures, context)).toEqual([]);
  });

  test('cannot be published before the legal reviewer has approved their bases', () => {
    const context = { instruments: PROPOSED, day: today, approved: true };
    const kinds = entryFailures('measures', measures, context).map(({ kind }) => kind);
    expect(kinds).toHaveLength(usable(measures).length);
    expect(new Set(kinds)).toEqual(new Set(['basis-opens-nothing']));
  });

  test('hold an entry, usable or with its reason, for every article from 2 to 11', () => {
    const entries = [...behaviours, ...measures];
    for (const article of ARTICLES) {
      expect(entries.filter(({ bases }) => bases.includes(articleOf(article))).length, `${article}`).toBeGreaterThan(0);
    }
    for (const { code, usable: state } of entries) {
      if (state !== true) expect(state.not.zh && state.not.en, code).toBeTruthy();
    }
  });

  test('have a behaviour in every field, and a usable one in every group of the policy', () => {
    const without = FIELDS.filter(({ code }) => !behaviours.some(({ field }) => field === code));
    expect(without.map(({ code }) => code)).toEqual([]);
    const groups = new Set(usable(behaviours).map(({ field }) => fieldOf(field)?.group));
    expect(groups).toEqual(new Set(FIELD_GROUPS.map(({ code }) => code)));
    expect(new Set(usable(behaviours).map(({ field }) => field)).size).toBeGreaterThanOrEqual(8);
  });

  test.each([
    ['tax', '偷税'],
    ['wage-arrears', '欠薪'],
    ['debt-evasion', '逃废债务'],
    ['payment-arrears', '拖欠'],
    ['finance', '非法集资'],
    ['finance', '投资者'],
    ['contracts', '合同欺诈'],
    ['market-regulation', '传销'],
    ['market-regulation', '无证无照'],
    ['market-regulation', '假冒伪劣'],
    ['intellectual-property', '知识产权'],
    ['bidding', '骗取中标'],
    ['bidding', '串通投标'],
    ['construction-quality', '出借资质'],
    ['construction-quality', '偷工减料'],
    ['advertising', '虚假广告'],
    ['consumers', '消费者'],
    ['online-order', '网络空间'],
    ['public-order', '聚众扰乱'],
    ['court-defaulters', '失信被执行人'],
    ['administrative-decisions', '行政决定'],
    ['national-defence', '兵役'],
    ['work-safety', '安全生产'],
    ['fire-safety', '消防'],
    ['product-certification', '强制性认证'],
    ['bribery', '贿赂'],
    ['environment', '环境'],
    ['food-drugs', '食品安全'],
    ['food-drugs', '药品'],
  ])('name in the field %s what article 6 names: %s', (field, words) => {
    expect(behaviours.some((entry) => entry.field === field && entry.name.zh.includes(words))).toBe(true);
  });

  const inOneLine = (words: string) => words.split(' ');
  test.each([
    ...inOneLine('信用加分 优先办理 绿色通道 容缺受理 融资便利 推介 公示守信 典型案例'),
    ...inOneLine('重点监管对象 从严审核行政许可 生产许可证 新增项目审批 金融机构 互联网信息服务 财政性资金'),
    ...inOneLine('公共资源交易 特许经营 注册执业人员 撤销荣誉 评先评优'),
    ...inOneLine('统一社会信用代码 限制出境 不动产 飞机 旅游度假 星级 信用报告 利率 授信'),
    ...inOneLine('警告 通报批评 公开谴责 不予接纳 劝退 公益诉讼 第三方信用报告'),
  ])('name the measure of articles 2–5 and 7–10: %s', (words) => {
    expect(measures.some(({ name }) => name.zh.includes(words))).toBe(true);
  });

  test('have enough usable measures: incentives, a voluntary one, ones for responsible persons', () => {
    const fit = usable(measures);
    expect(fit.length).toBeGreaterThanOrEqual(10);
    expect(fit.filter(({ effect }) => effect === 'incentive').length).toBeGreaterThanOrEqual(2);
    expect(fit.some(({ obligation, national }) => obligation === 'voluntary' && national?.kind === 'C')).toBe(true);
    expect(fit.some(({ appliesTo }) => appliesTo.responsibleClasses.length > 0)).toBe(true);
  });

  test('let only the court initiate against judgment defaulters, and no person answer for it', () => {
    const defaulter = behaviours.find(({ code }) => code === 'judgment-defaulter');
    expect(defaulter).toMatchObject({ initiators: ['court'], usable: true });
    expect(defaulter?.persons).toBeUndefined();
  });

  test('name only behaviours that exist where a measure is for some', () => {
    const codes = behaviours.map(({ code }) => code);
    for (const { behaviours: named = [] } of measures) expect(codes).toEqual(expect.arrayContaining(named));
  });
});

describe('what the lists refer to', () => {
  test('decision types: twenty to thirty, each decided by departments of today, all codes distinct', () => {
    expect(DECISION_TYPES.length).toBeGreaterThanOrEqual(20);
    expect(DECISION_TYPES.length).toBeLessThanOrEqual(30);
    expect(new Set(DECISION_TYPES.map(({ code }) => code)).size).toBe(DECISION_TYPES.length);
    for (const { code, departments } of DECISION_TYPES) {
      const unknown = departments.filter((department) => departmentOn(department, today) === undefined);
      expect(unknown, code).toEqual([]);
    }
  });

  test('the usable administrative measures: each binds a decision', () => {
    const administrative = usable(measures).filter((measure) => measure.class === 'administrative');
    expect(administrative.filter(({ binds }) => binds.length === 0)).toEqual([]);
  });

  test('the national list: fourteen items of three kinds, each with ranks that it needs', () => {
    expect(NATIONAL_ITEMS).toHaveLength(14);
    expect(new Set(NATIONAL_ITEMS.map(({ kind }) => kind))).toEqual(new Set(['A', 'B', 'C']));
    for (const { ranks } of NATIONAL_ITEMS) expect(ranks.length).toBeGreaterThan(0);
  });
});
