import { CASE_TRANSITIONS } from '../../shared/cases/case-transitions.ts';
import { decide } from '../../shared/cases/decision.ts';
import { dispatch } from '../../shared/cases/dispatch.ts';
import { endCase } from '../../shared/cases/ending.ts';
import { except } from '../../shared/cases/exception.ts';
import type { JointCase } from '../../shared/cases/joint-case.ts';
import { serveDecision, serveNotice } from '../../shared/cases/notice.ts';
import { openCase } from '../../shared/cases/open-case.ts';
import { admitProposal } from '../../shared/cases/proposal.ts';
import { recordStatement } from '../../shared/cases/statement.ts';
import { resume, suspend } from '../../shared/cases/suspension.ts';
import { caseKey } from '../../shared/crypto/case-keys.ts';
import { headId } from '../../shared/crypto/head-keys.ts';
import type { Role } from '../../shared/http/operation.ts';
import { addDays, addMonths } from '../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../shared/kernel/failure.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Head, Transition } from '../../shared/register/head.ts';
import type { HeadStore, Stored } from '../../shared/register/head-store.ts';
import { confirmLift, giveFeedback } from '../../shared/tasks/feedback.ts';
import type { Task } from '../../shared/tasks/task.ts';
import { acknowledge, TRANSITIONS } from '../../shared/tasks/transitions.ts';
import { parsedProposal, personProposal, proposal, WAGES_LAW } from '../builders/joint-cases.ts';
import { actorAt, SUBJECTS } from './town.ts';
import type { World } from './world.ts';

/** What a step of a history picks from what there is. */
export interface Picks {
  readonly one: number;
  readonly other: number;
}

/** Somebody's change of a head, by the head as it was read. */
interface Attempt<Image extends Head> {
  readonly change: (image: Image) => Result<Image, Failures>;
  readonly transition: Transition<Image['state']>;
}

/** What is known of the heads that a history made, by key: an officer finds them by their lists. */
export interface Known {
  readonly cases: readonly Stored<JointCase>[];
  readonly tasks: readonly Stored<Task>[];
}

const INITIATOR = 'human-resources';

const picked = <Item>(items: readonly Item[], number: number): Item | undefined => items[number % items.length];

/** An officer saves what the law allows; true if it was saved. */
const attempt = async <Image extends Head>(
  heads: Pick<HeadStore<Image>, 'change'>,
  read: Stored<Image> | undefined,
  { change, transition }: Attempt<Image>,
): Promise<boolean> => {
  if (read === undefined) return false;
  const next = change(read.image);
  if (!next.ok || next.value === read.image) return false;
  return (await heads.change(read, next.value, transition.from)).ok;
};

const acting = (world: World, department: string, name: string, ...roles: readonly Role[]) =>
  actorAt(world.now(), department, name, ...roles);

const propose = async (world: World, { cases }: Known, { one, other }: Picks): Promise<void> => {
  const subject = picked(SUBJECTS, one);
  const organisation = picked(
    cases.filter(({ image }) => image.subject.category === 'organisation'),
    other,
  )?.image;
  if (subject === undefined || (subject.category === 'person' && organisation === undefined)) return;
  const numbered = { documentNumber: `庄人社监令〔2026〕${other % 3}号` };
  const beside = organisation && personProposal(organisation.id, { classBasis: `${WAGES_LAW}${world.town.suffix}` });
  const behaviour = other % 2 === 0 ? 'wage-arrears-serious' : 'wage-arrears-repeated';
  const sent =
    subject.category === 'person'
      ? { ...beside, act: { ...proposal().act, documentNumber: organisation?.act.documentNumber } }
      : proposal({ behaviour, measures: ['limit-procurement', 'limit-subsidies', 'limit-consumption'] }, numbered);
  const context = acting(world, INITIATOR, `officer-${one % 2}`, 'initiator');
  const submission = parsedProposal(sent);
  const admitted = admitProposal(submission, {
    ...context,
    lists: world.lists(),
    ...(organisation && { organisation }),
  });
  if (!admitted.ok) return;
  const own = { ...subject, key: `${subject.key}${world.town.suffix}` };
  const key = caseKey({ subject: own, field: admitted.value.behaviour.field, act: submission.act });
  const organisationKey = submission.responsibility && organisation && caseKey(organisation);
  const opened = openCase(admitted.value, {
    id: headId(key),
    subject: own,
    by: context.by,
    ...(organisationKey && { organisationKey }),
  });
  await world.stores.cases.add(opened, { act: submission.act, behaviour: submission.behaviour });
};

