import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import type { PersonKeys } from '../crypto/person-keys.ts';
import { type Instant, parseInstant } from '../kernel/beijing-time.ts';
import { partitionItems } from '../register/partition-store.ts';
import { type CodeAliasStore, olderCodesOf } from './code-alias-store.ts';
import type { NameLeadStore } from './name-lead-store.ts';
import { personAliasKey } from './person-alias-store.ts';
import { parsePersonDocument } from './person-documents.ts';
import { documentIn } from './person-number-store.ts';

const instant = z.custom<Instant>((value) => parseInstant(value) !== undefined);

const SubjectItem = z.looseObject({
  pk: z.string(),
  sk: z.literal('SUBJECT'),
  entity: z.enum(['subject', 'person']),
  leavingSince: instant.optional(),
});
type SubjectItem = z.output<typeof SubjectItem>;

/** A subject of whom perhaps nothing is left. */
export interface Leaving {
  /** Whether nothing of it is kept any more but what is left of erased heads. */
  readonly isEmpty: boolean;
  /** Since when it is to be forgotten; a posting in between takes the mark away. */
  readonly leavingSince: Instant | undefined;
}

/** Forgets subjects: their names, a person's number and its key, and all that leads to them. */
export interface LeavingSubjects {
  /** Undefined if it is forgotten already. */
  find(key: string): Promise<Leaving | undefined>;
  mark(key: string, at: Instant): Promise<void>;
  unmark(key: string): Promise<void>;
  /** Removes the subject, if nobody took the mark of that moment away; false if somebody did. */
  forget(key: string, leavingSince: Instant): Promise<boolean>;
}

const keyOf = (pk: string) => ({ pk, sk: 'SUBJECT' });

const isLeft = ({ entity, state }: Readonly<Record<string, unknown>>): boolean =>
  entity === 'put-away' ? state !== 'erased' : entity !== 'subject' && entity !== 'person';

export const leavingSubjects = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly personKeys: () => Promise<PersonKeys>;
  readonly codeAliases: Pick<CodeAliasStore, 'remove'>;
  readonly nameLeads: Pick<NameLeadStore, 'remove'>;
}): LeavingSubjects => {
  const { client, table: TableName } = deps;

  const read = async (key: string) => {
    const items = await partitionItems(deps, key);
    const subject = items.find(({ entity }) => entity === 'subject' || entity === 'person');
    return { isEmpty: !items.some(isLeft), item: subject && SubjectItem.parse(subject) };
  };

  const update = async (key: string, expression: object): Promise<void> => {
    await conditionHeld(
      client.send(
        new UpdateCommand({ TableName, Key: keyOf(key), UpdateExpression: 'REMOVE leavingSince', ...expression }),
      ),
    );
  };

  /** The person's item, its key in it, and every alias at once: what finds the person and what it finds go together. */
  const forgetPerson = async (item: SubjectItem, since: Instant): Promise<boolean> => {
    const keyring = await deps.personKeys();
    const document = parsePersonDocument(documentIn(item, keyring));
    if (!document.ok) throw new Error('the number of a person cannot be read any more');
    const aliases = keyring.aliases(document.value).map(personAliasKey);
    try {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Delete: {
                TableName,
                Key: keyOf(item.pk),
                ConditionExpression: 'leavingSince = :since',
                ExpressionAttributeValues: { ':since': since },
              },
            },
            ...aliases.map((Key) => ({
              Delete: {
                TableName,
                Key,
                ConditionExpression: 'attribute_not_exists(pk) OR subject = :subject',
                ExpressionAttributeValues: { ':subject': item.pk },
              },
            })),
          ],
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException) return false;
      throw error;
    }
  };

  const forgetOrganisation = async (item: SubjectItem, since: Instant): Promise<boolean> => {
    const held = await conditionHeld(
      client.send(
        new DeleteCommand({
          TableName,
          Key: keyOf(item.pk),
          ConditionExpression: 'leavingSince = :since',
          ExpressionAttributeValues: { ':since': since },
        }),
      ),
    );
    if (!held) return false;
    await deps.nameLeads.remove(item);
    for (const [type, code] of olderCodesOf(item)) await deps.codeAliases.remove(type, code, item.pk);
    return true;
  };

  return {
    find: async (key) => {
      const { isEmpty, item } = await read(key);
      return item && { isEmpty, leavingSince: item.leavingSince };
    },
    mark: (key, at) =>
      update(key, {
        UpdateExpression: 'SET leavingSince = :at',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(leavingSince)',
        ExpressionAttributeValues: { ':at': at },
      }),
    unmark: (key) => update(key, { ConditionExpression: 'attribute_exists(leavingSince)' }),
    forget: async (key, since) => {
      const { isEmpty, item } = await read(key);
      if (item === undefined || !isEmpty || item.leavingSince !== since) return false;
      return item.entity === 'person' ? forgetPerson(item, since) : forgetOrganisation(item, since);
    },
  };
};
