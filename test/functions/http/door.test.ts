import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKey } from '../../../shared/crypto/case-keys.ts';
import { headId } from '../../../shared/crypto/head-keys.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { headStore } from '../../../shared/register/head-store.ts';
import { archived } from '../../../shared/retention/put-away.ts';
import { PUT_AWAY_HEAD } from '../../../shared/retention/put-away-store.ts';
import { accessStore } from '../../../shared/subject-door/access-store.ts';
import { toldStore } from '../../../shared/withdrawal-ledger/told-store.ts';
import { fictionalPerson } from '../../builders/fictional.ts';
import { pdf } from '../../builders/files.ts';
import { COMPANY, COOPERATIVE, licence, PERSON, penalty } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, SECOND, startApi } from './support/api.ts';
import { coded, newFirm, newReference } from './support/checking.ts';
import { jointTown } from './support/joint-town.ts';
import { cleanFile } from './support/scanning.ts';
import { account, CLERK, mandateOf, visitOf } from './support/subject-side.ts';

const OWNER = account('account-of-the-firm');
const VIEWS = [
  'get-subject',
  'list-subject-records',
  'list-subject-cases',
  'get-subject-calendar',
  'list-subject-accesses',
  'list-subject-told',
  'get-subject-report',
  'list-subject-authorisations',
] as const;

let api: Api;
let town: ReturnType<typeof jointTown>;
let firm: string;
beforeAll(async () => {
  api = await startApi();
  town = jointTown(api.stores.register.client);
  await town.open();
  firm = await mandateOf(api, OWNER);
});
afterAll(() => api?.stop());

const post = async (record: object): Promise<string> => {
  const { status, body } = await api.post(record);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
};
const records = async (who = OWNER, id = firm) => (await api.call('list-subject-records', { who, id })).body.records;
const found = (all: readonly { id: string }[], id: string) => all.find((one) => one.id === id);

/** A firm of its own with a mandate for it. */
const firmWith = async (name: string) => {
  const subject = newFirm(name);
  const who = account(`account-of-${subject.unifiedSocialCreditCode}`);
  const { unifiedSocialCreditCode } = subject;
  const submitted = { category: 'organisation', name, unifiedSocialCreditCode };
  const id = await mandateOf(api, who, { subject: submitted, receipt: `回执-${unifiedSocialCreditCode}` });
  return { subject, submitted, who, id };
};

