import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postTaskFeedback } from '../../../functions/http/handlers/post-task-feedback.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { caseKey, taskIds } from '../../../shared/crypto/case-keys.ts';
import { headId } from '../../../shared/crypto/head-keys.ts';
import type { ApiEvent, ApiResult } from '../../../shared/http/event.ts';
import type { FailureKind } from '../../../shared/kernel/failure.ts';
import { taskOf } from '../../../shared/tasks/dispatch.ts';
import { reconcile } from '../../../shared/tasks/reconcile.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import type { StoredTask } from '../../../shared/tasks/task-store.ts';
import { LIVE_STATES } from '../../../shared/tasks/transitions.ts';
import { ended, INFORMATION, itemOf, jointOf, MEASURE, present, suspended, system } from '../../shared/tasks/tasks.ts';
import type { Reply } from '../../to-be-problem.ts';
import '../../to-be-problem.ts';
import { type Api, eventOf, type Officer, type OperationId, officer, type Request, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());
beforeEach(() => api.setTime('2026-11-10T02:00:00.000Z'));

const implementer = (department: string, name?: string) => officer(department, name, 'implementer');
const FINANCE = implementer('finance');
const SECOND = implementer('finance', 'officer-2');

let serial = 0;
/** A case of its own, under an act of its own, with a plan. */
const dispatched = (plan: JointCase['plan'] = [itemOf(MEASURE.code)], changed: Partial<JointCase> = {}): JointCase => {
  serial += 1;
  const joint = jointOf({ plan, ...changed });
  const ofItsOwn = { ...joint, act: { ...joint.act, documentNumber: `人社监列字〔2026〕${serial}号` } };
  return { ...ofItsOwn, id: headId(caseKey(ofItsOwn)) };
};

const pushedOf = async (joint: JointCase, department = 'finance', measure = MEASURE): Promise<Task> => {
  const item = itemOf(measure.code, department);
  const task = taskOf(joint, item, measure, taskIds(joint, item));
  const added = await api.stores.tasks.add(task, task);
  expect(added.ok).toBe(true);
  return task;
};
const pushed = (department?: string, measure?: typeof MEASURE): Promise<Task> =>
  pushedOf(dispatched(), department, measure);

const stored = async (id: string): Promise<StoredTask> => present(await api.stores.tasks.find(id));

/** Saves what becomes of a case. */
const becomes = async (next: JointCase): Promise<void> => {
  const old = present(await api.stores.cases.find(next.id));
  expect((await api.stores.cases.change(old, next, [old.image.state])).ok).toBe(true);
};

/** What the machinery does to a task when its case changes. */
const follow = async (id: string, joint: JointCase): Promise<void> => {
  const old = await stored(id);
  const next = present(reconcile(old.image, joint, undefined, system('2026-11-10T02:00:00.000Z')));
  expect((await api.stores.tasks.change(old, next, LIVE_STATES)).ok).toBe(true);
};

const FEEDBACK = {
  outcome: 'applied',
  on: '2026-11-10',
  what: '已禁止参加政府采购活动',
  document: '庄财购〔2026〕8号',
};
const DECLINE = { outcome: 'declined', on: '2026-11-10', what: '该单位不是供应商' };
const LIFTED = { on: '2026-11-10', what: '已恢复参加政府采购活动' };

const change = (operation: OperationId, id: string, version: number, body?: unknown, request: Request = {}) =>
  api.call(operation, {
    id,
    who: FINANCE,
    ...(body === undefined ? {} : { body }),
    ...request,
    headers: { 'if-match': `"${version}"`, ...request.headers },
  });
const acknowledge = (id: string, version = 1, who: Officer = FINANCE) =>
  change('acknowledge-task', id, version, undefined, { who });
const answer = (id: string, version: number, body: unknown = FEEDBACK, request: Request = {}) =>
  change('give-task-feedback', id, version, body, request);
const confirm = (id: string, version: number, body: unknown = LIFTED, request: Request = {}) =>
  change('confirm-task-lift', id, version, body, request);

