import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { PublicationSource, RecordStanding } from '../disclosure/publication-source.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { PUT_AWAY } from '../retention/put-away.ts';

/** A throttled batch gives back what it did not read; after so many rounds the run fails and is repeated. */
const ROUNDS = 8;

const Item = z.looseObject({ entity: z.string(), id: z.string() });

/** What the law lets the public see of a head on a day, as its item says. Throws if it cannot be read. */
export type ReadStanding = (item: unknown, today: CalendarDate) => RecordStanding;

/**
 * Reads heads consistently, up to 100 in a call (the limit of BatchGetItem), and asks of each what its sort says; `readers` are by the
 * entity of the item. An item of another sort cannot be read.
 */
export const publicationSource = (
  deps: { readonly client: DynamoDBDocumentClient; readonly table: string },
  readers: Readonly<Record<string, ReadStanding>>,
): PublicationSource => {
  const standingIn = (item: z.output<typeof Item>, today: CalendarDate): RecordStanding => {
    const read = readers[item.entity];
    if (read === undefined) throw new Error(`nothing of the sort ${item.entity} is published`);
    return read(item, today);
  };
  return {
    standings: async (refs, today) => {
      const standings = new Map<string, RecordStanding>();
      let keys: Record<string, unknown>[] = refs.map(({ recordPk, recordSk }) => ({ pk: recordPk, sk: recordSk }));
      for (let round = 0; keys.length > 0; round += 1) {
        if (round === ROUNDS) throw new Error(`${keys.length} records could not be read in ${ROUNDS} rounds`);
        const { Responses, UnprocessedKeys } = await deps.client.send(
          new BatchGetCommand({ RequestItems: { [deps.table]: { Keys: keys, ConsistentRead: true } } }),
        );
        for (const item of z.array(Item).parse(Responses?.[deps.table] ?? [])) {
          // Put away, it is to the public as if it were not there.
          if (item.entity === PUT_AWAY) continue;
          standings.set(item.id, standingIn(item, today));
        }
        keys = UnprocessedKeys?.[deps.table]?.Keys ?? [];
      }
      return standings;
    },
  };
};
