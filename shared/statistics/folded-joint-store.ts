import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { EFFECTS } from '../lists/entry.ts';
import { instantImage } from '../register/head-image.ts';
import type { CheckCounts } from './check-counts.ts';
import type { EndNoticeCounts } from './end-notice-counts.ts';
import { SUBJECT_GROUPS } from './joint-counted.ts';
import type { JointCaseCounts, JointTaskCounts } from './joint-counts.ts';

const outcomes = z.object({
  inTime: z.int(),
  late: z.int(),
  missing: z.int(),
  running: z.int(),
  released: z.int(),
});
const timeSum = z.object({ tasks: z.int(), workingDays: z.int() });
const group = { department: z.string(), field: z.string(), effect: z.enum(EFFECTS), subjects: z.enum(SUBJECT_GROUPS) };

const TaskCounts: z.ZodType<JointTaskCounts> = z.object({
  ...group,
  measure: z.string(),
  pushed: z.int(),
  informed: z.int(),
  open: z.int(),
  applied: z.int(),
  declined: z.int(),
  acknowledge: outcomes,
  answer: outcomes,
  lift: outcomes,
  pushToAcknowledge: timeSum,
  acknowledgeToFeedback: timeSum,
  liftToConfirmation: timeSum,
});

const CaseCounts: z.ZodType<JointCaseCounts> = z.object({
  ...group,
  proposed: z.int(),
  decided: z.int(),
  dispatched: z.int(),
  suspended: z.int(),
  ended: z.int(),
});

const CheckCountsItem: z.ZodType<CheckCounts> = z.object({
  department: z.string(),
  decisionType: z.string(),
  checks: z.int(),
  bound: z.int(),
  decided: z.int(),
});

const EndCountsItem: z.ZodType<EndNoticeCounts> = z.object({
  department: z.string(),
  told: z.int(),
  ...outcomes.shape,
});

const DepartmentItem = z.object({
  sk: z.string(),
  tasks: z.array(TaskCounts),
  cases: z.array(CaseCounts),
  checks: z.array(CheckCountsItem),
  // Absent in what was folded before ends were acknowledged.
  ends: z.array(EndCountsItem).default([]),
});
const WholeItem = z.object({ countedAt: instantImage });

/** The counts of a month: tasks by the month of their push, cases by that of their proposal, checks by that of their asking, ends by that of their telling. */
export interface JointCounts {
  readonly tasks: readonly JointTaskCounts[];
  readonly cases: readonly JointCaseCounts[];
  readonly checks: readonly CheckCounts[];
  readonly ends: readonly EndNoticeCounts[];
}

/** They as they were last folded. */
export type FoldedJointCounts = JointCounts & z.output<typeof WholeItem>;

/**
 * A month's folded counts: one item for each department (all of a city might pass an item's 400 KB), written where they changed, and one
 * that says when all were counted.
 */
export interface FoldedJointStore {
  put(month: string, folded: FoldedJointCounts): Promise<void>;
  /** All departments' or one's; undefined if the month was never counted. */
  find(month: string, department?: string): Promise<FoldedJointCounts | undefined>;
}

const pk = (month: string): string => `COUNTS#${month}`;
const WHOLE = 'JOINT';
const ofDepartment = (department: string): string => `${WHOLE}#${department}`;

export const foldedJointStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): FoldedJointStore => {
  const { client, table: TableName } = deps;

  const items = async (month: string): Promise<readonly Record<string, unknown>[]> => {
    const query = {
      TableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :joint)',
      ExpressionAttributeValues: { ':pk': pk(month), ':joint': WHOLE },
    };
    const found: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateQuery({ client }, query)) found.push(...Items);
    return found;
  };

  return {
    put: async (month, { countedAt, tasks, cases, checks, ends }) => {
      const there = new Set((await items(month)).map(canonicalJson));
      const departments = new Set([...tasks, ...cases, ...checks, ...ends].map(({ department }) => department));
      const now = [...departments].map((code) => ({
        pk: pk(month),
        sk: ofDepartment(code),
        tasks: tasks.filter(({ department }) => department === code),
        cases: cases.filter(({ department }) => department === code),
        checks: checks.filter(({ department }) => department === code),
        ends: ends.filter(({ department }) => department === code),
      }));
      const { put } = batches(client, TableName);
      await put(now.filter((item) => !there.has(canonicalJson(item))));
      await put([{ pk: pk(month), sk: WHOLE, countedAt }]);
    },

    find: async (month, department) => {
      const found = await items(month);
      const whole = found.find(({ sk }) => sk === WHOLE);
      if (whole === undefined) return undefined;
      const wanted = z
        .array(DepartmentItem)
        .parse(found.filter((item) => item !== whole))
        .filter(({ sk }) => department === undefined || sk === ofDepartment(department));
      return {
        ...WholeItem.parse(whole),
        tasks: wanted.flatMap(({ tasks }) => tasks),
        cases: wanted.flatMap(({ cases }) => cases),
        checks: wanted.flatMap(({ checks }) => checks),
        ends: wanted.flatMap(({ ends }) => ends),
      };
    },
  };
};