const serviceOn = (world: World, number: number) => ({
  documentNumber: `送〔2026〕${number}号`,
  method: number % 5 === 0 ? ('public-notice' as const) : ('in-person' as const),
  servedOn: world.today(),
});

const onCase =
  (attemptOn: (world: World, picks: Picks, joint: JointCase, known: Known) => Attempt<JointCase>) =>
  async (world: World, known: Known, picks: Picks): Promise<void> => {
    const read = picked(known.cases, picks.one);
    if (read) await attempt(world.stores.cases, read, attemptOn(world, picks, read.image, known));
  };

const organisationOf = (joint: JointCase, { cases }: Known) => {
  const organisation = cases.find(({ image }) => image.id === joint.responsibility?.organisationCase.id)?.image;
  return organisation && { organisation };
};

const decisionOf = (world: World, { other }: Picks, joint: JointCase) => {
  const decidedOn = world.today();
  if (other % 9 === 0) return { documentNumber: '决0号', decidedOn, reasons: '事实不清。', sustained: false } as const;
  const months = 6 + (other % 4) * 6;
  const lists = world.lists();
  const measures = joint.proposed.map((measure) => ({
    measure,
    basis: lists.measures.entries.find(({ code }) => code === measure)?.bases[0] ?? '',
    months: measure === 'limit-subsidies' ? 1 + (other % 12) : months,
  }));
  return {
    sustained: true,
    documentNumber: `决〔2026〕${other}号`,
    decidedOn,
    reasons: '事实清楚，证据确凿。',
    onStatement: '陈述不成立。',
    listedUntil: addMonths(decidedOn, 12 + (other % 3) * 12),
    measures,
  } as const;
};

const onTask =
  (attemptOn: (world: World, picks: Picks, task: Task) => Attempt<Task>) =>
  async (world: World, known: Known, picks: Picks): Promise<void> => {
    const read = picked(known.tasks, picks.one);
    if (read) await attempt(world.stores.tasks, read, attemptOn(world, picks, read.image));
  };

const COURT = ['court', 'judge', 'court'] as const;
const DEPARTMENTS = ['finance', 'education', 'transport'] as const;