describe('what is kept of a subject', () => {
  it('is read with everything that it says, and no officer', async () => {
    const id = await post(penalty());
    const own = found(await records(), id);
    expect(own).toMatchObject({
      kind: { code: 'administrative-penalty', name: { zh: '行政处罚' } },
      negative: true,
      standing: { code: 'in-effect' },
      documentNumber: '庄市监罚〔2026〕101号',
      publicFrom: '2026-11-02',
      publicUntil: '2027-11-02',
      countsUntil: '2027-11-02',
      holds: [],
    });
    expect(own).toMatchObject({
      fields: expect.arrayContaining([
        { name: 'fineFen', label: { zh: '罚款金额', en: 'fine' }, value: { zh: '20000.00元', en: 'CNY 20000.00' } },
      ]),
    });
    expect(JSON.stringify(own)).not.toContain('officer-1');
  });

  it('is said to be held, and nothing of what it says, while it may be another’s (I10)', async () => {
    const held = await post(
      penalty({ subject: { ...COMPANY, name: '别的公司' }, documentNumber: '庄市监罚〔2026〕199号' }),
    );
    const own = found(await records(), held);
    expect(own).toMatchObject({ standing: { code: 'held' }, holds: [{ code: 'name-differs' }], fields: [] });
    for (const hidden of ['documentNumber', 'decisionDate', 'authority', 'severity', 'countsUntil'])
      expect(own).not.toHaveProperty(hidden);
    expect(JSON.stringify(own)).not.toContain('别的公司');
    const { body } = await api.call('get-subject-calendar', { who: OWNER, id: firm });
    expect(body.entries.filter(({ about }: { about: string }) => about === held)).toMatchObject([
      { what: { code: 'entered' }, title: '行政处罚' },
    ]);
    const report = await api.call('get-subject-report', { who: OWNER, id: firm });
    expect(JSON.stringify(report.body)).not.toContain(held);
  });

  it('stays there when it has ended, and says by which document', async () => {
    const id = await post(penalty({ documentNumber: '庄市监罚〔2026〕102号' }));
    const body = { verb: 'revoke', document: '庄复决〔2026〕3号', decidedOn: '2026-11-09', reason: '主要事实不清' };
    await api.call('propose-withdrawal', { id, headers: { 'if-match': '"1"' }, body });
    await api.call('confirm-withdrawal', {
      who: SECOND,
      id,
      headers: { 'if-match': '"2"' },
      body: { confirmed: true },
    });
    expect(found(await records(), id)).toMatchObject({
      standing: { code: 'ended' },
      end: { verb: { code: 'revoke', name: { zh: '撤销' } }, document: '庄复决〔2026〕3号', endedOn: '2026-11-10' },
    });
  });

  it('is read page by page', async () => {
    const { who, id, submitted } = await firmWith('庄河示例百证有限公司');
    const posted = Array.from({ length: 60 }, (_, at) =>
      licence({ subject: submitted, documentNumber: `庄市监许〔2026〕${1000 + at}号` }),
    );
    for (const record of posted) await post(record);
    const first = await api.call('list-subject-records', { who, id });
    expect(first.body.records).toHaveLength(50);
    const cursor = /cursor=([^>]+)>/.exec(first.headers['link'] ?? '')?.[1] ?? '';
    const second = await api.call('list-subject-records', { who, id, query: { cursor } });
    expect(second.body.records).toHaveLength(10);
    expect(second.headers['link']).toBeUndefined();
    const ids = [...first.body.records, ...second.body.records].map((record: { id: string }) => record.id);
    expect(new Set(ids).size).toBe(60);
    for (const nonsense of ['x', 'AAAA', Buffer.from('2026-11-10#short').toString('base64url')])
      expect(await api.call('list-subject-records', { who, id, query: { cursor: nonsense } })).toBeProblem(
        400,
        'invalid-cursor',
      );
  });

  it('is said to lie in the archive once its term is over: that it is there and when it goes, nothing of what it says', async () => {
    const { subject, who, id, submitted } = await firmWith('庄河示例归档有限公司');
    const record = await post(penalty({ subject: submitted, documentNumber: '庄市监罚〔2021〕9号' }));
    const found = await api.stores.records.find(record);
    if (found === undefined) throw new Error('the record is not there');
    const { image } = found;
    const head = {
      id: 'ARCHIVEDRECORD22LETTER',
      version: 1,
      of: 'record',
      kind: image.kind,
      state: 'active',
      told: [],
    };
    const away = archived(
      { ...head, department: image.department, key: { pk: subject.key, sk: 'administrative-penalty#archived' } },
      { on: calendarDate('2026-11-01'), eraseOn: calendarDate('2028-11-01'), reason: '保存期限届满' },
      { department: 'credit-office', officer: 'system', at: api.now() },
    );
    await headStore(PUT_AWAY_HEAD, api.stores.register).add(away, {});
    const { body } = await api.call('get-subject', { who, id });
    expect(body.archived).toEqual([
      {
        kind: { code: 'administrative-penalty', name: expect.objectContaining({ zh: '行政处罚' }) },
        department: { code: 'market-regulation', name: expect.anything() },
        archivedOn: '2026-11-01',
        eraseOn: '2028-11-01',
      },
    ]);
    expect(await records(who, id)).toHaveLength(1);
  });

  it('of a person is read by the person alone, its number masked wherever it stands', async () => {
    const person = fictionalPerson('钱某某', '19850406', '027');
    const who = account('account-of-a-person');
    const id = await mandateOf(api, who, { subject: person, receipt: '回执-个人' });
    await post(
      penalty({
        subject: person,
        documentNumber: '庄市监罚〔2026〕150号',
        actDate: '2026-10-20',
        disclosure: undefined,
      }),
    );
    for (const view of VIEWS) {
      const reply = await api.call(view, { who, id });
      expect(reply.status, view).toBe(200);
      for (const part of [person.document.number, '19850406', person.document.number.slice(-4), 'PERSON#'])
        expect(JSON.stringify(reply.body), view).not.toContain(part);
      expect(await api.call(view, { who: OWNER, id })).toBeProblem(404, 'not-found');
    }
    expect(await records(who, id)).toHaveLength(1);
    const logged = JSON.stringify(api.logged);
    for (const part of [person.name, person.document.number, '19850406']) expect(logged).not.toContain(part);
  });
});

