import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { instantImage } from '../register/head-image.ts';
import type { QualityCounts } from './quality-counts.ts';
import { rangesText, readRanges } from './ranges.ts';

const DepartmentItem = z.object({
  department: z.string(),
  intake: z.array(z.object({ kind: z.string(), accepted: z.int(), refused: z.int() })),
  reporting: z.array(z.object({ kind: z.string(), reported: z.int(), late: z.int() })),
  series: z.array(
    z.object({ kind: z.string(), prefix: z.string(), year: z.int(), ranges: z.string().transform(readRanges) }),
  ),
  seriesLeftOut: z.boolean(),
  objections: z.object({ decided: z.int(), upheld: z.int(), late: z.int() }),
});
const WholeItem = z.object({ countedAt: instantImage });

/** The counts of a month as they were last folded, by department. */
export interface FoldedQuality extends z.output<typeof WholeItem> {
  readonly units: readonly QualityCounts[];
}

/** A month's folded counts: one item for each unit, written where they changed, and one that says when all were counted. */
export interface QualityCountStore {
  put(month: string, folded: FoldedQuality): Promise<void>;
  /** All units', or one's; undefined if the month was never counted. */
  find(month: string, department?: string): Promise<FoldedQuality | undefined>;
}

const pk = (month: string): string => `COUNTS#${month}`;
const WHOLE = 'QUALITY';
const ofDepartment = (department: string): string => `${WHOLE}#${department}`;

const toItem = (month: string, { series, ...counts }: QualityCounts) => ({
  pk: pk(month),
  sk: ofDepartment(counts.department),
  ...counts,
  series: series.map(({ ranges, ...one }) => ({ ...one, ranges: rangesText(ranges) })),
});

export const qualityCountStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): QualityCountStore => {
  const { client, table: TableName } = deps;

  /** Items of a month: all of them, or the one of a sort key. */
  const items = async (month: string, only?: string): Promise<readonly Record<string, unknown>[]> => {
    const query = {
      TableName,
      KeyConditionExpression: only === undefined ? 'pk = :pk AND begins_with(sk, :sk)' : 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': pk(month), ':sk': only ?? WHOLE },
    };
    const found: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateQuery({ client }, query)) found.push(...Items);
    return found;
  };

  return {
    put: async (month, { countedAt, units }) => {
      const there = new Set((await items(month)).map(canonicalJson));
      const now = units.map((unit) => toItem(month, unit));
      const { put } = batches(client, TableName);
      await put(now.filter((item) => !there.has(canonicalJson(item))));
      await put([{ pk: pk(month), sk: WHOLE, countedAt }]);
    },

    find: async (month, department) => {
      const wanted = department === undefined ? [undefined] : [WHOLE, ofDepartment(department)];
      const found = (await Promise.all(wanted.map((only) => items(month, only)))).flat();
      const whole = found.find(({ sk }) => sk === WHOLE);
      if (whole === undefined) return undefined;
      const units = found.filter((item) => item !== whole);
      return { ...WholeItem.parse(whole), units: z.array(DepartmentItem).parse(units) };
    },
  };
};
