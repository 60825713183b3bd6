import { GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { personKeys } from '../../../shared/crypto/person-keys.ts';
import { codeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import type { SubjectSubmission } from '../../../shared/subjects/subject.ts';
import { subjectNames, subjectStore } from '../../../shared/subjects/subject-store.ts';
import { personKeysSecret } from '../../builders/person-keys.ts';
import { COMPANY, COOPERATIVE, PERSON, penalty, TRADER } from '../../builders/submissions.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { reading } from '../records/generated.ts';
import { NOW } from '../records/record-of.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());

const register = () => ({ client: documentClient(), table: names.registerTable });
const olderCodes = () => codeAliasStore({ client: documentClient(), table: names.derivedTable });

/** The subjects as a function sees them that holds keys of these versions. */
const subjects = (...versions: string[]) =>
  subjectStore({
    ...register(),
    personKeys: async () => personKeys(personKeysSecret(...versions)),
    olderCodes: olderCodes(),
  });

const subject = (given: object): SubjectSubmission => reading(penalty({ subject: given })).subject;
const resolve = (given: object, store = subjects('1')) => store.resolve(subject(given), NOW);

const documentOf = (number: string) => ({ ...PERSON, document: { type: 'passport', number }, birthDate: '1980-01-01' });

const items = async (): Promise<readonly Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan(register(), { TableName: names.registerTable })) found.push(...Items);
  return found;
};

const namesOf = async (pk: string): Promise<unknown> =>
  (await documentClient().send(new GetCommand({ TableName: names.registerTable, Key: { pk, sk: 'SUBJECT' } }))).Item?.[
    'names'
  ];

describe('an organisation', () => {
  it('is one subject though many see it first at once; who calls it otherwise is told so', async () => {
    const calls = Array.from({ length: 20 }, (_, n) => resolve({ ...COMPANY, name: n % 2 ? '甲公司' : '乙公司' }));
    const outcomes = await Promise.all(calls);
    expect(new Set(outcomes.map(({ key }) => key))).toEqual(new Set([`ORG#${COMPANY.unifiedSocialCreditCode}`]));
    expect(outcomes.filter(({ nameDiffers }) => nameDiffers)).toHaveLength(10);
    expect(await namesOf(`ORG#${COMPANY.unifiedSocialCreditCode}`)).toHaveLength(1);
  });

  it('is the same under a name that reads the same, and under a name that was confirmed', async () => {
    await resolve(COOPERATIVE);
    expect((await resolve({ ...COOPERATIVE, name: ' 庄河示例（农民）专业合作社 ' })).nameDiffers).toBe(true);
    expect((await resolve({ ...COOPERATIVE, name: '庄河示例 农民专业合作社' })).nameDiffers).toBe(false);
    const key = `ORG#${COOPERATIVE.unifiedSocialCreditCode}`;
    const known = subjectNames(register());
    for (let times = 0; times < 3; times += 1) await known.confirmName(key, '新名合作社');
    expect((await resolve({ ...COOPERATIVE, name: '新名合作社' })).nameDiffers).toBe(false);
    expect((await resolve(COOPERATIVE)).nameDiffers).toBe(false);
    expect(await namesOf(key)).toEqual([COOPERATIVE.name, '新名合作社']);
  });

  it('that has only a registration number is who bears that number among its older codes', async () => {
    const registrationNumber = '110108000673293';
    const { unifiedSocialCreditCode: _, ...uncoded } = { ...TRADER, registrationNumber };
    await resolve({ ...TRADER, registrationNumber });
    await olderCodes().put((await items()).find(({ pk }) => pk === `ORG#${TRADER.unifiedSocialCreditCode}`));
    expect(await resolve(uncoded)).toEqual({ key: `ORG#${TRADER.unifiedSocialCreditCode}`, nameDiffers: false });
    expect(await resolve({ ...uncoded, name: '别家' })).toMatchObject({ nameDiffers: true });
    expect((await resolve({ ...uncoded, registrationNumber: '1101080006732' })).key).toBe('REG#1101080006732');
  });
});

