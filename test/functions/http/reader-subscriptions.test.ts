import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorisationsOf, tellReaders } from '../../../shared/authorisations/reader-subscription-store.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { deliveredStore } from '../../../shared/notifications/delivered-store.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { readerRederiver } from '../../../shared/rederive/readers.ts';
import { rederive } from '../../../shared/rederive/rederive.ts';
import { registerPages } from '../../../shared/rederive/register-pages-store.ts';
import { toldStore } from '../../../shared/withdrawal-ledger/told-store.ts';
import { fictionalPerson } from '../../builders/fictional.ts';
import { licence, penalty } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, startApi } from './support/api.ts';
import { newFirm } from './support/checking.ts';
import { account, mandateOf } from './support/subject-side.ts';

let api: Api;
let sent: Notification[] = [];
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const BANK = officer('example-rural-bank', 'teller', 'reader');
const OTHER = officer('example-savings-bank', 'teller', 'reader');
const GIVEN = {
  reader: 'example-rural-bank',
  purpose: 'credit-approval',
  kinds: ['administrative-penalty'],
  until: '2027-01-10',
};
const START = '2026-11-10T02:00:00.000Z';

const firmWith = async (name: string, body: object = GIVEN) => {
  api.setTime(START);
  const subject = newFirm(name);
  const who = account(`account-of-${subject.unifiedSocialCreditCode}`);
  const { unifiedSocialCreditCode } = subject;
  const submitted = { category: 'organisation', name, unifiedSocialCreditCode };
  const id = await mandateOf(api, who, { subject: submitted, receipt: `回执-${unifiedSocialCreditCode}` });
  const given = await api.call('give-authorisation', { who, id, body });
  expect(given.status).toBe(201);
  return { submitted, who, id, authorisation: given.body.id as string };
};
type Firm = Awaited<ReturnType<typeof firmWith>>;
const subscribe = (authorisation: string, who = BANK) =>
  api.call('subscribe-to-authorised-subject', { who, id: authorisation });

const told = () => toldStore(api.stores.derived);
const deps = () => ({
  authorisations: authorisationsOf(api.stores.register),
  told: told(),
  notifications: { send: async (some: readonly Notification[]) => void sent.push(...some) },
  idOf: digestId,
});

let serial = 0;
/** Posts a record of a firm and tells its readers, as the relay does; answers with whom. */
const readersOf = async (
  { submitted }: Pick<Firm, 'submitted'>,
  make: (override: Readonly<Record<string, unknown>>) => object = penalty,
) => {
  serial += 1;
  const posted = await api.post(make({ subject: submitted, documentNumber: `庄市监阅〔2026〕${serial}号` }));
  expect(posted.status).toBe(201);
  const record = await api.stores.records.find(posted.body.id);
  sent = [];
  if (record) await tellReaders(deps())(record.image);
  return { id: posted.body.id, readers: sent.map(({ recipient }) => recipient) };
};
const rederived = async () => {
  const rederiver = readerRederiver({
    ...deps(),
    records: api.stores.records,
    delivered: deliveredStore(api.stores.derived),
  });
  sent = [];
  const tally = await rederive(registerPages(api.stores.register), [rederiver], { dryRun: false, segments: 1 });
  return tally.missing.notifications ?? 0;
};

describe('a reader that a subject authorised', () => {
  it('is told of new records of that subject and those kinds, from when it asked for it, and stands in the ledger with them', async () => {
    const firm = await firmWith('庄河示例订阅有限公司');
    const another = await firmWith('庄河示例未订有限公司');
    expect((await readersOf(firm)).readers).toEqual([]);
    api.setTime('2026-11-10T03:00:00.000Z');
    const subscribed = await subscribe(firm.authorisation);
    expect(subscribed.body).toMatchObject({ version: 2, subscribedAt: '2026-11-10T03:00:00.000Z' });
    expect((await subscribe(firm.authorisation)).body).toEqual(subscribed.body);
    const { id, readers } = await readersOf(firm);
    expect(readers).toEqual(['example-rural-bank']);
    expect(sent[0]).toMatchObject({ type: 'record.posted', about: id, version: 1 });
    expect(await told().of(id)).toMatchObject([
      { recipient: 'example-rural-bank', channel: 'subscription', purpose: firm.authorisation },
    ]);
    expect((await readersOf(firm, licence)).readers).toEqual([]);
    expect((await readersOf(another)).readers).toEqual([]);
    const own = await api.call('list-subject-authorisations', { who: firm.who, id: firm.id });
    expect(own.body.authorisations[0].subscribedAt).toBe('2026-11-10T03:00:00.000Z');
  });

  it('is told no more when it is revoked, when its days are over, or when it asks for that', async () => {
    const [revoked, over, ended] = [
      await firmWith('庄河示例撤回有限公司'),
      await firmWith('庄河示例到期有限公司'),
      await firmWith('庄河示例退订有限公司'),
    ];
    for (const { authorisation } of [revoked, over, ended]) await subscribe(authorisation);
    await api.call('revoke-authorisation', {
      who: revoked.who,
      params: { id: revoked.id, authorisation: revoked.authorisation },
    });
    expect((await readersOf(revoked)).readers).toEqual([]);
    expect(await subscribe(revoked.authorisation)).toBeProblem(403, 'authorisation-over');
    expect((await api.call('end-reader-subscription', { who: BANK, id: ended.authorisation })).body).not.toHaveProperty(
      'subscribedAt',
    );
    expect((await readersOf(ended)).readers).toEqual([]);
    expect((await readersOf(over)).readers).toEqual(['example-rural-bank']);
    api.setTime('2027-01-09T16:00:00.000Z');
    expect((await readersOf(over)).readers).toEqual([]);
    expect(await subscribe(over.authorisation)).toBeProblem(403, 'authorisation-over');
  });

  it('is nobody else, and never a reader of a person', async () => {
    const firm = await firmWith('庄河示例他人有限公司');
    expect(await subscribe(firm.authorisation, OTHER)).toBeProblem(404, 'not-found');
    expect(await api.call('end-reader-subscription', { who: OTHER, id: firm.authorisation })).toBeProblem(
      404,
      'not-found',
    );
    const person = fictionalPerson('张某某', '19900101', '321');
    const who = account('account-of-somebody');
    const id = await mandateOf(api, who, { subject: person, receipt: '回执-某某' });
    const { consent } = (await api.call('list-subject-authorisations', { who, id })).body;
    const body = { ...GIVEN, consent: { wording: consent.wording, separate: true } };
    const given = await api.call('give-authorisation', { who, id, body });
    expect(given.status).toBe(201);
    expect(await subscribe(given.body.id)).toBeProblem(422, 'person-not-subscribed');
  });

  it('is told by a replay what it was told, under the same id, and nothing once it was revoked', async () => {
    const firm = await firmWith('庄河示例重放有限公司');
    await subscribe(firm.authorisation);
    await readersOf(firm);
    const [first] = sent;
    await rederived();
    expect(sent.map(({ id }) => id)).toContain(first?.id);
    for (const notification of sent) await api.stores.inbox.deliver(notification);
    expect(await rederived()).toBe(0);
    const lost = await readersOf(firm);
    expect(lost.readers).toEqual(['example-rural-bank']);
    await api.call('revoke-authorisation', {
      who: firm.who,
      params: { id: firm.id, authorisation: firm.authorisation },
    });
    expect(await rederived()).toBe(0);
  });
});
