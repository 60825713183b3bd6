import { fictionalCompany } from '../../builders/fictional.ts';
import { penalty } from '../../builders/submissions.ts';
import { officer } from '../../e2e/client.ts';
import { type Plot, storyIn } from '../../e2e/joint-case/support/story.ts';
import { CREDIT_OFFICE, done, proposer, type Town } from '../../e2e/joint-case/support/town.ts';

/** A joint case on a firm, of which a typical case tells without naming it. */
const WAGES: Plot = {
  department: 'human-resources',
  subject: fictionalCompany(4_001, '大连虚构欠薪建筑有限公司'),
  behaviour: 'wage-arrears',
  act: '庄人社监〔2026〕41号',
  actDecidedOn: '2026-10-30',
  facts: '拖欠三十二名农民工工资，经责令限期支付，逾期仍未支付。',
  measures: [{ measure: 'wage-arrears-procurement-limits', basis: 'wage-payment-regulation-48', months: 24 }],
  plan: { 'wage-arrears-procurement-limits': ['finance'] },
};

/** What the front page shows of it; markup in it must stay text. */
export const TYPICAL = {
  title: '欠薪企业被限制参加政府采购后清偿工资',
  text: '某建筑企业拖欠工资，被列入名单后，财政部门限制其参加政府采购；<b>企业</b>随后清偿了全部工资。',
} as const;

/** Takes a joint case from proposal to its measures, and a typical case on it from one officer to the next. The days go on. */
export const tellTypicalCase = async (town: Town): Promise<void> => {
  const [caseId = ''] = await storyIn(town).open(WAGES);
  const draft = done(
    await town.call(proposer('human-resources'), 'POST', '/typical-cases', { body: { caseId, ...TYPICAL } }),
    201,
  );
  const path = `/typical-cases/${draft.id}`;
  done(
    await town.change(
      officer('credit-office', 'officer-2', 'credit-office'),
      `${path}/review`,
      { namesNoPerson: true },
      1,
    ),
  );
  done(await town.change(CREDIT_OFFICE, `${path}/publication`, { publishUntil: '2027-11-01' }, 2));
};

/** So many decisions of October that figures of that month may be told: on time, late, and by two departments. */
const OCTOBER = [
  { department: 'market-regulation', decisionDate: '2026-10-30', count: 9 },
  { department: 'market-regulation', decisionDate: '2026-10-20', count: 6 },
  { department: 'human-resources', decisionDate: '2026-10-30', count: 8 },
  { department: 'human-resources', decisionDate: '2026-10-20', count: 7 },
] as const;

/** Posts them all. */
export const reportOctober = async (town: Town): Promise<void> => {
  for (const [at, { department, decisionDate, count }] of OCTOBER.entries()) {
    const records = Array.from({ length: count }, (_, n) =>
      penalty({
        subject: fictionalCompany(5_000 + 100 * at + n, `大连虚构商贸${at}之${n}有限公司`),
        documentNumber: `庄罚〔2026〕十月${at}-${n}号`,
        decisionDate,
        disclosure: { ...penalty().disclosure, decidedOn: decisionDate },
      }),
    );
    for (const body of records) done(await town.call(officer(department), 'POST', '/records', { body }), 201);
  }
};
