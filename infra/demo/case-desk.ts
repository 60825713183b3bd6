import * as z from 'zod';
import { CaseView } from '../../shared/cases/case-view-schema.ts';
import { CheckAnswersView } from '../../shared/checks/check-view.ts';
import { Problem } from '../../shared/http/problem-response.ts';
import { TaskView } from '../../shared/tasks/task-view.ts';
import { type Officer, officer, type Reply } from './api-client.ts';
import type { Town } from './town.ts';

export type CaseNow = z.output<typeof CaseView>;
export type TaskNow = z.output<typeof TaskView>;
export type BindingMeasure = z.output<typeof CheckAnswersView>['answers'][number]['measures'][number];

const Proposed = z.object({ case: CaseView });
const Tasks = z.object({ tasks: z.array(TaskView) });

const CREDIT_OFFICE = officer('credit-office', 'officer-1', 'credit-office');
const OK_UNTIL = 300;

const read = <Shape extends z.ZodType>(shape: Shape, { status, body }: Reply): z.output<Shape> => {
  if (status >= OK_UNTIL) throw new Error(`refused: ${Problem.parse(body).detail}`);
  return shape.parse(body);
};

/** The steps of a joint case and of its tasks, as their officers take them over HTTP. */
export const caseDesk = ({ call, idle }: Town) => {
  const change = (who: Officer, path: string, { version, body }: { version: number; body?: object }) =>
    call(who, { method: 'POST', path, ifMatch: version, ...(body && { body }) });
  const stepAs = async (who: Officer, { id, version }: CaseNow, name: string, body: object): Promise<CaseNow> =>
    read(CaseView, await change(who, `/cases/${id}/${name}`, { version, body }));
  const onTask = async ({ id, version, department }: TaskNow, name: string, body?: object): Promise<TaskNow> => {
    const who = officer(department.code, 'officer-1', 'implementer');
    return read(TaskView, await change(who, `/tasks/${id}/${name}`, { version, ...(body && { body }) }));
  };

  return {
    propose: async (who: Officer, body: object): Promise<CaseNow> =>
      read(Proposed, await call(who, { method: 'POST', path: '/cases', body })).case,
    stepAs,
    dispatch: (joint: CaseNow, plan: readonly object[]) => stepAs(CREDIT_OFFICE, joint, 'dispatch', { plan }),
    /** The sentences by which a request is refused, Chinese and English. */
    refusal: async (who: Officer, path: string, body: object, ifMatch?: number): Promise<readonly string[]> => {
      const sentences: string[] = [];
      for (const language of ['zh', 'en'] as const) {
        const { detail, errors = [] } = Problem.parse(
          (await call(who, { method: 'POST', path, body, language, ...(ifMatch && { ifMatch }) })).body,
        );
        sentences.push(errors[0]?.detail ?? detail);
      }
      return sentences;
    },
    tasksOf: async ({ id }: CaseNow): Promise<readonly TaskNow[]> => {
      await idle();
      return read(Tasks, await call(CREDIT_OFFICE, { method: 'GET', path: `/cases/${id}/tasks` })).tasks;
    },
    onTask,
    /** What binds a department's decision on an organisation, and the digest of the answer that the receipt signs. */
    check: async (department: string, asked: { decisionType: string; reference: string; code: string }) => {
      const { code, ...before } = asked;
      const body = { ...before, subjects: [{ unifiedSocialCreditCode: code }] };
      const who = officer(department, 'officer-1', 'implementer');
      const { answers, receipt } = read(CheckAnswersView, await call(who, { method: 'POST', path: '/checks', body }));
      return { measures: answers.flatMap(({ measures }) => measures), receipt };
    },
  };
};
export type CaseDesk = ReturnType<typeof caseDesk>;
