import type { JointCase, PlanItem } from '../../../shared/cases/joint-case.ts';
import { taskIds } from '../../../shared/crypto/case-keys.ts';
import { beijingDate, calendarDate, type Instant, toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { unifiedCodeIn } from '../../../shared/subjects/subject.ts';
import { type DispatchedMeasure, taskOf } from '../../../shared/tasks/dispatch.ts';
import type { Task } from '../../../shared/tasks/task.ts';

export const instant = (text: string): Instant => toInstant(Date.parse(text));
export const day = calendarDate;

export const PUSHED_AT = instant('2026-11-09T03:00:00.000Z');
export const UNTIL = day('2027-11-09');

export const MEASURE: DispatchedMeasure = {
  code: 'no-government-procurement',
  obligation: 'obligatory',
  binds: ['procurement-award'],
};
export const INFORMATION: DispatchedMeasure = { code: 'prudent-credit', obligation: 'voluntary', binds: [] };

export const DEPARTMENT = 'finance';

export const implementer = (at: string, name = 'a', department = DEPARTMENT): Actor => ({
  department,
  officer: `${department}/${name}`,
  at: instant(at),
});

export const system = (at: string): Actor => ({ department: 'credit-office', officer: 'system', at: instant(at) });

const KEY = 'ORG#91210299000000019R';
const CODE = unifiedCodeIn(KEY);

const decidedMeasure = (measure: string) => ({
  measure,
  basis: 'government-procurement-law-22',
  from: day('2026-11-09'),
  until: UNTIL,
});

export const itemOf = (measure: string, department = DEPARTMENT): PlanItem => ({
  measure,
  department,
  dispatchedOn: beijingDate(PUSHED_AT),
  dispatchedAt: PUSHED_AT,
});

/** A case that was dispatched: wage arrears of a firm. */
export const jointOf = (changed: Partial<JointCase> = {}): JointCase => ({
  id: 'CASE-ID-OF-22-LETTERS0',
  version: 5,
  state: 'dispatched',
  change: { action: 'dispatch', ...system('2026-11-09T03:00:00.000Z') },
  effect: 'punishment',
  department: 'human-resources',
  field: 'wage-arrears',
  behaviour: 'wage-arrears-listing',
  subject: {
    key: KEY,
    category: 'organisation',
    name: '某建筑有限公司',
    ...(CODE && { unifiedSocialCreditCode: CODE }),
  },
  act: {
    documentNumber: '人社监列字〔2026〕3号',
    decidedOn: day('2026-10-12'),
    actDate: day('2026-06-30'),
    facts: '拖欠工资',
    records: [],
  },
  proposed: [MEASURE.code],
  author: 'human-resources/a',
  proposedAt: instant('2026-10-13T02:00:00.000Z'),
  statements: [],
  decision: {
    documentNumber: '人社联惩字〔2026〕3号',
    decidedOn: day('2026-11-02'),
    officer: 'human-resources/b',
    reasons: '事实清楚',
    listedUntil: UNTIL,
    editions: { behaviours: 1, measures: 1 },
    measures: [decidedMeasure(MEASURE.code), decidedMeasure(INFORMATION.code)],
  },
  plan: [itemOf(MEASURE.code)],
  exceptions: [],
  endedMeasures: [],
  ...changed,
});

/** A task as the plan's execution makes it. */
export const pushed = (joint: JointCase = jointOf(), measure = MEASURE, department = DEPARTMENT): Task => {
  const item = itemOf(measure.code, department);
  return taskOf(joint, item, measure, taskIds(joint, item));
};

const END = {
  verb: 'lift',
  document: '人社解字〔2026〕9号',
  decidedOn: day('2026-11-20'),
  reason: '已清偿工资',
  department: 'human-resources',
  officer: 'human-resources/b',
  endedAt: instant('2026-11-20T02:00:00.000Z'),
} as const;

export const ended = (joint: JointCase): JointCase => ({ ...joint, state: 'ended', end: END });

export const withoutMeasure = (joint: JointCase, measure: string): JointCase => ({
  ...joint,
  endedMeasures: [...joint.endedMeasures, { ...END, measure }],
});

export const suspended = (
  joint: JointCase,
  document = '（2026）辽0283行初7号',
  since = '2026-11-12T02:00:00.000Z',
): JointCase => ({
  ...joint,
  state: 'suspended',
  suspension: {
    document,
    reason: '停止执行',
    department: 'court',
    since: instant(since),
    from: 'dispatched',
    withOrganisation: false,
  },
});

export const APPLIED = { outcome: 'applied', on: day('2026-11-10'), what: '已禁止参加政府采购活动' } as const;
export const DECLINED = { outcome: 'declined', on: day('2026-11-10'), what: '该单位不是供应商' } as const;

/** Who answers and when. */
export const context = (at: string, name?: string) => ({
  by: implementer(at, name),
  today: beijingDate(instant(at)),
});

export const kinds = (result: Result<unknown, Failures>): readonly string[] =>
  result.ok ? [] : result.failure.map(({ kind }) => kind);

/** What is not refused; throws with the kinds of refusal. */
export const value = <T>(result: Result<T, Failures>): T => {
  if (!result.ok) throw new Error(`refused: ${kinds(result).join()}`);
  return result.value;
};

/** What there must be; throws if there is none. */
export const present = <T>(given: T | undefined): T => {
  if (given === undefined) throw new Error('there is nothing');
  return given;
};
