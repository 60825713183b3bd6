import { addDays, addMonths, calendarDate } from '../../shared/kernel/beijing-time.ts';
import { officer } from './api-client.ts';
import { type BindingMeasure, type CaseDesk, type CaseNow, caseDesk } from './case-desk.ts';
import type { PostedRecord } from './posting.ts';
import { heading, say, table } from './print.ts';
import type { Town } from './town.ts';

const DEPARTMENT = 'human-resources';
const PROPOSER = officer(DEPARTMENT, 'officer-1', 'initiator');
const DECIDER = officer(DEPARTMENT, 'officer-2', 'initiator');
const LIMITS = 'wage-arrears-procurement-limits';
const AWARDS = 'wage-arrears-awards-limits';
const BASIS = 'wage-payment-regulation-48';
const MONTHS = 24;
const PLAN = [
  { measure: LIMITS, department: 'finance' },
  { measure: LIMITS, department: 'housing-construction' },
  { measure: AWARDS, department: 'civilisation-office' },
];
const DECISION = '庄人社列决〔2026〕1号';

/** A joint case on its way: who keeps its steps, how it stands now, and on which Beijing date. */
interface Story {
  readonly town: Town;
  readonly desk: CaseDesk;
  readonly joint: CaseNow;
  readonly today: string;
}

const morning = (day: string): Date => new Date(`${day}T01:00:00.000Z`);
const refused = (lines: readonly string[]): string => `✗ ${lines.join(' ')}`;

/** Step: a firm that owes wages is proposed, and hears of it before anything is decided. */
const proposed = async (town: Town, record: PostedRecord, today: string): Promise<Story> => {
  heading('提请与事先告知', 'A firm owes wages: a case is proposed, and the firm is heard first');
  const desk = caseDesk(town);
  const { name, unifiedSocialCreditCode } = record.subject;
  const proposal = {
    subject: { category: 'organisation', name, unifiedSocialCreditCode },
    behaviour: 'wage-arrears',
    act: {
      documentNumber: '庄人社监令〔2026〕12号',
      decidedOn: today,
      actDate: record.decisionDate,
      facts: '拖欠二十七名农民工工资，经责令限期支付，逾期仍未支付。',
      records: [record.id],
    },
    measures: [LIMITS, AWARDS],
  };
  const another = officer('tax', 'officer-1', 'initiator');
  say(`${name}  拖欠农民工工资 wage arrears；证据 evidence: ${record.documentNumber}`);
  say(`税务局提请 proposed by the tax bureau: ${refused(await desk.refusal(another, '/cases', proposal))}`);
  const withBan = { ...proposal, measures: ['food-trade-ban'] };
  say(`不相称的措施 a measure of another field: ${refused(await desk.refusal(PROPOSER, '/cases', withBan))}`);
  const joint = await desk.propose(PROPOSER, proposal);
  const notice = { documentNumber: '庄人社告〔2026〕1号', method: 'in-person', servedOn: today };
  const noticed = await desk.stepAs(PROPOSER, joint, 'notice', notice);
  say(`人社局提请，已告知 proposed and noticed: ✓ 可陈述申辩至 may answer until ${noticed.notice?.answerBy}`);
  return { town, desk, joint: noticed, today };
};

const decisionOn = (day: string) => ({
  sustained: true,
  documentNumber: DECISION,
  decidedOn: day,
  reasons: '事实清楚，期满未提出陈述申辩',
  listedUntil: addMonths(calendarDate(day), MONTHS),
  measures: [LIMITS, AWARDS].map((measure) => ({ measure, basis: BASIS, months: MONTHS })),
});

/** Step: another officer decides, the decision is served, and departments are given their tasks. */
const dispatched = async ({ town, desk, joint, today }: Story): Promise<Story> => {
  heading('决定与派发', 'Another officer decides when the time to answer is over; the credit office dispatches');
  const path = `/cases/${joint.id}/decision`;
  const early = await desk.refusal(DECIDER, path, decisionOn(today), joint.version);
  say(`当日决定 decided the same day: ${refused(early)}`);
  const day = addDays(calendarDate(joint.notice?.answerBy ?? today), 1);
  town.setClock(morning(day));
  const own = await desk.refusal(PROPOSER, path, decisionOn(day), joint.version);
  say(`${day}  提请人自己决定 by who proposed: ${refused(own)}`);
  const decided = await desk.stepAs(DECIDER, joint, 'decision', decisionOn(day));
  const service = { documentNumber: DECISION, method: 'in-person', servedOn: day };
  const served = await desk.stepAs(PROPOSER, decided, 'service', service);
  const plan = await desk.dispatch(served, PLAN);
  const feedback = { outcome: 'applied', on: day, what: '已录入审查系统' };
  for (const task of await desk.tasksOf(plan)) await desk.onTask(task, 'feedback', feedback);
  const tasks = await desk.tasksOf(plan);
  table([
    ['部门 department', '措施 measure', '状态 state', '至 until'],
    ...tasks.map(({ department, measure, state, until }) => [town.nameOf(department.code), measure, state, until]),
  ]);
  return { town, desk, joint: plan, today: day };
};

const shown = ({ authority, documentNumber, measure, basis, until }: BindingMeasure): readonly string[] => [
  `  ${measure.name.zh} ${measure.name.en}`,
  `    ${authority.name.zh} ${documentNumber}；${basis.title.zh}${basis.article.zh}；至 until ${until}`,
];

/** What a decision of the finance bureau is answered. */
const ask = async ({ desk, joint }: Story, decisionType: string, reference: string): Promise<string> => {
  const code = joint.subject.unifiedSocialCreditCode ?? '';
  const { measures, receipt } = await desk.check('finance', { decisionType, reference, code });
  say(`${reference}  ${decisionType}: 约束 binding ${measures.length}`, ...measures.flatMap(shown));
  return receipt.answersDigest.slice(0, 16);
};

/** Step: a department asks before it decides; the firm pays; the measures end at once and are lifted everywhere. */
const repaired = async (story: Story): Promise<void> => {
  const { town, desk, joint } = story;
  heading('核查与修复', 'Before a decision a department asks what binds it; when the firm has paid, nothing does');
  const digest = await ask(story, 'procurement-qualification', '庄财采〔2026〕88号');
  say(`  回执已签名 the receipt is signed; digest of the answer: ${digest}…`);
  await ask(story, 'fiscal-subsidy', '庄财补〔2026〕15号');
  const end = { verb: 'repair', document: '庄人社修〔2026〕1号', decidedOn: story.today, reason: '工资已经全部付清' };
  const ended = await desk.stepAs(PROPOSER, joint, 'end', end);
  say('工资付清，信用修复 wages paid, credit repaired:');
  await ask(story, 'procurement-qualification', '庄财采〔2026〕91号');
  const lift = { on: story.today, what: '已从审查系统移出' };
  for (const task of await desk.tasksOf(ended)) await desk.onTask(task, 'lift-confirmation', lift);
  const states = (await desk.tasksOf(ended)).map(({ department, state }) => `${town.nameOf(department.code)} ${state}`);
  say(`各部门确认解除 each department confirms: ${states.join('，')}`);
};

/** The joint case of wage arrears, from proposal to lift. */
export const jointCase = async (town: Town, record: PostedRecord, today: string): Promise<void> =>
  repaired(await dispatched(await proposed(town, record, today)));