describe('cases and measures', () => {
  it('are shown from the prior notice on, with their measures and how far each is; without officers', async () => {
    const { subject, who, id } = await firmWith('庄河示例欠薪有限公司');
    const { joint } = await town.inForce(subject);
    const { service: _, ...considered } = joint;
    const proposed = { ...considered, state: 'proposed', decision: undefined, plan: [] } as const;
    const { decision: __, ...only } = proposed;
    const { body } = await api.call('list-subject-cases', { who, id });
    expect(body.cases).toHaveLength(1);
    expect(body.cases[0]).toMatchObject({
      id: joint.id,
      state: { code: 'dispatched', name: { zh: '已推送实施' } },
      effect: { code: 'punishment', name: { zh: '失信惩戒' } },
      department: { code: 'human-resources' },
      decision: { documentNumber: joint.decision?.documentNumber, reasons: '事实清楚' },
      measures: [
        {
          measure: { code: 'limit-procurement', name: { zh: '限制参加政府采购活动' } },
          department: { code: 'finance' },
          state: { code: 'applied', name: { zh: '已落实' } },
          basis: { code: 'government-procurement-law-22', article: { zh: '第一条' } },
        },
      ],
    });
    for (const name of ['human-resources/a', 'human-resources/b', 'finance/a', 'officer'])
      expect(JSON.stringify(body)).not.toContain(name);
    const another = await firmWith('庄河示例待查有限公司');
    await town.case({ ...only, subject: another.subject, id: 'PROPOSEDCASEOF22LETTER' });
    const hidden = await api.call('list-subject-cases', { who: another.who, id: another.id });
    expect(hidden.body.cases).toEqual([]);
    expect((await api.call('get-subject', { who: another.who, id: another.id })).body.openCases).toBe(0);
  });
});

