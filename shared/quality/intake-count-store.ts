import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import { allShards, shardOf } from '../kernel/shards.ts';

const CountedIntake = z.object({
  department: z.string(),
  /** A record kind, or `UNREAD_KIND`. */
  kind: z.string(),
  /** Rows that were taken in, or were there already as they were sent. */
  accepted: z.int(),
  /** Rows that were refused for what they say; what the system itself could not do at the time is in neither number. */
  refused: z.int(),
});
/** Rows of one kind that one request, or one part of an import, sent. */
export type CountedIntake = z.output<typeof CountedIntake>;

/** Of what kind rows are counted whose kind could not be read. */
export const UNREAD_KIND = 'unread';

export interface Intake extends CountedIntake {
  /** `YYYY-MM` in Beijing: of the request, or of the beginning of the import, so that each of its parts stays where it was counted first. */
  readonly month: string;
  /** What makes it unique: the same again is counted once. Holds nothing of a person; for an import's part e.g. `<import>.<part>`. */
  readonly id: string;
}

/**
 * What departments sent, and how much of it could be taken in: one item for each request or part, and kind. Refused rows leave no other
 * trace, so these items are the only source of that figure, and folding them again is the recount.
 */
export interface IntakeCountStore {
  /**
   * Notes an intake; idempotent by `id`, in any order: of several outcomes of the same rows the one that took in most stays. One write of
   * one unit; nothing where no row was sent.
   */
  count(intake: Intake): Promise<void>;
  /** Hands over all intakes of a month, a page at a time. */
  eachPage(month: string, use: (page: readonly CountedIntake[]) => void): Promise<void>;
}

/** A city's posts and a bulk load must not heat one partition. */
const SHARDS = 8;

const partition = (month: string, shard: number) => `INTAKE#${month}#${shard}`;

/** Where an intake is counted in the derived table. */
const keyOf = ({ month, id, department, kind }: Intake) => ({
  pk: partition(month, shardOf(id, SHARDS)),
  sk: `${department}#${kind}#${id}`,
});

export const intakeCountStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  /** After so long a count fails. @default as long as the client tries */
  readonly withinMs?: number;
}): IntakeCountStore => {
  const { client, table: TableName, withinMs } = deps;
  return {
    count: async (intake) => {
      const { department, kind, accepted, refused } = intake;
      if (accepted + refused === 0) return;
      const command = new PutCommand({
        TableName,
        Item: { ...keyOf(intake), department, kind, accepted, refused },
        // A repeated attempt takes in what the one before could not; a late echo of that one changes nothing.
        ConditionExpression:
          'attribute_not_exists(accepted) OR accepted < :accepted OR (accepted = :accepted AND refused < :refused)',
        ExpressionAttributeValues: { ':accepted': accepted, ':refused': refused },
      });
      const until = withinMs === undefined ? {} : { abortSignal: AbortSignal.timeout(withinMs) };
      await conditionHeld(client.send(command, until));
    },

    eachPage: async (month, use) => {
      const shard = async (number: number): Promise<void> => {
        const query = {
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': partition(month, number) },
        };
        for await (const { Items = [] } of paginateQuery({ client }, query)) use(z.array(CountedIntake).parse(Items));
      };
      await Promise.all(allShards(SHARDS).map(shard));
    },
  };
};
