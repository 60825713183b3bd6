import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import { officer, type Who } from '../client.ts';
import type { LedgerRecord } from '../ledger.ts';
import { publicPenalty } from '../postings.ts';
import { type Company, DEPARTMENTS, type World } from '../world.ts';
import { postAndKeep } from './posts.ts';
import { told } from './steps.ts';

const CLERK: Who = {
  department: 'business-environment',
  officer: 'business-environment/clerk-1',
  roles: 'counter-clerk',
};
const decider = (department: string) => officer(department, 2, 'reporter initiator implementer');
const LOOKS = 900;
const BETWEEN_LOOKS_MS = 1000;

/** A penalty of a firm, and the firm's own account with a mandate. */
const firmWithPenalty = async (world: World, chance: Chance, daysAgo: number) => {
  const [department, company] = [chance.of(DEPARTMENTS), world.company(chance)];
  const reply = await postAndKeep(world, publicPenalty(world, chance, { department, company, daysAgo }), false);
  const record = world.ledger.records.get(reply.body.id);
  if (record === undefined) return undefined;
  const owner = { officer: `account-${world.serial()}`, roles: 'subject' };
  const mandate = await mandateOf(world, owner, company);
  return mandate === undefined ? undefined : { department, record, owner, mandate };
};

const mandateOf = async (world: World, owner: Who, subject: Company): Promise<string | undefined> => {
  const evidence = { receiptNumber: `受理-${world.serial()}`, document: '营业执照与法定代表人身份证明' };
  const until = `${Number(world.today().slice(0, 4)) + 1}-01-01`;
  const body = { subject, capacity: 'self', account: owner.officer, until, evidence };
  const reply = await world.ask(CLERK, 'enter a mandate', 'POST /mandates', { body });
  return world.expect(reply, 'mandate', 201) ? reply.body.id : undefined;
};

const OUTCOMES = ['maintain', 'maintain', 'supplement', 'delete', 'end-publication', 'correct'] as const;

/** The firm objects; another officer of that department decides. The mark comes and goes by a queue. */
export const objection = async (world: World, chance: Chance): Promise<void> => {
  const firm = await firmWithPenalty(world, chance, 5);
  if (firm === undefined) return;
  const { department, record, owner, mandate } = firm;
  const body = {
    target: { type: 'record', id: record.id },
    grounds: '该工程并非本单位承建。',
    wanted: { outcome: 'delete', text: '请求删除。' },
  };
  const file = () => world.ask(owner, 'object', `POST /subjects/${mandate}/objections`, { body });
  const filed = await file();
  if (!world.expect(filed, 'object', 201)) return;
  if (chance.happens(0.2)) world.expect(await file(), 'object again', 200);
  const { id } = filed.body;
  // The clock moves on by days meanwhile: what was decided in time may be carried out after its last day.
  record.mayHaveLeft = !world.isLater();
  told(world, id, 'objection.filed', department, 'credit-office');
  record.events.push({ action: 'mark-objection' });
  // Most are marked before anybody decides; some are decided at once, and the mark comes too late.
  if (chance.happens(0.8)) {
    for (let look = 0; look < LOOKS; look += 1) {
      const { body: read } = await world.ask(decider(department), 'read a record', `GET /records/${record.id}`);
      if (read.objection?.id === id) break;
      await pause(BETWEEN_LOOKS_MS);
      if (look === LOOKS - 1) world.ledger.wrong.push(`objection ${id} left no mark on ${record.id}`);
    }
  }
  const outcome = chance.of(OUTCOMES);
  const decision = {
    outcome,
    documentNumber: `庄测异〔2026〕${world.serial()}号`,
    decidedOn: world.today(),
    examined: '调取合同和考勤，询问负责人。',
    reason: '经核查，作出如下处理。',
    ...(outcome === 'supplement' && { supplement: '当事人已经支付全部款项。' }),
    ...(outcome === 'correct' && { correction: { reason: '金额有误', content: { fineFen: 900_000 } } }),
  };
  const line = `POST /objections/${id}/decision`;
  const decided = await world.ask(decider(department), 'decide an objection', line, { body: decision, ifMatch: 1 });
  if (!world.expect(decided, 'decide an objection', 200)) return;
  told(world, id, 'objection.decided', department, 'credit-office');
  settle(world, record, outcome);
};

const settle = (world: World, record: LedgerRecord, outcome: (typeof OUTCOMES)[number]): void => {
  const action = {
    delete: 'end',
    'end-publication': 'end-publicity',
    correct: 'correct',
    maintain: 'settle-objection',
    supplement: 'settle-objection',
  }[outcome];
  record.events.push({ action });
  if (outcome === 'delete') record.state = 'ended';
  if (outcome === 'end-publication') record.publicityEnded = true;
  if (outcome === 'correct') record.content = { ...record.content, fineFen: 900_000 };
  // It may still be on its way when others work on it: that is how it is.
  if (outcome === 'maintain') world.later.push(async () => world.giveBack(record));
};

/** The firm has paid, and its term is over: its penalty is repaired, or not. */
export const repair = async (world: World, chance: Chance): Promise<void> => {
  const firm = await firmWithPenalty(world, chance, 120);
  if (firm === undefined) return;
  const { department, record, owner, mandate } = firm;
  const commitment = {
    reason: '申请信用修复',
    content: '依法经营。',
    liability: '违背承诺的，自愿接受处理。',
    madeOn: world.today(),
    publicity: 'public',
  };
  const body = { target: { type: 'record', id: record.id }, performance: '罚款已经缴清，有银行回单。', commitment };
  const applied = await world.ask(owner, 'apply for repair', `POST /subjects/${mandate}/repairs`, { body });
  if (!world.expect(applied, 'apply for repair', 201)) return;
  const { id } = applied.body;
  told(world, id, 'repair.applied', department);
  const step = (name: string, path: string, given: unknown, ifMatch: number) =>
    world.ask(decider(department), name, `POST /repairs/${id}/${path}`, { body: given, ifMatch });
  const accepted = await step('accept a repair', 'acceptance', { outcome: 'accepted' }, 1);
  if (!world.expect(accepted, 'accept a repair', 200)) return;
  const granted = chance.happens(0.7);
  const decision = {
    outcome: granted ? 'granted' : 'refused',
    document: `庄测修〔2026〕${world.serial()}号`,
    decidedOn: world.today(),
    examined: '银行回单',
    reasons: granted ? '期限已满，义务已经履行，已作出承诺。' : '尚欠部分罚款未缴。',
    ...(!granted && { grounds: ['duty-not-performed'] }),
  };
  const decided = await step('decide a repair', 'decision', decision, accepted.body.version);
  if (!world.expect(decided, 'decide a repair', 200)) return;
  told(world, id, 'repair.decided', 'credit-office');
  if (granted) {
    record.events.push({ action: 'end' });
    record.state = 'ended';
  } else world.later.push(async () => world.giveBack(record));
};
