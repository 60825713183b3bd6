import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PublicationSource, RecordStanding } from '../disclosure/publication-source.ts';
import { standingOf } from './public-projection.ts';
import { recordFromItem } from './record-store.ts';

/** A throttled batch gives back what it did not read; after so many rounds the run fails and is repeated. */
const ROUNDS = 8;

/** Reads heads consistently, up to 100 in a call (the limit of BatchGetItem), and says what the law lets the public see of them. */
export const publicationSource = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): PublicationSource => ({
  standings: async (refs, today) => {
    const standings = new Map<string, RecordStanding>();
    let keys: Record<string, unknown>[] = refs.map(({ recordPk, recordSk }) => ({ pk: recordPk, sk: recordSk }));
    for (let round = 0; keys.length > 0; round += 1) {
      if (round === ROUNDS) throw new Error(`${keys.length} records could not be read in ${ROUNDS} rounds`);
      const { Responses, UnprocessedKeys } = await deps.client.send(
        new BatchGetCommand({ RequestItems: { [deps.table]: { Keys: keys, ConsistentRead: true } } }),
      );
      for (const item of Responses?.[deps.table] ?? []) {
        const { image: record, seal } = recordFromItem(item);
        standings.set(record.id, standingOf(record, seal.publicSalt, today));
      }
      keys = UnprocessedKeys?.[deps.table]?.Keys ?? [];
    }
    return standings;
  },
});
