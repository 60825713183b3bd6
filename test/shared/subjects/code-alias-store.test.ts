import { afterAll, beforeAll, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { type CodeAliasStore, codeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import { type Engines, names, startEngines } from '../../engines.ts';

let engines: Engines;
let store: CodeAliasStore;
beforeAll(async () => {
  engines = await startEngines();
  store = codeAliasStore({ client: documentClient(), table: names.derivedTable });
});
afterAll(() => engines?.stop());

const subject = (pk: string, codes: object) => ({ pk, sk: 'SUBJECT', entity: 'subject', codes });

it('an older code leads to its subject; the unified one is no alias', async () => {
  const codes = {
    unifiedSocialCreditCode: '91210299000000019R',
    organisationCode: '000000019',
    registrationNumber: '110108000673293',
  };
  await store.put(subject('ORG#a', codes));
  expect(await store.find('organisationCode', '000000019')).toBe('ORG#a');
  expect(await store.find('registrationNumber', '110108000673293')).toBe('ORG#a');
  expect(await store.find('unifiedSocialCreditCode', '91210299000000019R')).toBeUndefined();
  expect(await store.find('registrationNumber', '000000019')).toBeUndefined();
});

it('a code that is taken stays with whom it is, also when it comes twice or at once', async () => {
  const puts = ['ORG#c', 'ORG#d', 'ORG#e'].map((pk) => store.put(subject(pk, { organisationCode: '000000027' })));
  await Promise.all(puts);
  const owner = await store.find('organisationCode', '000000027');
  await store.put(subject('ORG#late', { organisationCode: '000000027', registrationNumber: '1101080006732' }));
  expect(await store.find('organisationCode', '000000027')).toBe(owner);
  expect(await store.find('registrationNumber', '1101080006732')).toBe('ORG#late');
});

it('what is no subject is refused', async () => {
  await expect(store.put({ pk: 'ORG#x' })).rejects.toThrow();
});
