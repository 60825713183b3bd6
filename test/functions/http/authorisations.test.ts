import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorisationStore } from '../../../shared/authorisations/authorisation-store.ts';
import { deriveAuthorisation } from '../../../shared/authorisations/derive.ts';
import { endDateStore } from '../../../shared/cases/end-date-store.ts';
import { clockStore } from '../../../shared/clocks/clock-store.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { deliveredStore } from '../../../shared/notifications/delivered-store.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { authorisationRederiver } from '../../../shared/rederive/authorisations.ts';
import { derivedItems } from '../../../shared/rederive/derived-items-store.ts';
import { rederive } from '../../../shared/rederive/rederive.ts';
import { registerPages } from '../../../shared/rederive/register-pages-store.ts';
import { jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { toldStore } from '../../../shared/withdrawal-ledger/told-store.ts';
import { fictionalPerson } from '../../builders/fictional.ts';
import { licence, penalty, rating } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, startApi } from './support/api.ts';
import { newFirm } from './support/checking.ts';
import { jointTown } from './support/joint-town.ts';
import { account, CLERK, mandateOf, visitOf } from './support/subject-side.ts';

let api: Api;
let town: ReturnType<typeof jointTown>;
beforeAll(async () => {
  api = await startApi();
  town = jointTown(api.stores.register.client);
  await town.open();
});
afterAll(() => api?.stop());

const BANK = officer('example-rural-bank', 'teller', 'reader');
const OTHER_BANK = officer('example-savings-bank', 'teller', 'reader');
const PENALTIES = { reader: 'example-rural-bank', purpose: 'credit-approval', kinds: ['administrative-penalty'] };
const GIVEN = { ...PENALTIES, until: '2027-01-10' };

/** A firm of its own, with a mandate for it. */
const firmWith = async (name: string) => {
  const subject = newFirm(name);
  const who = account(`account-of-${subject.unifiedSocialCreditCode}`);
  const { unifiedSocialCreditCode } = subject;
  const submitted = { category: 'organisation', name, unifiedSocialCreditCode };
  const id = await mandateOf(api, who, { subject: submitted, receipt: `回执-${unifiedSocialCreditCode}` });
  return { subject, submitted, who, id };
};
type Side = Pick<Awaited<ReturnType<typeof firmWith>>, 'who' | 'id'>;

const give = ({ who, id }: Side, body: object = GIVEN) => api.call('give-authorisation', { who, id, body });
const given = async (side: Side, body: object = GIVEN): Promise<string> => {
  const reply = await give(side, body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body.id;
};
const revoke = ({ who, id }: Side, authorisation: string) =>
  api.call('revoke-authorisation', { who, params: { id, authorisation } });
const read = (id: string, who = BANK) => api.call('read-authorised-report', { who, id });
const listed = async (who = BANK) => (await api.call('list-authorisations', { who })).body.authorisations;
const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id);
const accessesOf = async ({ who, id }: Side) => (await api.call('list-subject-accesses', { who, id })).body.accesses;
const post = async (record: object): Promise<string> => {
  const { status, body } = await api.post(record);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
};