describe('a person', () => {
  it('is one subject under a random id though many see it first at once', async () => {
    const calls = Array.from({ length: 20 }, () =>
      resolve(PERSON).catch((error: Error) => ({ key: error.name, nameDiffers: false })),
    );
    const keys = new Set((await Promise.all(calls)).map(({ key }) => key));
    // Who met the winner while it was at it is told to come again, and finds it.
    keys.delete('TransactionCanceledException');
    expect(keys.size).toBe(1);
    expect(await resolve(PERSON)).toEqual({ key: [...keys][0], nameDiffers: false });
    expect([...keys][0]).toMatch(/^PERSON#[\w-]{22}$/);
    expect((await items()).filter(({ entity }) => entity === 'person')).toHaveLength(1);
  });

  it('under another name is the same person, known otherwise', async () => {
    const { key } = await resolve(PERSON);
    expect(await resolve({ ...PERSON, name: '李四' })).toEqual({ key, nameDiffers: true });
    await subjectNames(register()).confirmName(key, '李四');
    expect(await resolve({ ...PERSON, name: '李四' })).toEqual({ key, nameDiffers: false });
  });

  it('with another document, or another kind of document of the same number, is another one', async () => {
    const keys = await Promise.all(
      [
        documentOf('E12345678'),
        documentOf('E12345679'),
        { ...PERSON, document: { type: 'mainland-travel-permit-taiwan', number: '12345678' } },
      ].map(async (one) => (await resolve(one)).key),
    );
    expect(new Set(keys).size).toBe(3);
  });
});

describe('when the key of aliases is replaced,', () => {
  it('a person entered before is found, and from then on under the new key alone', async () => {
    const { key } = await resolve(documentOf('E20000001'), subjects('1'));
    expect((await resolve(documentOf('E20000001'), subjects('1', '2'))).key).toBe(key);
    expect((await resolve(documentOf('E20000001'), subjects('2'))).key).toBe(key);
  });

  it('a person entered under the new one is found by those who have not heard of it yet', async () => {
    const { key } = await resolve(documentOf('E20000002'), subjects('1', '2'));
    expect((await resolve(documentOf('E20000002'), subjects('1'))).key).toBe(key);
  });

  it('whoever sees a person first at once under the old and the new one enters one person', async () => {
    const stores = Array.from({ length: 10 }, (_, n) => (n % 2 ? subjects('1') : subjects('1', '2')));
    const calls = stores.map((store) => resolve(documentOf('E20000003'), store).catch(() => undefined));
    const keys = new Set((await Promise.all(calls)).flatMap((outcome) => outcome?.key ?? []));
    expect(keys.size).toBe(1);
  });

  it('who was entered under a key that is gone is a stranger', async () => {
    const { key } = await resolve(documentOf('E20000004'), subjects('1'));
    expect((await resolve(documentOf('E20000004'), subjects('3'))).key).not.toBe(key);
  });
});

it('no document number lies in the table in clear, nor a digest that anybody could compute', async () => {
  const text = JSON.stringify(await items(), (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  for (const number of [PERSON.document.number, 'E12345678', 'E20000001', '0101001X', '19900101']) {
    expect(text).not.toContain(number);
  }
  const keys = personKeys(personKeysSecret('1', '2', '3'));
  const persons = (await items()).filter((item) => item['entity'] === 'person') as {
    pk: string;
    dataKey: string;
    document: { number: string };
  }[];
  expect(persons.length).toBeGreaterThan(5);
  const numbers = persons.map(({ pk, dataKey, document }) => keys.under(dataKey, pk).open(document.number));
  expect(numbers).toContain(PERSON.document.number);
  expect(new Set(persons.map(({ dataKey }) => dataKey)).size).toBe(persons.length);
});
