import { afterAll, beforeAll, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { creditCodeCheck } from '../../../shared/subjects/check-characters.ts';
import {
  MAX_LEADS,
  missingLeads,
  type NameLeadStore,
  nameLeadStore,
} from '../../../shared/subjects/name-lead-store.ts';
import { COMPANY, COOPERATIVE, TRADER } from '../../builders/submissions.ts';
import { type Engines, names, startEngines } from '../../engines.ts';

let engines: Engines;
let store: NameLeadStore;
const derived = () => ({ client: documentClient(), table: names.derivedTable });
beforeAll(async () => {
  engines = await startEngines();
  store = nameLeadStore(derived());
});
afterAll(() => engines?.stop());

const item = (pk: string, ...known: string[]) => ({ pk, sk: 'SUBJECT', entity: 'subject', names: known, codes: {} });
const organisation = ({ unifiedSocialCreditCode: code }: { unifiedSocialCreditCode: string }, ...known: string[]) =>
  item(`ORG#${code}`, ...known);

it('a name leads to all organisations that bear it, however it is written, and to no other', async () => {
  await store.put(organisation(COMPANY, '庄河示例（集团）公司', '旧名公司'));
  await store.put(organisation(COOPERATIVE, '庄河示例(集团)公司'));
  expect(await store.find(' 庄河示例【集团】公司')).toEqual([
    COMPANY.unifiedSocialCreditCode,
    COOPERATIVE.unifiedSocialCreditCode,
  ]);
  expect(await store.find('旧名公司')).toEqual([COMPANY.unifiedSocialCreditCode]);
  expect(await store.find('庄河示例')).toEqual([]);
});

it('no name leads to a person: neither to one nor to the trade of one', async () => {
  await store.put(organisation(TRADER, '张某某'));
  await store.put(item('REG#110108000673293', '张某某'));
  await store.put(item('PERSON#AAAAAAAAAAAAAAAAAAAAAA', '张某某'));
  expect(await store.find('张某某')).toEqual([]);
});

it('a name that very many bear leads to some of them', async () => {
  for (let serial = 0; serial <= MAX_LEADS; serial += 1) {
    const first17 = `912102990000${String(serial).padStart(5, '0')}`;
    await store.put(item(`ORG#${first17}${creditCodeCheck(first17)}`, '同名公司'));
  }
  expect(await store.find('同名公司')).toHaveLength(MAX_LEADS);
});

it('names that lead nowhere yet are counted', async () => {
  const missing = missingLeads(derived());
  const subject = organisation(COMPANY, '旧名公司', '新名公司', '最新名公司');
  expect(await missing(subject)).toBe(2);
  await store.put(subject);
  expect(await missing(subject)).toBe(0);
  expect(await missing(organisation(TRADER, '张某某'))).toBe(0);
});
