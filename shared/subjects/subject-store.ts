import { randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { conditionHeld } from '../aws/condition-held.ts';
import type { Alias, PersonKeys } from '../crypto/person-keys.ts';
import type { Instant } from '../kernel/beijing-time.ts';
import type { CodeAliasStore } from './code-alias-store.ts';
import { knownSubject, subjectItemKey } from './known-subject-store.ts';
import { personAliasKey, personAliasStore } from './person-alias-store.ts';
import { maskNumber } from './person-documents.ts';
import {
  type OrganisationSubmission,
  organisationKey,
  type PersonSubmission,
  type SubjectSubmission,
} from './subject.ts';
import { type ResolvedSubject, resolvedAs, toOrganisationItem } from './subject-item.ts';

/** Finds a subject, or enters it at first sight. */
export interface SubjectStore {
  resolve(submission: SubjectSubmission, at: Instant): Promise<ResolvedSubject>;
}

/** The names under which a subject is known. */
export interface SubjectNames {
  /** Adds a name that an officer confirmed; one that is known already is not added again. */
  confirmName(key: string, name: string): Promise<void>;
}

const keys = { subject: subjectItemKey, alias: personAliasKey };

const NOT_YET = 'attribute_not_exists(pk)';

/**
 * Subjects in `register`: an organisation under its code, a person under a random id that keyed aliases point to.
 * A person's number is stored encrypted only.
 */
export const subjectStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly personKeys: () => Promise<PersonKeys>;
  /** By which a sole trader named by an old registration number alone is the subject that it is known as. */
  readonly olderCodes: Pick<CodeAliasStore, 'find'>;
}): SubjectStore => {
  const { client, table: TableName } = deps;
  const get = knownSubject(deps);

  const organisationKeyOf = async (subject: OrganisationSubmission): Promise<string> => {
    const { unifiedSocialCreditCode, registrationNumber } = subject;
    if (unifiedSocialCreditCode !== undefined || registrationNumber === undefined) return organisationKey(subject);
    return (await deps.olderCodes.find('registrationNumber', registrationNumber)) ?? organisationKey(subject);
  };

  const organisation = async (subject: OrganisationSubmission, at: Instant): Promise<ResolvedSubject> => {
    const key = await organisationKeyOf(subject);
    const known = await get(key);
    if (known !== undefined) return resolvedAs(known, subject.name);
    const Item = toOrganisationItem(subject, key, at);
    try {
      await client.send(
        new PutCommand({
          TableName,
          Item,
          ConditionExpression: NOT_YET,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { key: Item.pk, nameDiffers: false };
    } catch (error) {
      // Another request entered it meanwhile; the error's item is raw even through the document client.
      if (error instanceof ConditionalCheckFailedException && error.Item)
        return resolvedAs(unmarshall(error.Item), subject.name);
      throw error;
    }
  };

  const { find: findPerson } = personAliasStore({ client, table: TableName });

  const enterPerson = async (
    person: PersonSubmission,
    keyring: PersonKeys,
    aliases: readonly Alias[],
    at: Instant,
  ): Promise<ResolvedSubject> => {
    const { document, name } = person;
    const subject = keys.subject(`PERSON#${randomBytes(16).toString('base64url')}`);
    const masked = maskNumber(document);
    const dataKey = keyring.newDataKey();
    const number = keyring.under(dataKey, subject.pk).seal(document.number);
    const kept = { type: document.type, masked, number };
    const items = [
      { ...subject, entity: 'person', names: [name], document: kept, dataKey, enteredAt: at },
      // Under every key that is kept: whoever has not heard of the newest one yet finds the person too.
      ...aliases.map((alias) => ({ ...keys.alias(alias), subject: subject.pk })),
    ];
    try {
      await client.send(
        new TransactWriteCommand({
          TransactItems: items.map((Item) => ({ Put: { TableName, Item, ConditionExpression: NOT_YET } })),
        }),
      );
      return { key: subject.pk, nameDiffers: false };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      // Another request entered the person meanwhile.
      const winner = await findPerson(aliases);
      if (winner === undefined) throw error;
      return resolvedAs(await get(winner.key), name);
    }
  };

  const person = async (submission: PersonSubmission, at: Instant): Promise<ResolvedSubject> => {
    const keyring = await deps.personKeys();
    const aliases = keyring.aliases(submission.document);
    const found = await findPerson(aliases);
    if (found === undefined) return enterPerson(submission, keyring, aliases, at);
    if (found.under !== aliases[0]) {
      // The current key points at the person too from now on, so that the old key can be retired.
      await client.send(new PutCommand({ TableName, Item: { ...keys.alias(aliases[0]), subject: found.key } }));
    }
    const known = await get(found.key);
    // Forgotten just now, together with what led there.
    return known === undefined ? enterPerson(submission, keyring, aliases, at) : resolvedAs(known, submission.name);
  };

  return {
    resolve: (submission, at) =>
      submission.category === 'person' ? person(submission, at) : organisation(submission, at),
  };
};

export const subjectNames = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): SubjectNames => ({
  confirmName: async (key, name) => {
    await conditionHeld(
      deps.client.send(
        new UpdateCommand({
          TableName: deps.table,
          Key: keys.subject(key),
          UpdateExpression: 'SET #names = list_append(#names, :added)',
          ConditionExpression: 'attribute_exists(pk) AND NOT contains(#names, :name)',
          ExpressionAttributeNames: { '#names': 'names' },
          ExpressionAttributeValues: { ':added': [name], ':name': name },
        }),
      ),
    );
  },
});
