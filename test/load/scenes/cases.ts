import type { Chance } from '../chance.ts';
import { daysAfter, yearsAfter } from '../days.ts';
import { publicPenalty } from '../postings.ts';
import type { World } from '../world.ts';
import { postAndKeep } from './posts.ts';
import { change, DEPARTMENT, initiator, OFFICE, told } from './steps.ts';
import { answerTasks } from './tasks.ts';

const LIMITS = 'wage-arrears-procurement-limits';
const AWARDS = 'wage-arrears-awards-limits';
const PLAN = [
  ...['finance', 'housing-construction', 'transport'].map((department) => ({ measure: LIMITS, department })),
  ...['civilisation-office', 'trade-unions'].map((department) => ({ measure: AWARDS, department })),
];
const MEASURES = [
  { measure: LIMITS, basis: 'wage-payment-regulation-48', months: 24 },
  { measure: AWARDS, basis: 'wage-payment-regulation-48', months: 12 },
];

/** A firm that owes wages: a penalty, and the joint case that rests on it, as far as the notice; the rest of it is for later. */
export const openCase = async (world: World, chance: Chance): Promise<void> => {
  const company = world.company(chance);
  const penalty = publicPenalty(world, chance, { department: DEPARTMENT, company, daysAgo: 5 });
  const posted = await postAndKeep(world, penalty, false);
  const act = `庄测监〔2026〕${world.serial()}号`;
  const body = {
    subject: company,
    behaviour: 'wage-arrears',
    act: {
      documentNumber: act,
      decidedOn: daysAfter(world.today(), -5),
      actDate: daysAfter(world.today(), -20),
      facts: '拖欠农民工工资，逾期仍未支付。',
      ...(posted.status === 201 && { records: [posted.body.id] }),
    },
    measures: [LIMITS, AWARDS],
  };
  const asked = { subject: company, behaviour: 'wage-arrears', act: { documentNumber: act } };
  world.expect(await world.ask(initiator(1), 'preview a case', 'POST /cases/preview', { body: asked }), 'preview', 200);
  const propose = () => world.ask(initiator(1), 'propose a case', 'POST /cases', { body });
  const replies = chance.happens(0.2) ? await Promise.all([propose(), propose()]) : [await propose()];
  const ids = new Set(replies.map((reply) => reply.body.case?.id));
  const isOnce = replies.filter(({ status }) => status === 201).length === 1 || replies.some(({ retried }) => retried);
  if (ids.size !== 1 || !isOnce) {
    world.ledger.wrong.push(
      `a case proposed ${replies.length} times: ${replies.map(({ status, body: b }) => `${status} ${JSON.stringify(b).slice(0, 200)}`)}`,
    );
    return;
  }
  const [id] = ids;
  const notice = { documentNumber: `${act}告`, method: 'in-person', servedOn: world.today() };
  const served = await change(world, initiator(1), 'serve a notice', `/cases/${id}/notice`, notice, 1);
  if (!world.expect(served, 'notice', 200)) return;
  world.ledger.cases.set(id, {
    id,
    department: DEPARTMENT,
    state: served.body.state,
    actions: ['propose', 'serve-notice'],
    tasks: [],
  });
  // Those of the second half still have their days to answer when the run ends.
  if (!world.isLater()) world.later.push((draws) => goOn(world, draws, { id, act, version: served.body.version }));
};

/** The days to answer are over: it is decided by another officer, served, dispatched and answered; some of it ends. */
const goOn = async (
  world: World,
  chance: Chance,
  { id, act, version }: { id: string; act: string; version: number },
): Promise<void> => {
  const decision = {
    sustained: true,
    documentNumber: `${act}决`,
    decidedOn: world.today(),
    reasons: '事实清楚，证据确凿',
    listedUntil: yearsAfter(world.today(), 2),
    measures: MEASURES,
  };
  const decide = (number: number) =>
    change(world, initiator(number), 'decide a case', `/cases/${id}/decision`, decision, version);
  const decided = chance.happens(0.2) ? await Promise.all([decide(2), decide(3)]) : [await decide(2)];
  const [made, ...others] = decided.filter(({ status }) => status === 200);
  if (made === undefined || others.length > 0 || decided.some(({ status }) => ![200, 412, 409].includes(status))) {
    world.ledger.wrong.push(
      `case ${id} decided: ${decided.map(({ status, body }) => `${status} ${JSON.stringify(body).slice(0, 200)}`)}`,
    );
    return;
  }
  const service = { documentNumber: `${act}决`, method: 'in-person', servedOn: world.today() };
  const served = await change(
    world,
    initiator(1),
    'serve a decision',
    `/cases/${id}/service`,
    service,
    made.body.version,
  );
  if (!world.expect(served, 'service', 200)) return;
  const dispatched = await change(
    world,
    OFFICE,
    'dispatch a case',
    `/cases/${id}/dispatch`,
    { plan: PLAN },
    served.body.version,
  );
  if (!world.expect(dispatched, 'dispatch', 200)) return;
  const actions = ['propose', 'serve-notice', 'decide', 'serve-decision', 'dispatch'];
  world.ledger.cases.set(id, { id, department: DEPARTMENT, state: 'dispatched', actions, tasks: [] });
  told(world, id, 'case.served', 'credit-office');
  told(world, id, 'case.carried-out', 'credit-office', DEPARTMENT);
  world.later.push((draws) => answerTasks(world, draws, { id, tasks: PLAN.length }));
};