describe('a task', () => {
  it('is read by its department: measure, basis, decision, subject, term and clocks, and nothing of the register', async () => {
    const task = await pushed();
    const { status, headers, body } = await api.call('get-task', { id: task.id, who: FINANCE });
    expect(status).toBe(200);
    expect(headers['etag']).toBe('"1"');
    expect(body).toMatchObject({
      id: task.id,
      state: 'pushed',
      measure: MEASURE.code,
      basis: 'government-procurement-law-22',
      decisionDocument: '人社联惩字〔2026〕3号',
      department: { code: 'finance', name: { zh: expect.any(String) } },
      initiator: { code: 'human-resources' },
      subject: { name: '某建筑有限公司', unifiedSocialCreditCode: '91210299000000019R' },
      from: '2026-11-09',
      until: '2027-11-09',
      clocks: [
        { name: 'acknowledge', state: 'running', due: '2026-11-11' },
        { name: 'answer', state: 'running', due: '2026-11-23' },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('ORG#');
    expect(JSON.stringify(body)).not.toContain('joint#');
  });

  it('shows a person by name and masked number, and never the key of a person', async () => {
    const subject = {
      key: 'PERSON#hMupF8z2hk5cIsZlMR3J5h',
      category: 'person',
      name: '张某',
      document: { type: 'resident-identity-card', masked: '210299********0028' },
    } as const;
    const task = await pushedOf(dispatched(undefined, { subject }));
    const { body } = await api.call('get-task', { id: task.id, who: FINANCE });
    expect(body.subject).toEqual({ category: 'person', name: '张某', document: subject.document });
    expect(JSON.stringify(body)).not.toContain('PERSON');
  });

  it.each<readonly [OperationId, unknown]>([
    ['get-task', undefined],
    ['acknowledge-task', undefined],
    ['give-task-feedback', FEEDBACK],
    ['confirm-task-lift', LIFTED],
  ])('of another department is as absent as none: %s', async (operation, body) => {
    const task = await pushed();
    expect(await change(operation, task.id, 1, body, { who: implementer('education') })).toBeProblem(404, 'not-found');
    expect(await change(operation, 'A'.repeat(22), 1, body)).toBeProblem(404, 'not-found');
    expect(await change(operation, 'nothing', 1, body)).toBeProblem(404, 'not-found');
    expect((await stored(task.id)).image).toEqual(task);
  });

  it('is none that a case or a record is: an id names a head of any sort', async () => {
    const joint = dispatched();
    await api.stores.cases.add(joint, joint);
    expect(await api.call('get-task', { id: joint.id, who: implementer(joint.department) })).toBeProblem(
      404,
      'not-found',
    );
  });
});

describe('an acknowledgement', () => {
  it('is answered with the task after it, and the same when it is sent again', async () => {
    const { id } = await pushed();
    const first = await acknowledge(id);
    expect(first).toMatchObject({ status: 200, body: { state: 'acknowledged', version: 2 }, headers: { etag: '"2"' } });
    expect((await acknowledge(id)).body).toEqual(first.body);
    expect((await stored(id)).image.version).toBe(2);
  });

  it('by two officers at once is one’s, and the other is told so', async () => {
    const { id } = await pushed();
    const replies = await Promise.all([acknowledge(id, 1, FINANCE), acknowledge(id, 1, SECOND)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect((await api.stores.tasks.history(id, 0, 10)).versions).toHaveLength(1);
  });

  it('needs the version that was read, and a task that waits for it', async () => {
    const { id } = await pushed();
    expect(await api.call('acknowledge-task', { id, who: FINANCE })).toBeProblem(428, 'precondition-required');
    expect(await acknowledge(id, 2)).toBeProblem(412, 'stale-version');
    await acknowledge(id);
    expect(await acknowledge(id, 2, SECOND)).toBeProblem(409, 'state-forbids');
  });

  it('is owed by no private body, which is only informed', async () => {
    const { id } = await pushed('finance', INFORMATION);
    expect(await acknowledge(id)).toBeProblem(409, 'state-forbids');
    expect(await answer(id, 1)).toBeProblem(409, 'state-forbids');
    expect(await confirm(id, 1)).toBeProblem(409, 'lift-before-apply');
  });
});

describe('feedback', () => {
  it('says what was done, when, by whom and under which document', async () => {
    const { id } = await pushed();
    const { status, body } = await answer(id, 1);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'applied',
      version: 2,
      feedback: { ...FEEDBACK, officer: 'finance/officer-1', at: '2026-11-10T02:00:00.000Z' },
      acknowledged: { officer: 'finance/officer-1' },
      clocks: [{ state: 'met' }, { state: 'met' }],
    });
  });

  it('is given once: the first answer stays', async () => {
    const { id } = await pushed();
    await answer(id, 1);
    const again = await answer(id, 2, DECLINE, { who: SECOND });
    expect(again).toBeProblem(409, 'already-answered');
    expect(again.body.detail).toContain('已落实');
    expect(again.body.detail).toContain('2026-11-10');
    expect(await answer(id, 1, DECLINE)).toBeProblem(412, 'stale-version');
    expect((await stored(id)).image).toMatchObject({ state: 'applied', version: 2 });
  });

  it('of ten officers at once is one’s', async () => {
    const { id } = await pushed();
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        answer(id, 1, at % 2 === 0 ? FEEDBACK : DECLINE, { who: implementer('finance', `officer-${at}`) }),
      ),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(9);
  });

  it('needs what it says, in dates that there are, and without an identity number', async () => {
    const { id } = await pushed();
    const wrong: readonly (readonly [object, FailureKind, string])[] = [
      [{ outcome: 'declined', on: '2026-11-10' }, 'missing-field', '/what'],
      [{ ...DECLINE, what: '  ' }, 'missing-field', '/what'],
      [{ ...FEEDBACK, outcome: 'ignored' }, 'invalid-value', '/outcome'],
      [{ ...FEEDBACK, on: '2026-02-30' }, 'impossible-date', '/on'],
      [{ ...FEEDBACK, on: '2026-11-11' }, 'date-out-of-bounds', '/on'],
      [{ ...FEEDBACK, on: '2026-11-08' }, 'date-out-of-bounds', '/on'],
      [{ ...FEEDBACK, score: 1 }, 'unknown-field', '/score'],
      [{ ...FEEDBACK, what: '长'.repeat(1001) }, 'text-too-long', '/what'],
      [{ ...FEEDBACK, what: '\u0000' }, 'unreadable-text', '/what'],
      [{ ...DECLINE, what: '公民身份号码210299199001010028' }, 'identity-number-in-text', '/what'],
    ];
    for (const [body, kind, pointer] of wrong) {
      const reply = await answer(id, 1, body);
      expect(reply, JSON.stringify(body)).toBeProblem(422, kind);
      expect(reply.body.errors[0].pointer).toBe(pointer);
    }
    expect((await stored(id)).image.version).toBe(1);
  });

  it('cannot apply a suspended measure, and can decline it', async () => {
    const joint = dispatched();
    const { id } = await pushedOf(joint);
    await follow(id, suspended(joint));
    const refused = await answer(id, 2);
    expect(refused).toBeProblem(409, 'task-suspended');
    expect(refused.body.detail).toContain('（2026）辽0283行初7号');
    expect(await answer(id, 2, DECLINE)).toMatchObject({ status: 200, body: { state: 'declined' } });
  });

  it('cannot apply a measure on the day on which its term is over', async () => {
    const { id } = await pushed();
    api.setTime('2027-11-08T16:00:00.000Z');
    expect(await answer(id, 1, { ...FEEDBACK, on: '2027-11-08' })).toBeProblem(409, 'task-past-term');
  });

  it('applies nothing that its case ended or suspended a moment ago, though the machinery has not come to the task yet', async () => {
    const joint = dispatched();
    const { id } = await pushedOf(joint);
    await api.stores.cases.add(joint, joint);
    const halted = { ...suspended(joint), version: 6 };
    await becomes(halted);
    expect(await answer(id, 1)).toBeProblem(409, 'task-suspended');
    await becomes({ ...ended(halted), version: 7 });
    expect(await answer(id, 1)).toBeProblem(409, 'state-forbids');
    expect(kindsIn(await post([{ task: id, version: 1, feedback: FEEDBACK }]))).toEqual(['state-forbids']);
    expect(await answer(id, 1, DECLINE)).toMatchObject({ status: 200 });
  });

  it('is refused once the measure ended, though the officer read it before', async () => {
    const joint = dispatched();
    const { id } = await pushedOf(joint);
    await follow(id, ended(joint));
    expect(await answer(id, 1)).toBeProblem(412, 'stale-version');
    expect(await answer(id, 2)).toBeProblem(409, 'state-forbids');
    expect((await stored(id)).image.state).toBe('withdrawn');
  });
});

describe('a lift', () => {
  it('is confirmed once by the department that applied the measure', async () => {
    const joint = dispatched();
    const { id } = await pushedOf(joint);
    await answer(id, 1);
    expect(await confirm(id, 2)).toBeProblem(409, 'state-forbids');
    await follow(id, ended(joint));
    const { body } = await api.call('get-task', { id, who: FINANCE });
    expect(body).toMatchObject({ state: 'lifting', lift: { verb: 'lift' }, clocks: [{}, {}, { name: 'lift' }] });
    const lifted = await confirm(id, 3);
    expect(lifted).toMatchObject({ status: 200, body: { state: 'lifted', lift: { confirmed: LIFTED } } });
    expect((await confirm(id, 3)).body).toEqual(lifted.body);
    expect(await confirm(id, 4, LIFTED, { who: SECOND })).toBeProblem(409, 'state-forbids');
  });

  it('of a measure that was never applied is refused', async () => {
    const { id } = await pushed();
    expect(await confirm(id, 1)).toBeProblem(409, 'lift-before-apply');
    await acknowledge(id);
    expect(await confirm(id, 2)).toBeProblem(409, 'lift-before-apply');
    await answer(id, 2, DECLINE);
    expect(await confirm(id, 3)).toBeProblem(409, 'lift-before-apply');
  });
});

describe('officers and the machinery at once', () => {
  /** As the machinery does: reads again whatever came between. */
  const endAtOnce = async (id: string, joint: JointCase): Promise<void> => {
    for (let attempt = 0; attempt < 50; attempt++) {
      const old = await stored(id);
      const next = reconcile(old.image, ended(joint), undefined, system('2026-11-10T02:00:00.000Z'));
      if (next === undefined) return;
      if ((await api.stores.tasks.change(old, next, LIVE_STATES)).ok) return;
    }
    throw new Error('the machinery never got through');
  };

  /** As an officer does who reads again whenever the version was stale. */
  const insist = async (id: string, who: Officer, act: (version: number) => Promise<Reply>): Promise<void> => {
    for (let attempt = 0; attempt < 50; attempt++) {
      const { body } = await api.call('get-task', { id, who });
      const { status } = await act(body.version);
      if (status !== 412) return;
    }
    throw new Error('the officer never got through');
  };

  it('leave a task ended, its versions one by one, and lifting only what was applied', async () => {
    for (let round = 0; round < 12; round++) {
      const joint = dispatched();
      const { id } = await pushedOf(joint);
      await Promise.all([
        endAtOnce(id, joint),
        insist(id, FINANCE, (version) => acknowledge(id, version, FINANCE)),
        insist(id, SECOND, (version) => answer(id, version, FEEDBACK, { who: SECOND })),
        insist(id, FINANCE, (version) => answer(id, version, round % 2 === 0 ? DECLINE : FEEDBACK)),
        insist(id, SECOND, (version) => confirm(id, version, LIFTED, { who: SECOND })),
      ]);
      const { versions } = await api.stores.tasks.history(id, 0, 20);
      const states = [...versions, await stored(id)].map(({ image }) => image);
      expect(states.map(({ version }) => version)).toEqual(states.map((_, at) => at + 1));
      const last = present(states.at(-1));
      expect(['lifting', 'lifted', 'withdrawn']).toContain(last.state);
      expect(last.state === 'withdrawn').toBe(last.feedback?.outcome !== 'applied');
      const firstEnded = states.findIndex(({ lift }) => lift !== undefined);
      expect(states.slice(firstEnded).every(({ lift }) => lift !== undefined)).toBe(true);
    }
  });
});

describe("a department's list", () => {
  const cursorIn = ({ headers }: Reply): string | undefined =>
    /<\/tasks\?cursor=([\w-]+)>; rel="next"/.exec(String(headers['link'] ?? ''))?.[1];

  const pagesOf = async (who: Officer, query: Readonly<Record<string, string>>): Promise<readonly string[][]> => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const reply = await api.call('list-tasks', {
        who,
        query: cursor === undefined ? query : { limit: query['limit'] ?? '50', cursor },
      });
      expect(reply.status).toBe(200);
      pages.push(reply.body.tasks.map(({ id }: Task) => id));
      cursor = cursorIn(reply);
    } while (cursor !== undefined);
    return pages;
  };

  it('holds what waits for it, page by page, and apart from it what is done', async () => {
    const who = implementer('transport');
    const tasks = await Promise.all(Array.from({ length: 7 }, () => pushed('transport')));
    const [answered] = tasks.map(present);
    await answer(present(answered).id, 1, FEEDBACK, { who });
    const open = await pagesOf(who, { limit: '4' });
    expect(open.map((page) => page.length)).toEqual([4, 2]);
    expect(new Set(open.flat()).size).toBe(6);
    expect(await pagesOf(who, { status: 'done', limit: '1' })).toEqual([[present(answered).id]]);
    expect(await pagesOf(implementer('justice'), {})).toEqual([[]]);
  });

  it('does not go on from a place that is none of it', async () => {
    const who = implementer('education');
    await Promise.all(Array.from({ length: 3 }, () => pushed('education')));
    const cursor = cursorIn(await api.call('list-tasks', { who, query: { limit: '1' } })) ?? '';
    for (const query of [{ cursor: 'x' }, { cursor: btoa('open#x#y') }, { cursor, status: 'done' }])
      expect(await api.call('list-tasks', { who, query })).toBeProblem(400, 'invalid-cursor');
    expect(await api.call('list-tasks', { who, query: { status: 'late' } })).toBeProblem(422, 'invalid-value');
    expect(await api.call('list-tasks', { who, query: { limit: '101' } })).toBeProblem(422, 'invalid-value');
    // Another department's place in its list shows nothing of that list.
    const elsewhere = await api.call('list-tasks', { who: implementer('justice'), query: { cursor } });
    expect(elsewhere.body).toEqual({ tasks: [] });
  });
});

