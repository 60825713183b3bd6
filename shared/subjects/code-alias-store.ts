import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';

/** An organisation's older codes, each an alias of its unified code (GB 11714, GS 15-2006 and others). */
export interface CodeAliasStore {
  /** Notes the older codes of a subject item of the register; one that is taken stays with whom it is. */
  put(subject: unknown): Promise<void>;
  /** Takes an older code back, if it stands for that subject. */
  remove(type: string, code: string, subject: string): Promise<void>;
  /** Key of the subject that an older code stands for. */
  find(type: string, code: string): Promise<string | undefined>;
}

const SubjectItem = z.object({ pk: z.string(), codes: z.record(z.string(), z.string()) });
const AliasItem = z.object({ subject: z.string() });

/** The older codes in a subject item of the register, each with its type. */
export const olderCodesOf = (subject: unknown): readonly (readonly [type: string, code: string])[] =>
  Object.entries(SubjectItem.parse(subject).codes).filter(([type]) => type !== 'unifiedSocialCreditCode');

const key = (type: string, code: string) => ({ pk: `ALIAS#${type}#${code}`, sk: 'ALIAS' });

export const codeAliasStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): CodeAliasStore => {
  const { client, table: TableName } = deps;
  const putOne = async (type: string, code: string, subject: string): Promise<void> => {
    await conditionHeld(
      client.send(
        new PutCommand({
          TableName,
          Item: { ...key(type, code), subject },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
  };
  return {
    put: async (subject) => {
      const { pk } = SubjectItem.parse(subject);
      for (const [type, code] of olderCodesOf(subject)) await putOne(type, code, pk);
    },
    remove: async (type, code, subject) => {
      await conditionHeld(
        client.send(
          new DeleteCommand({
            TableName,
            Key: key(type, code),
            ConditionExpression: 'subject = :subject',
            ExpressionAttributeValues: { ':subject': subject },
          }),
        ),
      );
    },
    find: async (type, code) => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: key(type, code) }));
      return Item === undefined ? undefined : AliasItem.parse(Item).subject;
    },
  };
};