const ONE_BY_ONE = {
  propose,

  notice: onCase((world, { other }) => ({
    transition: CASE_TRANSITIONS.serveNotice,
    change: (joint) => serveNotice(joint, serviceOn(world, other), acting(world, INITIATOR, 'officer-0', 'initiator')),
  })),

  statement: onCase((world) => ({
    transition: CASE_TRANSITIONS.recordStatement,
    change: (joint) =>
      recordStatement(
        joint,
        { receivedOn: world.today(), summary: '已经支付。' },
        acting(world, INITIATOR, 'officer-0', 'initiator'),
      ),
  })),

  decide: onCase((world, picks, joint, known) => ({
    transition: CASE_TRANSITIONS.decide,
    change: (found) =>
      decide(found, decisionOf(world, picks, joint), {
        ...acting(world, INITIATOR, `officer-${picks.other % 3}`, 'initiator'),
        lists: world.lists(),
        records: [],
        ...organisationOf(found, known),
      }),
  })),

  serve: onCase((world, { other }) => ({
    transition: CASE_TRANSITIONS.serveDecision,
    change: (joint) =>
      serveDecision(joint, serviceOn(world, other), acting(world, INITIATOR, 'officer-0', 'initiator')),
  })),

  dispatch: onCase((world, { other }, _, known) => ({
    transition: CASE_TRANSITIONS.dispatch,
    change: (joint) =>
      dispatch(
        joint,
        {
          plan: (joint.decision?.measures ?? []).map(({ measure }, index) => ({
            measure,
            department: measure === 'limit-subsidies' ? 'finance' : (picked(DEPARTMENTS, other + index) ?? 'finance'),
          })),
        },
        {
          ...acting(world, 'credit-office', 'clerk', 'credit-office'),
          measures: world.lists().measures.entries,
          instruments: world.lists().instruments,
          ...organisationOf(joint, known),
        },
      ),
  })),

  suspend: onCase((world, { other }) => ({
    transition: CASE_TRANSITIONS.suspend,
    change: (joint) => suspend(joint, { document: `裁定${other}号`, reason: '停止执行' }, acting(world, ...COURT)),
  })),

  resume: onCase((world, { other }) => ({
    transition: CASE_TRANSITIONS.resume,
    change: (joint) => resume(joint, { document: `裁定${other}号`, reason: '恢复执行' }, acting(world, ...COURT)),
  })),

  except: onCase((world, { other }, joint) => ({
    transition: CASE_TRANSITIONS.except,
    change: (found) =>
      except(
        found,
        {
          measures: joint.proposed.slice(0, other % 2),
          decisionTypes: [],
          from: world.today(),
          until: addDays(world.today(), 1 + (other % 60)),
          document: '函1号',
          reason: '重大民生项目',
        },
        acting(world, 'credit-office', 'clerk', 'credit-office'),
      ),
  })),

  endPart: onCase((world, { other }, joint) => ({
    transition: CASE_TRANSITIONS.endMeasures,
    change: (found) =>
      endCase(
        found,
        {
          verb: 'repair',
          document: '修复1号',
          decidedOn: world.today(),
          reason: '已经履行',
          measures: [picked(joint.proposed, other) ?? ''],
        },
        acting(world, ...COURT),
      ),
  })),

  end: onCase((world, { other }) => ({
    transition: CASE_TRANSITIONS.end,
    change: (joint) =>
      endCase(
        joint,
        { verb: other % 2 === 0 ? 'lift' : 'revoke', document: '终1号', decidedOn: world.today(), reason: '已经支付' },
        acting(world, INITIATOR, `officer-${other % 3}`, 'initiator'),
      ),
  })),

  acknowledge: onTask((world, _, { department }) => ({
    transition: TRANSITIONS.acknowledge,
    change: (task) => acknowledge(task, acting(world, department, 'officer', 'implementer').by),
  })),

  apply: onTask((world, _, { department }) => ({
    transition: TRANSITIONS.apply,
    change: (task) =>
      giveFeedback(
        task,
        { outcome: 'applied', on: world.today(), what: '列入核查名单' },
        acting(world, department, 'officer', 'implementer'),
      ),
  })),

  decline: onTask((world, _, { department }) => ({
    transition: TRANSITIONS.decline,
    change: (task) =>
      giveFeedback(
        task,
        { outcome: 'declined', on: world.today(), what: '该主体无相关业务' },
        acting(world, department, 'officer', 'implementer'),
      ),
  })),

  confirmLift: onTask((world, _, { department }) => ({
    transition: TRANSITIONS.confirmLift,
    change: (task) =>
      confirmLift(task, { on: world.today(), what: '已经移出' }, acting(world, department, 'officer', 'implementer')),
  })),
} as const;

const NEXT_OF_CASE = {
  proposed: 'notice',
  noticed: 'decide',
  decided: 'serve',
  served: 'dispatch',
  dispatched: 'dispatch',
  suspended: 'resume',
  ended: 'propose',
} as const satisfies Record<JointCase['state'], keyof typeof ONE_BY_ONE>;

/** What comes next for a case; for what needs time, time passes. */
const goOn = async (world: World, known: Known, picks: Picks): Promise<void> => {
  const read = picked(known.cases, picks.one);
  if (read === undefined) return propose(world, known, picks);
  if (read.image.state === 'noticed' && picks.other % 3 > 0) world.pass(9);
  return ONE_BY_ONE[NEXT_OF_CASE[read.image.state]](world, known, picks);
};

/** What comes next for a task. */
const answer = async (world: World, known: Known, picks: Picks): Promise<void> => {
  const read = picked(known.tasks, picks.one);
  if (read === undefined) return;
  return ONE_BY_ONE[read.image.state === 'lifting' ? 'confirmLift' : 'apply'](world, known, picks);
};

/** Everything that people do, rightly or wrongly: what the law does not allow must change nothing. */
export const DEEDS = { ...ONE_BY_ONE, goOn, answer } as const;
export type Deed = keyof typeof DEEDS;