const post = (body: unknown, request: Request = {}) =>
  api.call('post-task-feedback', { who: FINANCE, body, ...request });
const kindsIn = ({ body }: Reply): readonly string[] =>
  body.outcomes.map(({ outcome, problem }: { outcome: string; problem?: { type: string } }) =>
    problem === undefined ? outcome : problem.type.replace('/docs/problems#', ''),
  );

describe('answers to many tasks at once', () => {
  it('have an outcome each: none is lost, and one that is wrong holds up no other', async () => {
    const [one, two, answered, foreign] = await Promise.all([pushed(), pushed(), pushed(), pushed('education')]);
    await answer(answered.id, 1);
    const item = (task: string, version = 1, feedback: object = FEEDBACK) => ({ task, version, feedback });
    const reply = await post([
      item(one.id),
      item(foreign.id),
      item('A'.repeat(22)),
      item('nothing'),
      item(answered.id, 2, DECLINE),
      item(answered.id, 1, DECLINE),
      item(two.id, 1, { ...FEEDBACK, on: '2026-11-20' }),
      item(two.id, 1, { outcome: 'declined', on: '2026-11-10' }),
      item(two.id, 1, DECLINE),
      item(two.id, 1, FEEDBACK),
      null,
      { task: two.id },
    ]);
    expect(reply.status).toBe(200);
    expect(kindsIn(reply)).toEqual([
      'recorded',
      'not-found',
      'not-found',
      'not-found',
      'already-answered',
      'stale-version',
      'date-out-of-bounds',
      'missing-field',
      'recorded',
      'stale-version',
      'invalid-value',
      'missing-field',
    ]);
    expect(reply.body.outcomes[6].problem.errors[0].pointer).toBe('/feedback/on');
    expect(reply.body.outcomes[7].problem.errors[0].pointer).toBe('/feedback/what');
    expect(reply.body.outcomes[8].task).toMatchObject({ id: two.id, state: 'declined', version: 2 });
    expect((await stored(foreign.id)).image.version).toBe(1);
  });

  it('sent again, or alone, are the same answers', async () => {
    const [one, two] = await Promise.all([pushed(), pushed()]);
    await answer(one.id, 1);
    const items = [one, two].map(({ id }) => ({ task: id, version: 1, feedback: FEEDBACK }));
    const first = await post(items);
    expect(kindsIn(first)).toEqual(['recorded', 'recorded']);
    expect((await post(items)).body).toEqual(first.body);
    expect((await answer(two.id, 1)).body).toEqual(first.body.outcomes[1].task);
    expect((await stored(two.id)).image.version).toBe(2);
  });

  it('name their problems in the language that is asked for', async () => {
    const items = [{ task: 'A'.repeat(22), version: 1, feedback: FEEDBACK }];
    const titleIn = async (language: string) =>
      (await post(items, { headers: { 'accept-language': language } })).body.outcomes[0].problem.title;
    expect(await titleIn('en')).toBe('Not found');
    expect(await titleIn('zh')).toBe('没有找到');
  });

  it('are at most a hundred, and at least one', async () => {
    const items = Array.from({ length: 101 }, () => ({ task: 'A'.repeat(22), version: 1, feedback: FEEDBACK }));
    expect(await post(items)).toBeProblem(413, 'too-many-items');
    expect(kindsIn(await post(items.slice(1)))).toHaveLength(100);
    expect(await post([])).toBeProblem(422, 'missing-field');
    expect(await post({})).toBeProblem(422, 'invalid-value');
    expect(await post({ 0: items[0] })).toBeProblem(422, 'invalid-value');
  });

  it('of which one meets a busy table are recorded but for that one, which may be sent again', async () => {
    const [busy, free] = await Promise.all([pushed(), pushed()]);
    const { tasks, cases } = api.stores;
    const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    const handler = postTaskFeedback({
      ...api.deps,
      cases,
      tasks: {
        ...tasks,
        change: (old, next, from) =>
          old.image.id === busy.id ? Promise.reject(throttled) : tasks.change(old, next, from),
      },
    }) as unknown as (event: ApiEvent, context: object) => Promise<ApiResult>;
    const body = [busy, free].map(({ id }) => ({ task: id, version: 1, feedback: FEEDBACK }));
    const { body: text } = await handler(eventOf('post-task-feedback', { who: FINANCE, body }), {});
    expect(kindsIn({ body: JSON.parse(text) } as Reply)).toEqual(['service-busy', 'recorded']);
    expect(kindsIn(await post(body))).toEqual(['recorded', 'recorded']);
  });
});