describe('an authorisation', () => {
  it('is given for one reader, purpose, kinds and days; the same again is the same', async () => {
    const firm = await firmWith('庄河示例授权有限公司');
    const first = await give(firm);
    expect(first).toMatchObject({
      status: 201,
      body: {
        state: 'in-force',
        reader: { code: 'example-rural-bank', name: { zh: '庄河示例农村商业银行' } },
        purpose: { name: { zh: '授信审批' } },
        kinds: [{ code: 'administrative-penalty', name: { zh: '行政处罚' } }],
        givenOn: '2026-11-10',
        until: '2027-01-10',
      },
    });
    expect(first.body).not.toHaveProperty('consent');
    const again = await give(firm, { ...GIVEN, kinds: ['administrative-penalty', 'administrative-penalty'] });
    expect([again.status, again.body]).toEqual([200, first.body]);
    const own = (await api.call('list-subject-authorisations', { ...firm, id: firm.id })).body;
    expect(idsOf(own.authorisations)).toEqual([first.body.id]);
    expect(own.readers.map(({ code }: { code: string }) => code)).toContain('example-savings-bank');
    expect(own.consent.text.zh).toContain('{reader}');
  });

  it('that holds is not changed by another: it is revoked first', async () => {
    const firm = await firmWith('庄河示例改授有限公司');
    const first = await given(firm);
    expect(await give(firm, { ...GIVEN, kinds: ['rating'] })).toBeProblem(409, 'authorisation-exists');
    expect(await give(firm, { ...GIVEN, until: '2027-01-11' })).toBeProblem(409, 'authorisation-exists');
    expect((await revoke(firm, first)).body.state).toBe('revoked');
    const second = await given(firm, { ...GIVEN, kinds: ['rating'] });
    expect(second).not.toBe(first);
    // For another purpose, or another reader, it is another one.
    const purpose = { ...GIVEN, purpose: 'financing-guarantee' };
    expect(new Set([first, second, await given(firm, purpose)]).size).toBe(3);
  });

  it('given by ten at once is one', async () => {
    const firm = await firmWith('庄河示例同授有限公司');
    const replies = await Promise.all(Array.from({ length: 10 }, () => give(firm)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    const kinds = [['administrative-penalty'], ['rating'], ['honour']];
    const purpose = 'business-cooperation';
    const differing = await Promise.all(kinds.map((some) => give(firm, { ...GIVEN, purpose, kinds: some })));
    expect(differing.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  it('is refused to whom and for what there is none, for too long, or to nobody’s reader; nothing is kept', async () => {
    const firm = await firmWith('庄河示例错授有限公司');
    const before = await api.stored();
    const wrong = (body: object) => give(firm, { ...GIVEN, ...body });
    expect(await wrong({ reader: 'no-such-bank' })).toBeProblem(422, 'unknown-reader', '/reader');
    // A department is no reader: it checks before a decision, under a law.
    expect(await wrong({ reader: 'market-regulation' })).toBeProblem(422, 'unknown-reader', '/reader');
    expect(await wrong({ purpose: 'curiosity' })).toBeProblem(422, 'unknown-code', '/purpose');
    for (const until of ['2026-11-10', '2026-11-09', '2027-02-09'])
      expect(await wrong({ until })).toBeProblem(422, 'invalid-value', '/until');
    expect(await wrong({ until: '2027-02-30' })).toBeProblem(422, 'impossible-date', '/until');
    expect(await wrong({ kinds: [] })).toBeProblem(422, 'missing-field', '/kinds');
    expect(await wrong({ kinds: ['everything'] })).toBeProblem(422, 'invalid-value', '/kinds/0');
    expect(await wrong({ forever: true })).toBeProblem(422, 'unknown-field', '/forever');
    expect(await api.stored()).toEqual(before);
    // Ninety days, the first one counted.
    expect((await wrong({ until: '2027-02-08' })).status).toBe(201);
  });

  it('of a person needs a separate consent to the wording in force, which is kept in its very words', async () => {
    const person = fictionalPerson('吴某某', '19930715', '053');
    const who = account('account-of-wu');
    const side = { who, id: await mandateOf(api, who, { subject: person, receipt: '回执-吴' }) };
    expect(await give(side)).toBeProblem(422, 'separate-consent-required', '/consent');
    expect(await give(side, { ...GIVEN, consent: { wording: '2017-1', separate: true } })).toBeProblem(
      422,
      'separate-consent-required',
      '/consent',
    );
    expect((await give(side, { ...GIVEN, consent: { wording: '2026-1', separate: false } })).status).toBe(422);
    const { body } = await give(side, { ...GIVEN, consent: { wording: '2026-1', separate: true } });
    expect(body.consent.zh).toContain(
      '庄河示例农村商业银行（联系方式：该行营业网点柜台）仅为“授信审批”，自授权之日起至2027-01-10零时止',
    );
    expect(body.consent.zh).toContain('行政处罚。我可以随时撤回');
    expect(body.consent.zh).not.toMatch(/[{}]/);
    const seen = (await listed()).find((one: { id: string }) => one.id === body.id);
    expect(seen.subject.document.masked).toContain('*');
    expect(JSON.stringify(await listed())).not.toContain(person.document.number);
    const stored = await authorisationStore(api.stores.register).find(body.id);
    for (const part of [person.document.number, '19930715']) expect(JSON.stringify(stored?.image)).not.toContain(part);
    expect(stored?.image.subject.key).toMatch(/^PERSON#[\w-]{22}$/);
    await revoke(side, body.id);
  });

  it('given at the counter bears the receipt number', async () => {
    const firm = await firmWith('庄河示例柜授有限公司');
    const visit = await visitOf(api, { subject: firm.submitted, receipt: '受理-20261110-21' });
    const { body } = await give({ who: CLERK, id: visit });
    expect(body.receiptNumber).toBe('受理-20261110-21');
    // Whoever acts for the subject takes it back, whoever gave it.
    expect((await revoke(firm, body.id)).status).toBe(200);
  });
});

describe('an authorised reader', () => {
  it('reads the kinds that were authorised, and no other chapter, not even an empty one', async () => {
    const firm = await firmWith('庄河示例查询有限公司');
    const penaltyId = await post(penalty({ subject: firm.submitted }));
    await post(licence({ subject: firm.submitted }));
    await post(rating({ subject: firm.submitted }));
    await town.inForce(firm.subject);
    const id = await given(firm);
    expect(idsOf(await listed())).toContain(id);
    const { body } = await read(id);
    expect(body).toMatchObject({ authorisation: { id, subject: { name: '庄河示例查询有限公司' } }, readAt: api.now() });
    expect(body.chapters).toMatchObject([{ code: 'administration', records: [{ id: penaltyId }] }]);
    for (const hidden of ['食品经营许可证', '示例信用评价有限公司', 'limit-procurement'])
      expect(JSON.stringify(body)).not.toContain(hidden);
  });

  it('is shown a rating with its author, and measures in force, where these were authorised', async () => {
    const firm = await firmWith('庄河示例评级有限公司');
    await post(rating({ subject: firm.submitted }));
    const { task } = await town.inForce(firm.subject);
    const { body } = await read(await given(firm, { ...GIVEN, kinds: ['rating', 'joint-measures'] }));
    expect(body.chapters).toMatchObject([
      { code: 'ratings', records: [{ author: '示例信用评价有限公司' }] },
      { code: 'local', measures: [{ id: task.id }] },
    ]);
  });

  it('is logged each time before it is answered: the subject sees who read and why, the ledger what', async () => {
    const firm = await firmWith('庄河示例留痕有限公司');
    const record = await post(penalty({ subject: firm.submitted }));
    const id = await given(firm);
    await read(id);
    api.setTime('2026-11-10T05:00:00.000Z');
    await read(id);
    api.setTime('2026-11-10T02:00:00.000Z');
    const [second, first, ...others] = await accessesOf(firm);
    expect(others).toEqual([]);
    expect(first).toEqual({
      at: '2026-11-10T02:00:00.000Z',
      by: { code: 'example-rural-bank', name: expect.objectContaining({ zh: '庄河示例农村商业银行' }) },
      what: { code: 'authorised-report', name: expect.objectContaining({ zh: '经授权查询信用报告' }) },
      purpose: { zh: '授信审批', en: 'approval of a loan' },
      reference: id,
    });
    expect(second.at).toBe('2026-11-10T05:00:00.000Z');
    expect(JSON.stringify([first, second])).not.toContain('teller');
    expect(await toldStore(api.stores.derived).of(record)).toEqual([
      {
        about: record,
        recipient: 'example-rural-bank',
        channel: 'report',
        purpose: id,
        at: '2026-11-10T02:00:00.000Z',
        version: 1,
      },
    ]);
  });

  it('is refused what is another’s, and what is nobody’s, alike', async () => {
    const firm = await firmWith('庄河示例他行有限公司');
    const id = await given(firm);
    expect(await read(id, OTHER_BANK)).toBeProblem(404, 'not-found');
    expect(idsOf(await listed(OTHER_BANK))).not.toContain(id);
    expect(await read('AAAAAAAAAAAAAAAAAAAAAA')).toBeProblem(404, 'not-found');
    // A record's id is no authorisation, and a department with the role is no reader.
    expect(await read(await post(penalty({ subject: firm.submitted })))).toBeProblem(404, 'not-found');
    expect(await listed(officer('finance', 'x', 'reader'))).toEqual([]);
    expect(await accessesOf(firm)).toEqual([]);
  });

  it('reads no more once it was taken back, from that moment on, and is told', async () => {
    const firm = await firmWith('庄河示例撤授有限公司');
    const id = await given(firm);
    expect((await read(id)).status).toBe(200);
    const revoked = await revoke(firm, id);
    expect(revoked.body).toMatchObject({ state: 'revoked', revokedAt: api.now() });
    expect((await revoke(firm, id)).body).toEqual(revoked.body);
    expect(await read(id)).toBeProblem(403, 'authorisation-over');
    expect(idsOf(await listed())).not.toContain(id);
    const stored = await authorisationStore(api.stores.register).find(id);
    if (stored === undefined) throw new Error('the authorisation is not there');
    const { notifications } = deriveAuthorisation(stored.image, digestId);
    expect(notifications).toMatchObject([
      {
        type: 'authorisation.revoked',
        recipient: 'example-rural-bank',
        about: id,
        version: 2,
        kind: 'credit-approval',
      },
    ]);
    expect(JSON.stringify(notifications)).not.toContain('撤授');
  });

  it('is told again where the word of a revocation was lost between the register and the relay', async () => {
    const firm = await firmWith('庄河示例失联有限公司');
    const id = await given(firm);
    await revoke(firm, id);
    const { register, derived } = api.stores;
    const sent: Notification[] = [];
    const rederiver = authorisationRederiver({
      authorisations: authorisationStore(register),
      idOf: digestId,
      ends: endDateStore(derived),
      jointCounts: jointCountStore(derived),
      clocks: clockStore(derived),
      delivered: deliveredStore(derived),
      derivedItems: derivedItems(derived),
      notifications: { send: async (some) => void sent.push(...some) },
      caseWork: { send: async () => undefined },
    });
    await rederive(registerPages(register), [rederiver], { dryRun: false, segments: 1 });
    const told = sent.find(({ about }) => about === id);
    expect(told).toMatchObject({ type: 'authorisation.revoked', recipient: 'example-rural-bank', version: 2 });
    if (told === undefined) throw new Error('nobody was told');
    await api.stores.inbox.deliver(told);
    sent.length = 0;
    await rederive(registerPages(register), [rederiver], { dryRun: false, segments: 1 });
    expect(sent.filter(({ about }) => about === id)).toEqual([]);
    const { notifications } = (await api.call('list-notifications', { who: BANK })).body;
    const [event] = notifications.filter(({ subject }: { subject: string }) => subject === id);
    expect(event).toMatchObject({ type: 'joint-credit.authorisation.revoked', data: { kind: 'credit-approval' } });
    expect((await api.call('acknowledge-notification', { who: BANK, id: event.id })).status).toBe(200);
  });

  it('reads no more from 00:00 in Beijing of the day on which it ends, whether anybody swept or not', async () => {
    const firm = await firmWith('庄河示例到期有限公司');
    const id = await given(firm, { ...GIVEN, until: '2026-11-12' });
    api.setTime('2026-11-11T15:59:59.999Z');
    expect((await read(id)).status).toBe(200);
    expect(idsOf(await listed())).toContain(id);
    api.setTime('2026-11-11T16:00:00.000Z');
    expect(await read(id)).toBeProblem(403, 'authorisation-over');
    expect(idsOf(await listed())).not.toContain(id);
    const { body } = await api.call('list-subject-authorisations', { who: firm.who, id: firm.id });
    expect(body.authorisations[0].state).toBe('expired');
    api.setTime('2026-11-10T02:00:00.000Z');
  });

  it('pages through what it may read, those that end first in front', async () => {
    const days = ['2026-12-01', '2026-11-20', '2026-12-24'];
    const bank = { ...GIVEN, reader: 'example-guarantee' };
    const ids: string[] = [];
    for (let at = 0; at < 60; at += 1) {
      const firm = await firmWith(`庄河示例列表${at}有限公司`);
      ids.push(await given(firm, { ...bank, until: days[at % 3] }));
    }
    const who = officer('example-guarantee', 'clerk', 'reader');
    const first = await api.call('list-authorisations', { who });
    const cursor = /cursor=([^>]+)>/.exec(first.headers['link'] ?? '')?.[1] ?? '';
    const second = await api.call('list-authorisations', { who, query: { cursor } });
    const all = [...first.body.authorisations, ...second.body.authorisations];
    expect(idsOf(all).toSorted()).toEqual(ids.toSorted());
    const ends = all.map(({ until }: { until: string }) => until);
    expect(ends).toEqual(ends.toSorted());
    expect(await api.call('list-authorisations', { who, query: { cursor: 'AAAA' } })).toBeProblem(
      400,
      'invalid-cursor',
    );
  });
});

describe('the subject’s side', () => {
  it('takes back only what is its own', async () => {
    const [firm, other] = [await firmWith('庄河示例甲有限公司'), await firmWith('庄河示例乙有限公司')];
    const id = await given(firm);
    expect(await revoke(other, id)).toBeProblem(404, 'not-found');
    expect(await revoke(firm, 'AAAAAAAAAAAAAAAAAAAAAA')).toBeProblem(404, 'not-found');
    expect(await revoke(firm, 'x')).toBeProblem(404, 'not-found');
    expect((await read(id)).status).toBe(200);
  });

  it('refuses without a trace: nothing is kept, and no department can see that there is none', async () => {
    const firm = await firmWith('庄河示例不授有限公司');
    const before = await api.stored();
    await api.call('list-subject-authorisations', { who: firm.who, id: firm.id });
    expect(await api.stored()).toEqual(before);
    const { body } = await api.call('post-check', {
      who: officer('finance', 'checker', 'implementer'),
      body: {
        decisionType: 'procurement-qualification',
        reference: '庄采资〔2026〕8801号',
        subjects: [{ unifiedSocialCreditCode: firm.subject.unifiedSocialCreditCode }],
      },
    });
    expect(JSON.stringify(body)).not.toContain('authorisation');
  });
});
