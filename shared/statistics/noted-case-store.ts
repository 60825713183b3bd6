import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import { dateText } from '../kernel/schema.ts';
import { type CountedRecord, caseKey } from './disclosure-count-store.ts';

/** How far a record has been counted: the newest version that was noted, and when it was first public. */
const NotedCase = z.object({ version: z.int().exactOptional(), firstPublicOn: dateText.exactOptional() });
export type NotedCase = z.output<typeof NotedCase>;

/** What has been counted. */
export interface NotedCases {
  /** By record id; a record that was never counted is not in it. */
  of(records: readonly CountedRecord[]): Promise<ReadonlyMap<string, NotedCase>>;
}

const Keyed = NotedCase.extend({ sk: z.string() });

/** Looks cases up in the derived table, consistently. */
export const notedCaseStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): NotedCases => ({
  of: async (records) => {
    const found = z.array(Keyed).parse(await batches(deps.client, deps.table).get(records.map(caseKey)));
    const bySortKey = new Map(found.map((noted) => [noted.sk, noted]));
    return new Map(
      records.flatMap((record) => {
        const noted = bySortKey.get(caseKey(record).sk);
        return noted === undefined ? [] : [[record.id, noted]];
      }),
    );
  },
});