describe('the tasks of a case', () => {
  const OFFICE = officer('credit-office', undefined, 'credit-office');
  const tasksOf = (id: string, who: Officer = OFFICE, query: Readonly<Record<string, string>> = {}) =>
    api.call('list-case-tasks', { id, who, query });

  const twoDepartments = async () => {
    const joint = dispatched([itemOf(MEASURE.code), itemOf(MEASURE.code, 'education')]);
    await api.stores.cases.add(joint, joint);
    return { joint, task: await pushedOf(joint) };
  };

  it('are those of its plan, as they stand now, and what of the plan is no task yet', async () => {
    const { joint, task } = await twoDepartments();
    await answer(task.id, 1);
    const { status, body } = await tasksOf(joint.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      planned: 2,
      tasks: [{ id: task.id, state: 'applied' }],
      waiting: [{ measure: MEASURE.code, department: 'education' }],
    });
    await pushedOf(joint, 'education');
    expect((await tasksOf(joint.id)).body).toMatchObject({ tasks: [{}, { state: 'pushed' }], waiting: [] });
  });

  it('are shown to the credit office, the auditor and the initiating department, and to no other', async () => {
    const { joint } = await twoDepartments();
    const initiator = (department: string) => officer(department, undefined, 'initiator');
    expect((await tasksOf(joint.id, officer('audit', undefined, 'auditor'))).status).toBe(200);
    expect((await tasksOf(joint.id, initiator(joint.department))).status).toBe(200);
    expect(await tasksOf(joint.id, initiator('tax'))).toBeProblem(404, 'not-found');
    expect(await tasksOf('A'.repeat(22))).toBeProblem(404, 'not-found');
    expect(await tasksOf(joint.id, FINANCE)).toBeProblem(403, 'role-required');
  });

  it('of a long plan come page by page, each once', async () => {
    const plan = Array.from({ length: 230 }, (_, at) => itemOf(MEASURE.code, `department-${at}`));
    const joint = dispatched(plan);
    await api.stores.cases.add(joint, joint);
    await Promise.all(plan.map(({ department }) => pushedOf(joint, department)));
    const first = await tasksOf(joint.id);
    expect(first.body.planned).toBe(230);
    expect(first.body.tasks).toHaveLength(200);
    const cursor = /cursor=([\w-]+)>/.exec(String(first.headers['link']))?.[1] ?? '';
    const second = await tasksOf(joint.id, OFFICE, { cursor });
    const departments = [...first.body.tasks, ...second.body.tasks].map((task) => task.department.code);
    expect(departments).toEqual(plan.map(({ department }) => department));
    expect(second.headers['link']).toBeUndefined();
    expect(await tasksOf(joint.id, OFFICE, { cursor: btoa('-1') })).toBeProblem(400, 'invalid-cursor');
  });
});
