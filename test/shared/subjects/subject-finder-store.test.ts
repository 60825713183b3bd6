import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { personKeys } from '../../../shared/crypto/person-keys.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { codeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import type { PersonDocument } from '../../../shared/subjects/person-documents.ts';
import type { SubjectSubmission } from '../../../shared/subjects/subject.ts';
import { subjectFinder } from '../../../shared/subjects/subject-finder-store.ts';
import { subjectStore } from '../../../shared/subjects/subject-store.ts';
import { personKeysSecret } from '../../builders/person-keys.ts';
import { PERSON, penalty } from '../../builders/submissions.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { reading } from '../records/generated.ts';
import { NOW } from '../records/record-of.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());

const tableDeps = (...versions: string[]) => ({
  client: documentClient(),
  table: names.registerTable,
  personKeys: async () => personKeys(personKeysSecret(...versions)),
  olderCodes: codeAliasStore({ client: documentClient(), table: names.derivedTable }),
});
const finder = (...versions: string[]) => subjectFinder(tableDeps(...versions));
const subject = (given: object): SubjectSubmission => reading(penalty({ subject: given })).subject;
const enter = async (given: object, ...versions: string[]) =>
  (await subjectStore(tableDeps(...versions)).resolve(subject(given), NOW)).key;
const { document } = subject(PERSON) as { document: PersonDocument };

const all = async (): Promise<string> => {
  const found: unknown[] = [];
  for (const TableName of [names.registerTable, names.derivedTable])
    for await (const { Items = [] } of paginateScan({ client: documentClient() }, { TableName })) found.push(...Items);
  return canonicalJson(found);
};

it('whoever is unknown stays so: nothing is entered by a search', async () => {
  const before = await all();
  const { key, handle } = await finder('1').find({ type: 'document', document });
  expect(key).toBeUndefined();
  expect(handle).not.toContain(document.number);
  expect(await finder('1').find({ type: 'organisationCode', code: '000000019' })).toEqual({
    handle: 'organisationCode#000000019',
  });
  expect(await all()).toBe(before);
});

it('a person is found by the keyed alias, under an older key too, and the search makes no newer one', async () => {
  const key = await enter(PERSON, '1');
  const unknown = await finder('1').find({ type: 'document', document: { ...document, type: 'passport' } });
  expect(unknown.key).toBeUndefined();
  const before = await all();
  expect((await finder('1').find({ type: 'document', document })).key).toBe(key);
  expect((await finder('1', '2').find({ type: 'document', document })).key).toBe(key);
  expect(await all()).toBe(before);
});

it('an organisation has its key from its code; an older code leads to it, or a registration number to the trader of that number', async () => {
  const search = finder('1');
  const code = '91210299000000019R';
  expect(await search.find({ type: 'unifiedSocialCreditCode', code })).toEqual({
    key: `ORG#${code}`,
    handle: `ORG#${code}`,
  });
  const number = { type: 'registrationNumber', code: '110108000673293' };
  expect((await search.find(number)).key).toBe('REG#110108000673293');
  await tableDeps('1').olderCodes.put({ pk: `ORG#${code}`, codes: { registrationNumber: number.code } });
  expect((await search.find(number)).key).toBe(`ORG#${code}`);
});
