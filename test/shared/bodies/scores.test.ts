import { describe, expect, it } from 'vitest';
import { statesScore } from '../../../shared/bodies/scores.ts';

describe('a score, a grade or a rank', () => {
  it.each([
    'AAA',
    ' a＋ ',
    'B级',
    '85',
    '92.5%',
    '综合得分85分',
    '扣１２分',
    '信用等级：B',
    '评级为AA+',
    '等级为AAA级',
    'AAA级企业',
    '★★★★',
    '五星级会员',
    '五星',
    '四颗星',
    '全市排名第三',
    '位列第 2',
    '第12名',
  ])('is found in: %s', (text) => {
    expect(statesScore(text)).toBe(true);
  });

  it.each([
    '履约情况良好，能够按期支付分包款项。',
    '2026年11月2日迟到30分钟',
    '十分之一的款项未付，共3分之1',
    '设有5分公司',
    '具有建筑业企业资质等级2级',
    '按安全等级2级设计',
    '经营五星级酒店',
    '管理AAA级景区',
    '第3名单册',
    'ABC公司承建',
    '罚款2000元',
    '3份合同、2个项目',
  ])('is none: %s', (text) => {
    expect(statesScore(text)).toBe(false);
  });

  it('takes no long time to be looked for', () => {
    for (const text of ['A'.repeat(5_000), '1'.repeat(5_000), `${'第1 '.repeat(1_600)}`, ' '.repeat(5_000)])
      expect(typeof statesScore(text)).toBe('boolean');
  });
});