describe('the calendar', () => {
  it('has entry, earliest repair and the day on which it ends by itself', async () => {
    const id = await post(penalty({ documentNumber: '庄市监罚〔2026〕103号' }));
    const { body } = await api.call('get-subject-calendar', { who: OWNER, id: firm });
    const own = body.entries.filter(({ about }: { about: string }) => about === id);
    expect(own.map(({ on, what }: { on: string; what: { code: string } }) => `${on} ${what.code}`)).toEqual([
      '2026-11-02 public-from',
      '2026-11-10 entered',
      '2027-02-02 earliest-repair',
      '2027-11-02 ends-by-itself',
    ]);
    const days = body.entries.map(({ on }: { on: string }) => on);
    expect(days).toEqual(days.toSorted());
  });

  it('comes as a file for a calendar program, in the language that is asked for, naming nobody', async () => {
    const reply = await api.call('get-subject-calendar', {
      who: OWNER,
      id: firm,
      query: { format: 'ics' },
      headers: { 'accept-language': 'en' },
    });
    expect(reply.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(reply.headers['content-disposition']).toBe('attachment; filename="credit-calendar.ics"');
    const file = reply.body.toString('utf8');
    expect(file.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
    expect(file).toContain('SUMMARY:repair may be asked for\r\n');
    expect(file).not.toContain(COMPANY.name);
  });
});

describe('who asked', () => {
  const FINANCE = officer('finance', 'checker', 'implementer');
  const accesses = async (who: typeof OWNER, id: string, query = {}) =>
    api.call('list-subject-accesses', { who, id, query });

  it('is told with department, decision, purpose, reference and time, newest first; never with the officer', async () => {
    const { subject, who, id } = await firmWith('庄河示例被查有限公司');
    await town.inForce(subject);
    const ask = (reference: string, at: string) => {
      api.setTime(at);
      return api.call('post-check', {
        who: FINANCE,
        body: {
          decisionType: 'procurement-qualification',
          purpose: '供应商资格审查',
          reference,
          subjects: [coded(subject)],
        },
      });
    };
    const references = [newReference(), newReference()];
    expect((await ask(references[0] ?? '', '2026-11-10T03:00:00.000Z')).status).toBe(201);
    expect((await ask(references[1] ?? '', '2026-11-10T04:00:00.000Z')).status).toBe(201);
    api.setTime('2026-11-10T02:00:00.000Z');
    const { body } = await accesses(who, id);
    expect(body.accesses).toEqual(
      references.toReversed().map((reference, at) => ({
        at: at === 0 ? '2026-11-10T04:00:00.000Z' : '2026-11-10T03:00:00.000Z',
        by: { code: 'finance', name: expect.objectContaining({ zh: '庄河市财政局' }) },
        what: { code: 'check', name: { zh: '作出决定前的核查', en: 'check before a decision' } },
        decision: {
          code: 'procurement-qualification',
          name: expect.objectContaining({ zh: '政府采购供应商资格审查' }),
        },
        purpose: { zh: '供应商资格审查', en: '供应商资格审查' },
        reference,
      })),
    );
    for (const name of ['checker', FINANCE.officer]) expect(JSON.stringify(body)).not.toContain(name);
    // What a check was answered is told too: to whom, about which measure.
    const told = (await api.call('list-subject-told', { who, id })).body.told;
    expect(told).toContainEqual(
      expect.objectContaining({
        what: 'measure',
        recipient: expect.objectContaining({ code: 'finance' }),
        channel: expect.objectContaining({ code: 'check' }),
        on: '2026-11-10',
      }),
    );
  });

  it('is read page by page, each access once', async () => {
    const { subject, who, id } = await firmWith('庄河示例常查有限公司');
    const store = accessStore(api.stores.derived);
    for (let at = 0; at < 130; at += 1) {
      const access = { what: 'check', department: 'finance', purpose: '', reference: `第${at}号` } as const;
      const moment = api.now().replace('02:00', `03:${String(at % 60).padStart(2, '0')}`) as ReturnType<Api['now']>;
      await store.note(subject.key, String(at).padStart(22, 'A'), { at: moment, ...access });
    }
    const first = await accesses(who, id);
    const cursor = /cursor=([^>]+)>/.exec(first.headers['link'] ?? '')?.[1] ?? '';
    const second = await accesses(who, id, { cursor });
    expect([first.body.accesses.length, second.body.accesses.length]).toEqual([100, 30]);
    const references = [...first.body.accesses, ...second.body.accesses].map(({ reference }) => reference);
    expect(new Set(references).size).toBe(130);
    expect(await accesses(who, id, { cursor: 'AAAA' })).toBeProblem(400, 'invalid-cursor');
  });

  it('also of a clerk who acted at the counter: the department and the receipt, never the clerk', async () => {
    const { submitted, who, id } = await firmWith('庄河示例窗口有限公司');
    const visit = await visitOf(api, { subject: submitted, receipt: '受理-20261110-7' });
    for (const view of VIEWS) expect((await api.call(view, { who: CLERK, id: visit })).status, view).toBe(200);
    const { body } = await accesses(who, id);
    expect(body.accesses).toEqual([
      {
        at: api.now(),
        by: { code: 'business-environment', name: expect.anything() },
        what: { code: 'counter', name: { zh: '窗口代办', en: 'at the counter, acting for the subject' } },
        reference: '受理-20261110-7',
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('clerk-1');
    const { mandates, acting } = (await api.call('get-subject', { who, id })).body;
    expect(acting).toMatchObject({ channel: 'own' });
    expect(mandates.map(({ receiptNumber }: { receiptNumber: string }) => receiptNumber)).toContain('受理-20261110-7');
  });
});

describe('what was told', () => {
  it('names whoever a record names, and whoever the ledger knows beside', async () => {
    const { submitted, who, id } = await firmWith('庄河示例告知有限公司');
    const record = await post(penalty({ subject: submitted, documentNumber: '庄市监罚〔2026〕104号' }));
    await toldStore(api.stores.derived).note([
      {
        about: record,
        recipient: 'example-rural-bank',
        channel: 'report',
        purpose: 'AAAAAAAAAAAAAAAAAAAAAA',
        at: api.now(),
        version: 1,
      },
    ]);
    const { body } = await api.call('list-subject-told', { who, id });
    const parties = body.told.map(
      ({ recipient, channel }: { recipient: { code: string }; channel: { code: string } }) =>
        `${channel.code} ${recipient.code}`,
    );
    expect(parties).toContain('report example-rural-bank');
    expect(parties).toContain('inbox credit-office');
    expect(body.told[0]).toMatchObject({
      about: record,
      documentNumber: '庄市监罚〔2026〕104号',
      recipient: { name: { zh: '庄河示例农村商业银行' } },
    });
  });
});

describe('the door', () => {
  it('is shut to whoever has no mandate in force for the subject: another’s, one that ended, one that ran out', async () => {
    const { submitted } = await firmWith('庄河示例门禁有限公司');
    const agent = account('account-of-an-agent');
    const given = { subject: submitted, capacity: 'agent', until: '2026-11-20', receipt: '回执-代理' };
    const mandate = await mandateOf(api, agent, given);
    const shut = async (who: typeof agent, id: string) => {
      for (const view of VIEWS) expect(await api.call(view, { who, id }), view).toBeProblem(404, 'not-found');
    };
    expect((await api.call('get-subject', { who: agent, id: mandate })).status).toBe(200);
    await shut(account('somebody-else'), mandate);
    await shut(OWNER, mandate);
    // A clerk has no visit by an account's mandate, and an officer's token is none of an account.
    await shut(CLERK, mandate);
    api.setTime('2026-11-19T16:00:00.000Z');
    await shut(agent, mandate);
    api.setTime('2026-11-10T02:00:00.000Z');
    const ended = await api.call('end-mandate', {
      who: agent,
      id: mandate,
      headers: { 'if-match': '"1"' },
      body: { reason: '委托结束' },
    });
    expect(ended.status).toBe(200);
    await shut(agent, mandate);
  });

  it('leads to one subject, though an account acts for two', async () => {
    const both = account('account-of-two');
    const first = await mandateOf(api, both, { receipt: '回执-二-1' });
    const second = await mandateOf(api, both, { subject: COOPERATIVE, capacity: 'agent', receipt: '回执-二-2' });
    await post(licence({ documentNumber: '庄市监许〔2026〕777号' }));
    const numbers = async (id: string) =>
      (await records(both, id)).map(({ documentNumber }: { documentNumber?: string }) => documentNumber);
    expect(await numbers(second)).toContain('庄市监许〔2026〕777号');
    expect(await numbers(first)).not.toContain('庄市监许〔2026〕777号');
    expect(await numbers(first)).toContain('庄市监罚〔2026〕101号');
  });

  it('is no way to another’s record: ids of heads are no mandates', async () => {
    const id = await post(penalty({ documentNumber: '庄市监罚〔2026〕105号' }));
    for (const view of VIEWS) expect(await api.call(view, { who: OWNER, id })).toBeProblem(404, 'not-found');
  });
});

describe('a statement of the subject’s own', () => {
  const noticed = async (name: string) => {
    const given = await firmWith(name);
    const { joint } = await town.inForce(given.subject);
    const { decision: _, service: __, ...rest } = joint;
    const notice = {
      documentNumber: '庄人社告〔2026〕1号',
      method: 'in-person' as const,
      servedOn: calendarDate('2026-11-09'),
      measures: joint.proposed,
      answerBy: calendarDate('2026-11-16'),
      provisional: false,
    };
    const act = { ...joint.act, documentNumber: `${name}案` };
    const own = { ...rest, state: 'noticed', plan: [], act, notice } as const;
    const written = { ...own, id: headId(caseKey(own)) };
    await town.case(written);
    return { ...given, joint: written };
  };
  const say = (who: typeof OWNER, id: string, body: object) => api.call('state-case', { who, id, body });

  it('is a statement on the case, of today and by the subject’s side; said again it is the same', async () => {
    const { who, id, joint } = await noticed('庄河示例申辩有限公司');
    const body = { case: joint.id, summary: '甲方未付工程款，请求宽限。' };
    const first = await say(who, id, body);
    expect(first.body.statements).toEqual([
      { receivedOn: '2026-11-10', summary: body.summary, bySubject: true, files: [] },
    ]);
    expect((await say(who, id, body)).body.statements).toHaveLength(1);
    const { image } = (await api.stores.cases.find(joint.id)) ?? {};
    expect(image?.statements).toMatchObject([{ officer: id, side: { mandate: id }, receivedOn: '2026-11-10' }]);
    expect(image?.change).toMatchObject({ action: 'record-statement', department: 'subject', officer: id });
  });

  it('made at the counter bears the receipt number', async () => {
    const { submitted, joint } = await noticed('庄河示例柜台有限公司');
    const visit = await visitOf(api, { subject: submitted, receipt: '受理-20261110-9' });
    expect((await say(CLERK, visit, { case: joint.id, summary: '当事人口述，不服。' })).status).toBe(200);
    const { image } = (await api.stores.cases.find(joint.id)) ?? {};
    expect(image?.statements[0]?.side).toEqual({ mandate: visit, receiptNumber: '受理-20261110-9' });
  });

  it('bears files that its side handed in, which whoever may read the case reads; another’s file is none', async () => {
    const { who, id, joint } = await noticed('庄河示例附件有限公司');
    const file = await cleanFile(api, who, pdf('工程款结算单'), { mandate: id });
    const others = await cleanFile(api, SECOND, pdf('他人文件'));
    const said = { case: joint.id, summary: '见附件。' };
    expect(await say(who, id, { ...said, files: [file, others] })).toBeProblem(422, 'file-not-found', '/files/1');
    expect((await say(who, id, { ...said, files: [file] })).body.statements).toMatchObject([{ files: [file] }]);
    const initiator = officer('human-resources', 'officer-1', 'initiator');
    const read = (reader: typeof initiator, wanted: string) =>
      api.call('get-case-file', { who: reader, id: joint.id, params: { file: wanted } });
    expect((await read(initiator, file)).body).toMatchObject({ id: file, link: { url: expect.any(String) } });
    expect(await read(officer('tax', 'officer-1', 'initiator'), file)).toBeProblem(404, 'not-found');
    expect(await read(initiator, others)).toBeProblem(404, 'not-found');
  });

  it('of several at once loses none', async () => {
    const { who, id, joint } = await noticed('庄河示例并发有限公司');
    const words = ['其一', '其二', '其三', '其四'];
    const replies = await Promise.all(words.map((summary) => say(who, id, { case: joint.id, summary })));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { image } = (await api.stores.cases.find(joint.id)) ?? {};
    expect(image?.statements.map(({ summary }) => summary).toSorted()).toEqual(words.toSorted());
  });

  it('is refused on another’s case, on one that is none, too late, with an identity number; nothing is changed', async () => {
    const { who, id, joint } = await noticed('庄河示例被拒有限公司');
    const other = await noticed('庄河示例他人有限公司');
    const { joint: decided } = await town.inForce(other.subject);
    const before = await api.stored();
    for (const wrong of [other.joint.id, 'AAAAAAAAAAAAAAAAAAAAAA', 'x'])
      expect(await say(who, id, { case: wrong, summary: '不服' })).toBeProblem(404, 'not-found');
    expect(await say(other.who, other.id, { case: decided.id, summary: '不服' })).toBeProblem(409, 'state-forbids');
    const number = `证件${PERSON.document.number}`;
    expect(await say(who, id, { case: joint.id, summary: number })).toBeProblem(
      422,
      'identity-number-in-text',
      '/summary',
    );
    expect(await say(who, id, { case: joint.id, summary: '不服', more: 1 })).toBeProblem(422, 'unknown-field', '/more');
    expect(await say(who, id, {})).toBeProblem(422, 'missing-field');
    expect(await api.stored()).toEqual(before);
  });
});
