import { addDays, addMonths, calendarDate } from '../../../../shared/kernel/beijing-time.ts';
import type { FictionalCompany, FictionalPerson } from '../../../builders/fictional.ts';
import type { Officer, Reply } from '../../client.ts';
import type { Target } from '../../target.ts';
import { CREDIT_OFFICE, decider, done, implementer, proposer, type Town } from './town.ts';

/** What a case is about: whose it is, on whom, for which act, with which measures, carried out by whom. */
export interface Plot {
  readonly department: string;
  readonly subject: FictionalCompany | FictionalPerson;
  readonly behaviour: string;
  /** Number of the document that established the act. */
  readonly act: string;
  /** When that document was decided; 5 November 2026, if nothing is said. */
  readonly actDecidedOn?: string;
  readonly facts: string;
  readonly measures: readonly { readonly measure: string; readonly basis: string; readonly months: number }[];
  readonly plan: Readonly<Record<string, readonly string[]>>;
  readonly responsibility?: Readonly<Record<string, unknown>>;
  /** False for an incentive, and where a law spares the notice. */
  readonly isHeard?: false;
  readonly exemption?: { readonly basis: string; readonly reason: string };
  readonly records?: readonly string[];
  /** How long the listing lasts; as long as its longest measure, if nothing is said. */
  readonly listedMonths?: number;
}

export const nextDay = (day: string): string => addDays(calendarDate(day), 1);
export const monthsAfter = (day: string, months: number): string => addMonths(calendarDate(day), months);

export const proposalOf = ({
  subject,
  behaviour,
  act,
  actDecidedOn,
  facts,
  measures,
  responsibility,
  records,
}: Plot) => ({
  subject,
  behaviour,
  act: {
    documentNumber: act,
    decidedOn: actDecidedOn ?? '2026-11-05',
    actDate: '2026-10-20',
    facts,
    ...(records && { records }),
  },
  measures: measures.map(({ measure }) => measure),
  ...(responsibility && { responsibility }),
});

export const planOf = ({ plan }: Plot) =>
  Object.entries(plan).flatMap(([measure, departments]) => departments.map((department) => ({ measure, department })));

export const decisionOf = (plot: Plot, today: string) => ({
  sustained: true,
  documentNumber: `${plot.act}决`,
  decidedOn: today,
  reasons: '事实清楚，证据确凿，依据明确',
  listedUntil: monthsAfter(today, plot.listedMonths ?? Math.max(...plot.measures.map(({ months }) => months))),
  measures: plot.measures,
  ...(plot.exemption && { exemption: plot.exemption }),
});

/** The steps of a case, each taken by the officer whose it is; a step that is refused fails the test. */
export const storyIn = (town: Town<Target>) => {
  const read = async (id: string): Promise<Reply['body']> =>
    done(await town.call(CREDIT_OFFICE, 'GET', `/cases/${id}`));
  const step = async (who: Officer, id: string, name: string, body: unknown): Promise<Reply['body']> =>
    done(await town.change(who, `/cases/${id}/${name}`, body, (await read(id)).version));
  const document = (plot: Plot, what: string) => ({
    documentNumber: `${plot.act}${what}`,
    method: 'in-person',
    servedOn: town.today(),
  });

  const steps = {
    read,
    step,
    propose: (plot: Plot) => town.call(proposer(plot.department), 'POST', '/cases', { body: proposalOf(plot) }),
    notice: (id: string, plot: Plot) => step(proposer(plot.department), id, 'notice', document(plot, '告')),
    decide: (id: string, plot: Plot, more: object = {}) =>
      step(decider(plot.department), id, 'decision', { ...decisionOf(plot, town.today()), ...more }),
    serve: (id: string, plot: Plot) => step(proposer(plot.department), id, 'service', document(plot, '决')),
    dispatch: (id: string, plot: Plot) => step(CREDIT_OFFICE, id, 'dispatch', { plan: planOf(plot) }),
    /** Ends the case, or measures of it. */
    end: (id: string, plot: Plot, verb: string, measures?: readonly string[]) =>
      step(proposer(plot.department), id, 'end', {
        verb,
        document: `${plot.act}结`,
        decidedOn: town.today(),
        reason: '义务已经履行',
        ...(measures && { measures }),
      }),
    tasksOf: async (id: string): Promise<Reply['body'][]> =>
      done(await town.call(CREDIT_OFFICE, 'GET', `/cases/${id}/tasks`)).tasks,
  };

  /** The task of a department; of several measures the one that is named. */
  const taskOf = async (id: string, department: string, measure?: string): Promise<Reply['body']> => {
    const found = (await steps.tasksOf(id)).filter(
      (task) => task.department.code === department && (measure === undefined || task.measure === measure),
    );
    if (found.length !== 1) throw new Error(`${found.length} tasks of ${department} on case ${id}`);
    return found[0];
  };
  const changeTask = async (task: Reply['body'], name: string, body?: unknown): Promise<Reply['body']> =>
    done(await town.change(implementer(task.department.code), `/tasks/${task.id}/${name}`, body, task.version));

  const answer = (task: Reply['body'], outcome: 'applied' | 'declined') =>
    changeTask(task, 'feedback', {
      outcome,
      on: town.today(),
      what: outcome === 'applied' ? '已录入审查系统' : '已注销，无可实施',
    });
  const confirmLift = (task: Reply['body']) =>
    changeTask(task, 'lift-confirmation', { on: town.today(), what: '已从审查系统移出' });

  return {
    ...steps,
    taskOf,
    acknowledge: (task: Reply['body']) => changeTask(task, 'acknowledgement'),
    answer,
    confirmLift,
    /** Takes cases all the way to dispatched tasks, side by side; the days go on to the first after the time to answer. */
    open: async (...plots: readonly Plot[]): Promise<readonly string[]> => {
      const ids: string[] = [];
      for (const plot of plots) ids.push(done(await steps.propose(plot), 201).case.id);
      const heard = plots.map((plot, at) => ({ plot, id: ids[at] ?? '' }));
      const lastDays: string[] = [];
      for (const { plot, id } of heard) {
        if (plot.isHeard !== false) lastDays.push((await steps.notice(id, plot)).notice.answerBy);
      }
      for (const lastDay of lastDays) await town.goTo(nextDay(lastDay));
      for (const { plot, id } of heard) {
        await steps.decide(id, plot);
        await steps.serve(id, plot);
        await steps.dispatch(id, plot);
      }
      await town.idle();
      return ids;
    },
    /** Every department applies its measure. */
    applyAll: async (id: string): Promise<void> => {
      for (const task of await steps.tasksOf(id)) if (task.state === 'pushed') await answer(task, 'applied');
    },
  };
};
export type Story = ReturnType<typeof storyIn>;

/** The codes of the measures that a check of one subject was answered. */
export const bindingOf = (reply: Reply): readonly string[] => {
  const { answers } = done(reply, reply.status === 200 ? 200 : 201);
  return answers[0].measures.map(({ measure }: { measure: { code: string } }) => measure.code);
};
