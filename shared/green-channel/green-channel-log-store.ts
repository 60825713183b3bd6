import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { expiryOf } from '../checks/check-items-store.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import {
  GreenChannelAsking,
  type GreenChannelOpening,
  type GreenChannelRefusal,
  MAX_GREEN_CHANNEL_ASKINGS,
} from './asking.ts';

/** The log of askings. What cannot be written here is not answered. */
export interface GreenChannelLog {
  /** Notes an asking under its application, in one transaction. The same asking again gives the one that is there. */
  ask(
    opening: GreenChannelOpening,
    asking: GreenChannelAsking,
  ): Promise<Result<GreenChannelAsking, GreenChannelRefusal>>;
}

const keys = {
  opening: (id: string) => ({ pk: `GREEN#${id}`, sk: 'GREEN' }),
  asking: (id: string, asking: string) => ({ pk: `GREEN#${id}`, sk: `ASKED#${asking}` }),
};

const Known = z.object({ purpose: z.string(), handle: z.string(), subject: z.string().optional() });

/** A person's alias changes with its key, a code finds its organisation once that is known: either of the two may be the same. */
const isSame = (known: z.output<typeof Known>, { handle, subject }: GreenChannelOpening): boolean =>
  known.handle === handle || (subject !== undefined && known.subject === subject);

const sets = (values: Readonly<Record<string, unknown>>) => {
  const names = Object.keys(values);
  return {
    names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    values: Object.fromEntries(names.map((name) => [`:${name}`, values[name]])),
    settings: names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`),
  };
};

/** What it was opened with stays. */
const opened = ({ id, ...opening }: GreenChannelOpening, { at }: GreenChannelAsking) => {
  const { names, values, settings } = sets({ ...opening, openedAt: at });
  const sameSubject =
    opening.subject === undefined ? '#handle = :handle' : '(#handle = :handle OR #subject = :subject)';
  return {
    Key: keys.opening(id),
    UpdateExpression: `SET ${settings.join(', ')}, expiresAt = :expiresAt ADD askings :one`,
    ConditionExpression: `attribute_not_exists(pk) OR (#purpose = :purpose AND ${sameSubject} AND askings < :limit)`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ...values,
      ':expiresAt': expiryOf(at),
      ':one': 1,
      ':limit': MAX_GREEN_CHANNEL_ASKINGS,
    },
  };
};

export const greenChannelLog = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): GreenChannelLog => {
  const { client, table: TableName } = deps;

  const refusalOf = async (opening: GreenChannelOpening): Promise<GreenChannelRefusal> => {
    const get = new GetCommand({ TableName, Key: keys.opening(opening.id), ConsistentRead: true });
    const known = Known.parse((await client.send(get)).Item);
    if (!isSame(known, opening)) return { kind: 'other-subject' };
    if (known.purpose !== opening.purpose) return { kind: 'other-purpose' };
    return { kind: 'asked-too-often', parameters: { limit: MAX_GREEN_CHANNEL_ASKINGS } };
  };

  return {
    ask: async (opening, asking) => {
      const Item = { ...keys.asking(opening.id, asking.id), ...asking, expiresAt: expiryOf(asking.at) };
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              { Update: { TableName, ...opened(opening, asking) } },
              {
                Put: {
                  TableName,
                  Item,
                  ConditionExpression: 'attribute_not_exists(pk)',
                  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
                },
              },
            ],
          }),
        );
        return ok(asking);
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const [ofOpening, ofAsking] = error.CancellationReasons ?? [];
        // The error's item is raw even through the document client.
        if (ofAsking?.Code === 'ConditionalCheckFailed' && ofAsking.Item)
          return ok(GreenChannelAsking.parse(unmarshall(ofAsking.Item)));
        if (ofOpening?.Code === 'ConditionalCheckFailed') return fail(await refusalOf(opening));
        throw error;
      }
    },
  };
};
