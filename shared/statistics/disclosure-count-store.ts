import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import { beijingDate, type Instant } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import { allShards } from '../kernel/shards.ts';
import { seriesNumber } from '../quality/document-number.ts';
import type { ReportedCase } from '../quality/quality-counts.ts';
import { disclosureDue, disclosureTerm } from '../records/clocks.ts';
import { hasDisclosureClock } from '../records/kinds/kinds.ts';
import type { CreditRecord } from '../records/record.ts';
import type { DisclosureCase } from './disclosure-counts.ts';

/** Where a record is counted: under the month of its decision. */
export type CountedRecord = Pick<CreditRecord, 'id' | 'department' | 'kind' | 'decisionDate'>;

/** One item per record; a repeated event rewrites it, so that counts are exact under replay. */
export interface DisclosureCountStore {
  /** Notes a version of a record; an older one changes nothing. */
  note(record: CreditRecord): Promise<void>;
  /** Notes when a record could first be read by the public; the first time stays. Nothing of kinds that are not counted. */
  markFirstPublic(record: CountedRecord, at: Instant): Promise<void>;
  /** All cases of a month (`YYYY-MM`), or one department's. */
  cases(month: string, department?: string): Promise<readonly DisclosureCase[]>;
  /** Hands over all cases of a month with when they were reported and under which number, a page at a time. */
  eachPage(month: string, use: (page: readonly (DisclosureCase & ReportedCase)[]) => void): Promise<void>;
}

/** A month's records spread over eight partitions: a bulk load of one department must not heat one of them. */
const SHARDS = 8;

const partition = (month: string, shard: number) => `STAT#${month}#${shard}`;

/** Where a record's case lies in the derived table. */
export const caseKey = ({ id, department, decisionDate }: CountedRecord) => ({
  pk: partition(decisionDate.slice(0, 7), (id.charCodeAt(0) + id.charCodeAt(1)) % SHARDS),
  sk: `${department}#${id}`,
});

const CaseItem = z.object({
  department: z.string(),
  kind: z.string(),
  due: dateText.exactOptional(),
  firstPublicOn: dateText.exactOptional(),
  excused: z.boolean().exactOptional(),
});

const ReportedItem = CaseItem.extend({
  reportedOn: dateText.exactOptional(),
  numbered: z.object({ prefix: z.string(), year: z.int(), number: z.int() }).exactOptional(),
});

export const disclosureCountStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): DisclosureCountStore => {
  const { client, table: TableName } = deps;

  const shard = async (
    month: string,
    number: number,
    department: string | undefined,
    use: (items: readonly unknown[]) => void,
  ): Promise<void> => {
    const pages = paginateQuery(
      { client },
      {
        TableName,
        KeyConditionExpression: department === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :department)',
        ExpressionAttributeValues: {
          ':pk': partition(month, number),
          ...(department !== undefined && { ':department': `${department}#` }),
        },
      },
    );
    for await (const { Items = [] } of pages) use(Items);
  };

  const allOf = async (month: string, department: string | undefined, use: (items: readonly unknown[]) => void) => {
    await Promise.all(allShards(SHARDS).map((number) => shard(month, number, department, use)));
  };

  return {
    note: async (record) => {
      const term = disclosureTerm(record);
      const isDue = disclosureDue(record) !== undefined;
      const numbered = seriesNumber(record.documentNumber);
      const set = `version = :version, department = :department, kind = :kind, reportedOn = :reportedOn${term ? ', due = :due' : ''}${numbered ? ', numbered = :numbered' : ''}`;
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: caseKey(record),
            UpdateExpression: `SET ${set}${isDue ? ' REMOVE excused' : ', excused = :excused'}`,
            ConditionExpression: 'attribute_not_exists(version) OR version < :version',
            ExpressionAttributeValues: {
              ':version': record.version,
              ':department': record.department,
              ':kind': record.kind,
              ':reportedOn': beijingDate(record.receivedAt),
              ...(numbered && { ':numbered': numbered }),
              ...(term && { ':due': term.date }),
              ...(!isDue && { ':excused': true }),
            },
          }),
        ),
      );
    },

    markFirstPublic: async (record, at) => {
      if (!hasDisclosureClock(record.kind)) return;
      await client.send(
        new UpdateCommand({
          TableName,
          Key: caseKey(record),
          UpdateExpression:
            'SET firstPublicOn = if_not_exists(firstPublicOn, :on), department = :department, kind = :kind',
          ExpressionAttributeValues: { ':on': beijingDate(at), ':department': record.department, ':kind': record.kind },
        }),
      );
    },

    cases: async (month, department) => {
      const found: DisclosureCase[] = [];
      await allOf(month, department, (items) => found.push(...z.array(CaseItem).parse(items)));
      return found;
    },

    eachPage: (month, use) => allOf(month, undefined, (items) => use(z.array(ReportedItem).parse(items))),
  };
};
