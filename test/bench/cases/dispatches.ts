import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { carryOut } from '../../../functions/queue/handlers/carry-out.ts';
import { documentClient } from '../../../shared/aws/clients.ts';
import { caseStore } from '../../../shared/cases/case-store.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { planProgressStore } from '../../../shared/cases/plan-progress-store.ts';
import { caseKey, taskIds, taskKey } from '../../../shared/crypto/case-keys.ts';
import { firstVersion, packVersion } from '../../../shared/crypto/sealed-version.ts';
import { type Instant, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { taskOf } from '../../../shared/tasks/dispatch.ts';
import { TASK_HEAD, taskStore } from '../../../shared/tasks/task-store.ts';
import { names, startEngines } from '../../engines.ts';
import { DEPARTMENTS, MEASURES, officers, planOf, servedCase } from '../../functions/support/case-builders.ts';
import { type Case, ratio } from '../report.ts';
import { cpuOf, interleaved } from '../rounds.ts';

/** As the function itself does it. */
const AT_ONCE = 8;
const [MEASURE] = MEASURES;

const taking = <Value>(values: Iterator<Value>): Value => {
  const { value, done } = values.next();
  if (done) throw new Error('too few were prepared');
  return value;
};

/** One measure for thirty departments, in terms of thirty bare puts of the same tasks. */
export const dispatches: Case = {
  name: 'dispatches',
  run: async ({ rounds }) => {
    if (MEASURE === undefined) throw new Error('no measure');
    const engines = await startEngines();
    try {
      const client = documentClient();
      const register = { client, table: names.registerTable };
      const now = (): Instant => toInstant(Date.parse('2026-11-12T02:00:00.000Z'));
      const cases = caseStore(register);
      const act = officers(cases, now);
      const carry = carryOut({
        cases,
        tasks: taskStore(register),
        measuresOf: async () => MEASURES,
        bases: async () => new Map(),
        progress: planProgressStore({ client, table: names.derivedTable }),
        notifications: { send: async () => undefined },
        work: { send: async () => undefined },
        now,
      });
      const plan = planOf(now(), DEPARTMENTS, [MEASURE.code]);
      const dispatched = async (): Promise<JointCase> => act.dispatch(await act.add(servedCase()), plan);
      const prepared: JointCase[] = [];
      for (let round = 0; round <= rounds; round += 1) prepared.push(await dispatched());
      const bare = prepared.map((joint) =>
        plan.map((item) => {
          const task = taskOf(joint, item, MEASURE, taskIds(joint, item));
          const key = taskKey(`BARE#${joint.id}`, { ...item, caseId: joint.id });
          return { ...key, entity: 'task', id: `bare-${task.id}`, ...TASK_HEAD.indexes?.(task), task };
        }),
      );
      const [heads, puts] = [prepared.values(), bare.values()];
      const message = ({ id, version, ...joint }: JointCase) =>
        ({ type: 'carry-out', id, version, case: caseKey(joint), from: 0, organisation: 0 }) as const;
      const put = ({ task, ...keys }: (typeof bare)[number][number]) => {
        const body = packVersion(TASK_HEAD.format, firstVersion(task, {}));
        const Item = { ...keys, version: 1, state: task.state, body };
        return client.send(new PutCommand({ TableName: names.registerTable, Item }));
      };
      const costs = await interleaved(rounds, {
        'thirty puts': () => cpuOf(plan.length, () => concurrently(AT_ONCE, taking(puts), put)),
        dispatch: () => cpuOf(plan.length, () => carry(message(taking(heads)))),
        'dispatch again': () => cpuOf(plan.length, () => carry(message(prepared[0] ?? taking(heads)))),
      });
      const label = (measure: string) => ({ case: 'dispatches', measure });
      return [
        ratio(costs, 'dispatch', 'thirty puts', label('a dispatch to 30 departments / 30 bare puts of its tasks')),
        ratio(costs, 'dispatch again', 'dispatch', label('the same dispatch carried out again / the first time')),
      ];
    } finally {
      await engines.stop();
    }
  },
};
