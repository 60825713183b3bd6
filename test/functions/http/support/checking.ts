import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { creditCodeCheck } from '../../../../shared/subjects/check-characters.ts';
import type { NamedSubject } from '../../../../shared/subjects/named-subject.ts';
import { unifiedCodeIn } from '../../../../shared/subjects/subject.ts';
import { type Api, type Officer, officer, startApi } from './api.ts';
import { CHECKER, DECISION, jointTown } from './joint-town.ts';

/** An officer of the department that decides, and one of another. */
export const FINANCE = officer(CHECKER, 'checker', 'implementer');
export const EDUCATION = officer('education', 'checker', 'implementer');
export const AUDITOR = officer('justice', 'auditor-1', 'auditor');

let serial = 0;

/** A firm that nobody has seen before. */
export const newFirm = (name = '某建筑有限公司'): NamedSubject => {
  serial += 1;
  const first17 = `912102990000${String(serial).padStart(5, '0')}`;
  const key = `ORG#${first17}${creditCodeCheck(first17)}`;
  const unifiedSocialCreditCode = unifiedCodeIn(key);
  if (unifiedSocialCreditCode === undefined) throw new Error(`${key} holds no code`);
  return { key, category: 'organisation', name, unifiedSocialCreditCode };
};

export const coded = ({ unifiedSocialCreditCode }: NamedSubject) => ({ unifiedSocialCreditCode });

/** A file number that was never used. */
export const newReference = (): string => {
  serial += 1;
  return `庄采资〔2026〕${serial}号`;
};

/** The API with joint cases in its register, and the usual ways to check. */
export const startChecking = async () => {
  const api: Api = await startApi();
  const { client, table } = api.stores.derived;
  const town = jointTown(client);
  await town.open();

  const check = (subjects: readonly unknown[], override: object = {}, who: Officer = FINANCE, headers = {}) =>
    api.call('post-check', {
      who,
      headers,
      body: { decisionType: DECISION, reference: newReference(), subjects, ...override },
    });

  return {
    ...api,
    town,
    check,
    /** The answer on one subject, without the id that is another one in each check. */
    answerOn: async (subject: object, override: object = {}, who: Officer = FINANCE) => {
      const { status, body } = await check([subject], override, who);
      if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
      return body.answers[0];
    },
    outcome: (id: string, body: object, who: Officer = FINANCE, headers = {}) =>
      api.call('post-check-outcome', { id, who, body, headers }),
    read: (id: string, who: Officer = FINANCE) => api.call('get-check', { id, who }),
    /** What the subject of a key may see of who looked. */
    accesses: async (key: string) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `ACCESS#${key}` },
        }),
      );
      return Items;
    },
    checkItem: async (id: string) =>
      (await client.send(new GetCommand({ TableName: table, Key: { pk: `CHECK#${id}`, sk: 'CHECK' } }))).Item,
  };
};

export type Checking = Awaited<ReturnType<typeof startChecking>>;
