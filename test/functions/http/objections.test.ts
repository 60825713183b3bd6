import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { licence, listing, penalty } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { officer } from './support/api.ts';
import {
  AUTHOR,
  COLLEAGUE,
  COURT,
  FIRM,
  GROUNDS,
  type ObjectionTown,
  OFFICE,
  objectionTown,
} from './support/objecting.ts';
import { account, CLERK, mandateOf, visitOf } from './support/subject-side.ts';

let place: ObjectionTown;
beforeAll(async () => {
  place = await objectionTown();
});
afterAll(() => place?.api.stop());

describe('an objection that is filed', () => {
  it('is forwarded whole to who handles it, marks the record at once, and says by when it is decided', async () => {
    const id = await place.posted();
    const reply = await place.file({ type: 'record', id });
    expect(reply.status).toBe(201);
    expect(reply.headers['location']).toBe(`/subjects/${place.mandate}/objections/${reply.body.id}`);
    expect(reply.body).toMatchObject({
      state: 'open',
      department: { code: 'market-regulation', name: { zh: '庄河市市场监督管理局' } },
      by: { capacity: 'self', channel: 'own' },
      filedOn: '2026-11-10',
      markBy: '2026-11-11',
      clocks: [{ name: 'decide-objection', state: 'running', due: '2026-11-19', provisional: false }],
    });
    await place.town.settle();
    expect(await place.record(id)).toMatchObject({
      version: 2,
      objection: { id: reply.body.id, filedOn: '2026-11-10', decideBy: '2026-11-19', suspendsFrom: '2026-11-20' },
    });
    expect(place.told(reply.body.id, 'market-regulation')).toEqual(['objection.filed']);
    expect(place.told(reply.body.id, 'credit-office')).toEqual(['objection.filed']);
    const { body } = await place.api.call('get-objection', { who: COLLEAGUE, id: reply.body.id });
    expect(body).toMatchObject({ ...GROUNDS, record: { id }, target: { state: 'active', marked: true } });
  });

  it('stands in the list of its department, of who supervises and of the subject, and in no other', async () => {
    const { id } = await place.filed(await place.posted());
    const listed = async (who: typeof AUTHOR, query: Readonly<Record<string, string>> = {}) => {
      const { status, body } = await place.api.call('list-objections', { who, query });
      expect(status).toBe(200);
      return body.objections.map((one: { id: string }) => one.id);
    };
    expect(await listed(AUTHOR)).toContain(id);
    expect(await listed(OFFICE)).toContain(id);
    expect(await listed(OFFICE, { department: 'market-regulation', status: 'open' })).toContain(id);
    expect(await listed(AUTHOR, { status: 'done' })).not.toContain(id);
    expect(await listed(officer('finance'))).toEqual([]);
    expect(await place.api.call('get-objection', { who: officer('finance'), id })).toBeProblem(404, 'not-found');
    expect(await place.api.call('list-objections', { who: AUTHOR, query: { department: 'finance' } })).toBeProblem(
      403,
      'role-required',
    );
    const own = await place.api.call('list-own-objections', { who: FIRM, id: place.mandate });
    expect(own.body.objections.map((one: { id: string }) => one.id)).toContain(id);
    const one = await place.api.call('get-own-objection', {
      who: FIRM,
      id: place.mandate,
      params: { objection: id },
    });
    expect(one).toMatchObject({ status: 200, body: { id, target: { marked: true } } });
  });

  it('is one at a time: the same again is answered with it, another one is refused while it is undecided', async () => {
    const id = await place.posted();
    const first = await place.file({ type: 'record', id }, {}, {});
    expect(await place.file({ type: 'record', id })).toMatchObject({ status: 200, body: { id: first.body.id } });
    expect(await place.file({ type: 'record', id }, { grounds: '另有理由' })).toBeProblem(
      409,
      'objection-open',
      '/target/id',
    );
    await place.town.settle();
    expect(await place.file({ type: 'record', id })).toMatchObject({ status: 200, body: { id: first.body.id } });
    expect(await place.file({ type: 'record', id }, { grounds: '另有理由' })).toBeProblem(409, 'objection-open');
  });

  it('by several at once is one', async () => {
    const id = await place.posted();
    const replies = await Promise.all(
      ['甲', '乙', '丙', '丁'].map((grounds) => place.file({ type: 'record', id }, { grounds })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('binds an Idempotency-Key to its mandate', async () => {
    const [one, other] = [await place.posted(), await place.posted()];
    const headers = { 'idempotency-key': 'key-1' };
    expect((await place.file({ type: 'record', id: one }, {}, { headers })).status).toBe(201);
    const again = {
      who: FIRM,
      id: place.mandate,
      headers,
      body: { target: { type: 'record', id: other }, ...GROUNDS },
    };
    expect(await place.api.call('file-objection', again)).toBeProblem(422, 'idempotency-key-reused');
  });

  it('may be brought to a counter, under the receipt', async () => {
    const id = await place.posted();
    const visit = await visitOf(place.api, { receipt: '回执-异议-1' });
    const body = { target: { type: 'record', id }, ...GROUNDS };
    const reply = await place.api.call('file-objection', { who: CLERK, id: visit, body });
    expect(reply).toMatchObject({
      status: 201,
      body: { by: { channel: 'counter', receiptNumber: '回执-异议-1' } },
    });
  });

  it('is counted in days that are provisional where they touch a year without a calendar', async () => {
    place.setTime('2026-12-24T02:00:00.000Z');
    const filed = await place.filed(await place.posted());
    expect(filed.clocks).toMatchObject([{ due: '2027-01-05', provisional: true }]);
    place.setTime('2026-11-10T02:00:00.000Z');
  });
});

describe('what cannot be objected to', () => {
  it('is what has ended, what is another subject’s, what does not exist', async () => {
    const id = await place.posted();
    const withdrawal = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '事实不清' };
    await place.change('propose-withdrawal', id, 1, withdrawal, { who: AUTHOR });
    await place.change('confirm-withdrawal', id, 2, { confirmed: true }, { who: COLLEAGUE });
    expect(await place.file({ type: 'record', id })).toBeProblem(409, 'state-forbids', '/target/id');
    const { body } = await place.api.post(licence({ documentNumber: '庄市监许〔2026〕9号' }));
    expect(await place.file({ type: 'record', id: body.id })).toBeProblem(404, 'not-found', '/target/id');
    expect(await place.file({ type: 'record', id: 'x'.repeat(22) })).toBeProblem(404, 'not-found', '/target/id');
    expect(await place.file({ type: 'case', id })).toBeProblem(404, 'not-found', '/target/id');
  });

  it('is nothing under a mandate that is another account’s, over, or none', async () => {
    const id = await place.posted();
    const target = { type: 'record', id };
    expect(await place.file(target, {}, { who: account('somebody') })).toBeProblem(404, 'not-found');
    expect(await place.file(target, {}, { id: 'y'.repeat(22) })).toBeProblem(404, 'not-found');
    const short = await mandateOf(place.api, FIRM, { until: '2026-11-12', receipt: '回执-短' });
    place.setTime('2026-11-12T02:00:00.000Z');
    expect(await place.file(target, {}, { id: short })).toBeProblem(404, 'not-found');
    place.setTime('2026-11-10T02:00:00.000Z');
  });

  it.each([
    ['没有理由', { grounds: '' }, 422, 'missing-field', '/grounds'],
    ['含证件号码', { grounds: '本人21029919900101001X' }, 422, 'identity-number-in-text', '/grounds'],
    ['请求维持', { wanted: { outcome: 'maintain', text: '无' } }, 422, 'invalid-value', '/wanted/outcome'],
    ['附件不存在', { files: ['f'.repeat(22)] }, 422, 'file-not-found', '/files/0'],
    ['多余字段', { score: 3 }, 422, 'unknown-field', '/score'],
  ] as const)('%s: refused at its place, and nothing is kept', async (_, more, status, kind, pointer) => {
    const id = await place.posted();
    expect(await place.file({ type: 'record', id }, more)).toBeProblem(status, kind, pointer);
    await place.town.settle();
    expect((await place.record(id)).version).toBe(1);
  });
});

describe('a decision', () => {
  it('is no author’s, no other department’s and nobody’s without the role', async () => {
    const found = await place.filed(await place.posted());
    const maintain = { outcome: 'maintain' };
    expect(await place.decide(found, maintain, AUTHOR)).toBeProblem(403, 'same-officer');
    expect(await place.decide(found, maintain, officer('finance'))).toBeProblem(404, 'not-found');
    const initiator = officer('market-regulation', 'officer-2', 'initiator');
    expect(await place.decide(found, maintain, initiator)).toBeProblem(403, 'role-required');
    const supervisor = officer('credit-office', 'officer-1', 'credit-office reporter');
    expect(await place.decide(found, maintain, supervisor)).toBeProblem(403, 'foreign-department');
    expect((await place.objection(found.id)).state).toBe('open');
  });

  it('by two officers at once is one', async () => {
    const found = await place.filed(await place.posted());
    const third = officer('market-regulation', 'officer-3');
    const replies = await Promise.all([
      place.decide(found, { outcome: 'delete' }),
      place.decide(found, { outcome: 'maintain' }, third),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('to delete ends the record, tells who was told, and takes the mark with it', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    const decided = await place.decide(found, { outcome: 'delete' });
    expect(decided).toMatchObject({ status: 200, body: { state: 'decided', reviewUntil: '2026-12-01' } });
    await place.town.settle();
    const record = await place.record(id);
    expect(record).toMatchObject({
      state: 'ended',
      end: { verb: 'delete', document: DECIDED, confirmedBy: COLLEAGUE.officer, proposedBy: place.mandate },
    });
    expect(record.objection).toBeUndefined();
    const recipients = place.town.notified.filter(({ about, type }) => about === id && type === 'record.ended');
    expect(recipients.length).toBeGreaterThan(0);
  });

  it('to correct is judged by the rule of corrections, at its place, before it is made', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    const correct = (content: object) => ({ outcome: 'correct', correction: { reason: '更正', content } });
    expect(await place.decide(found, correct({ fineFen: 3_000_000 }))).toBeProblem(
      422,
      'worsening-correction',
      '/correction/content/fineFen',
    );
    expect(await place.decide(found, { outcome: 'correct' })).toBeProblem(422, 'missing-field', '/correction');
    expect((await place.decide(found, correct({ fineFen: 1_000_000 }))).status).toBe(200);
    await place.town.settle();
    const record = await place.record(id);
    expect(record).toMatchObject({ state: 'active', content: { fineFen: 1_000_000 } });
    expect(record.objection).toBeUndefined();
  });

  it('to supplement stands beside the record; to end the publicity takes it out', async () => {
    const [one, other] = [await place.posted(), await place.posted()];
    const [first, second] = [await place.filed(one), await place.filed(other)];
    await place.decide(first, { outcome: 'supplement', supplement: '罚款已于2026年11月3日缴清' });
    await place.decide(second, { outcome: 'end-publication' });
    await place.town.settle();
    expect(await place.record(one)).toMatchObject({ supplement: '罚款已于2026年11月3日缴清' });
    const ended = await place.record(other);
    expect(ended).toMatchObject({ state: 'active', disclosure: { public: false } });
    expect(ended.publicity).toBeUndefined();
  });

  it('must fit: only entries of lists are removed', async () => {
    const found = await place.filed(await place.posted());
    expect(await place.decide(found, { outcome: 'remove-from-list' })).toBeProblem(
      422,
      'outcome-not-fitting',
      '/outcome',
    );
    const { body } = await place.api.post(listing(), { who: officer('human-resources') });
    const onList = await place.filed(body.id);
    const colleague = officer('human-resources', 'officer-2');
    expect((await place.decide(onList, { outcome: 'remove-from-list' }, colleague)).status).toBe(200);
    await place.town.settle();
    expect(await place.record(body.id, colleague)).toMatchObject({ state: 'ended', end: { verb: 'remove' } });
  });

  it.each([
    ['before the objection', { decidedOn: '2026-11-09' }, 'date-too-early', '/decidedOn'],
    ['in the future', { decidedOn: '2026-11-11' }, 'decision-in-future', '/decidedOn'],
    ['with a number of a person', { examined: '核对21029919900101001X' }, 'identity-number-in-text', '/examined'],
    ['with what another outcome needs', { supplement: '说明' }, 'unknown-field', '/supplement'],
    ['without what was examined', { examined: '' }, 'missing-field', '/examined'],
  ] as const)('%s is refused', async (_, more, kind, pointer) => {
    const found = await place.filed(await place.posted());
    expect(await place.decide(found, { outcome: 'maintain', ...more })).toBeProblem(422, kind, pointer);
  });

  it('is made once: a second one is refused, the same request again is answered alike', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    expect((await place.decide(found, { outcome: 'maintain' })).status).toBe(200);
    expect((await place.decide(found, { outcome: 'maintain' })).status).toBe(200);
    expect(await place.decide({ ...found, version: 2 }, { outcome: 'delete' })).toBeProblem(409, 'state-forbids');
    await place.town.settle();
    expect((await place.record(id)).objection).toBeUndefined();
  });
});

const DECIDED = '庄市监异〔2026〕1号';

describe('what happens beside an objection', () => {
  it('replays of all work and all of the stream change nothing more', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    await place.decide(found, { outcome: 'supplement', supplement: '已缴清' });
    await place.town.settle();
    const before = await place.api.stored();
    const sent = place.town.queue.sent.filter((work) => work.type === 'follow-objections' && work.id === id);
    expect(sent).toHaveLength(2);
    for (const order of [sent, sent.toReversed()]) await place.town.work(order);
    expect(await place.api.stored()).toEqual(before);
    expect(place.town.errors).toEqual([]);
  });

  it('a decision that comes before the mark is carried out all the same, once', async () => {
    const id = await place.posted();
    const reply = await place.file({ type: 'record', id });
    await place.decide(reply.body, { outcome: 'supplement', supplement: '已缴清' });
    await place.town.settle();
    const record = await place.record(id);
    expect(record).toMatchObject({ version: 3, supplement: '已缴清' });
    expect(record.objection).toBeUndefined();
    const sent = place.town.queue.sent.filter((work) => work.type === 'follow-objections' && work.id === id);
    await place.town.work(sent);
    expect((await place.record(id)).version).toBe(3);
  });

  it('the record’s correction meanwhile overtakes the decision: the mark goes, and who handles it hears', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    const correction = { reason: '更正', content: { fineFen: 1_500_000 } };
    await place.decide(found, { outcome: 'correct', correction });
    const own = { reason: '录入有误', content: { fineFen: 1_000_000 } };
    expect((await place.change('correct-record', id, 2, own, { who: COLLEAGUE })).status).toBe(200);
    await place.town.settle();
    const record = await place.record(id);
    expect(record).toMatchObject({ content: { fineFen: 1_000_000 } });
    expect(record.objection).toBeUndefined();
    expect(place.told(found.id, 'market-regulation')).toContain('objection.not-carried-out');
  });

  it('the record is withdrawn: the objection falls away, and cannot be decided any more', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    const withdrawal = { verb: 'revoke', document: '庄市监撤〔2026〕2号', decidedOn: '2026-11-09', reason: '事实不清' };
    await place.change('propose-withdrawal', id, 2, withdrawal, { who: AUTHOR });
    await place.change('confirm-withdrawal', id, 3, { confirmed: true }, { who: COLLEAGUE });
    expect(await place.decide(found, { outcome: 'delete' })).toBeProblem(409, 'state-forbids');
    await place.town.settle();
    expect(await place.objection(found.id)).toMatchObject({
      state: 'moot',
      clocks: [{ name: 'decide-objection', state: 'released' }],
    });
    expect(place.told(found.id, 'market-regulation')).toEqual(['objection.filed', 'objection.fell-away']);
    expect(place.town.errors).toEqual([]);
  });

  it('the objection comes just as the record ends: it falls away too', async () => {
    const id = await place.posted();
    const withdrawal = { verb: 'revoke', document: '庄市监撤〔2026〕3号', decidedOn: '2026-11-09', reason: '事实不清' };
    await place.change('propose-withdrawal', id, 1, withdrawal, { who: AUTHOR });
    const { body } = await place.file({ type: 'record', id });
    await place.change('confirm-withdrawal', id, 2, { confirmed: true }, { who: COLLEAGUE });
    await place.town.settle();
    expect((await place.objection(body.id)).state).toBe('moot');
  });

  it('a withdrawal that is only proposed neither hinders an objection nor is lost by it', async () => {
    const id = await place.posted();
    const withdrawal = { verb: 'revoke', document: '庄市监撤〔2026〕4号', decidedOn: '2026-11-09', reason: '事实不清' };
    await place.change('propose-withdrawal', id, 1, withdrawal, { who: AUTHOR });
    const found = await place.filed(id);
    await place.decide(found, { outcome: 'maintain' });
    await place.town.settle();
    expect(await place.record(id)).toMatchObject({ state: 'withdrawal-proposed', withdrawal: { verb: 'revoke' } });
  });

  it('a held record is marked and decided on like any other, and told to nobody new', async () => {
    const id = await place.posted({}, { violationFacts: '联系电话13800138000' });
    expect((await place.record(id)).state).toBe('held');
    const found = await place.filed(id);
    expect((await place.record(id)).objection).toMatchObject({ id: found.id });
    expect(place.town.notified.filter(({ about }) => about === id)).toEqual([]);
    await place.decide(found, { outcome: 'delete' });
    await place.town.settle();
    expect((await place.record(id)).state).toBe('ended');
  });

  it('a person objects like anybody, and leaves neither name nor number in keys, messages or logs', async () => {
    const person = {
      category: 'person',
      name: '钱某某',
      document: { type: 'resident-identity-card', number: '210299199001010028' },
    } as const;
    const who = account('account-of-a-person');
    const mandate = await mandateOf(place.api, who, { subject: person, receipt: '回执-自然人' });
    const disclosure = { public: false, basis: '个人信息保护法', decidedOn: '2026-11-02' };
    const posting = penalty({
      documentNumber: '庄市监罚〔2026〕P1号',
      subject: person,
      actDate: '2026-10-20',
      disclosure,
    });
    const { status, body } = await place.api.post({ ...posting, subject: { ...person, birthDate: '1990-01-01' } });
    const posted = status === 201 ? body : (await place.api.post(posting)).body;
    await place.town.settle();
    const target = { type: 'record', id: posted.id };
    const filed = await place.api.call('file-objection', { who, id: mandate, body: { target, ...GROUNDS } });
    expect(filed.status, JSON.stringify(filed.body)).toBe(201);
    await place.town.settle();
    expect((await place.record(posted.id)).objection).toMatchObject({ id: filed.body.id });
    const said = JSON.stringify([place.town.queue.sent, place.town.notified, place.api.logged]);
    expect(said).not.toContain('钱某某');
    expect(said).not.toContain('210299199001010028');
  });

  it('an objection after the first one was decided is another one', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    await place.decide(found, { outcome: 'maintain' });
    await place.town.settle();
    const again = await place.filed(id, { grounds: '有新的证据' });
    expect(again.id).not.toBe(found.id);
    expect((await place.record(id)).objection).toMatchObject({ id: again.id });
    await place.decide(again, { outcome: 'delete' });
    await place.town.settle();
    expect((await place.record(id)).state).toBe('ended');
  });
});

describe('an undecided objection', () => {
  it('suspends the record by its date, without any sweep; maintained later, it is public again', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    const until = (await place.record(id)).publicity.until;
    expect(until).toBe('2026-11-20');
    place.setTime('2026-11-20T02:00:00.000Z');
    const late = await place.objection(found.id);
    expect(late.clocks).toMatchObject([{ name: 'decide-objection', state: 'breached' }]);
    const decided = await place.decide(found, { outcome: 'maintain', decidedOn: '2026-11-20' });
    expect(decided.status).toBe(200);
    await place.town.settle();
    const record = await place.record(id);
    expect(record.publicity.until).not.toBe(until);
    expect(record.objection).toBeUndefined();
    place.setTime('2026-11-10T02:00:00.000Z');
  });

  it('is chased: reminded, overdue, escalated to the credit office, each once', async () => {
    const found = await place.filed(await place.posted());
    for (const on of ['2026-11-18', '2026-11-18', '2026-11-20', '2026-11-24', '2026-11-24']) {
      place.setTime(`${on}T02:00:00.000Z`);
      await place.clocks();
    }
    const chased = (recipient: string) => place.told(found.id, recipient).filter((type) => type.startsWith('clock.'));
    expect(chased('market-regulation')).toEqual(['clock.reminder', 'clock.overdue']);
    expect(chased('credit-office')).toEqual(['clock.escalated']);
    place.setTime('2026-11-10T02:00:00.000Z');
  });

  it('may be given more time once, by the credit office, before its term is over and up to twenty working days', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    const extend = (version: number, workingDays: number, who = OFFICE) =>
      place.change('extend-objection', found.id, version, { workingDays, reason: '需委托鉴定' }, { who });
    expect(await extend(1, 7)).toBeProblem(422, 'invalid-value', '/workingDays');
    expect(await extend(1, 21)).toBeProblem(422, 'invalid-value', '/workingDays');
    expect(await extend(1, 20, COLLEAGUE)).toBeProblem(403, 'role-required');
    expect(await extend(1, 20)).toMatchObject({ status: 200, body: { clocks: [{ due: '2026-12-08' }] } });
    expect(await extend(2, 20)).toBeProblem(409, 'extended-already');
    await place.town.settle();
    expect((await place.record(id)).objection).toMatchObject({ decideBy: '2026-12-08', suspendsFrom: '2026-12-09' });
    expect(place.told(found.id, 'market-regulation')).toEqual(['objection.filed', 'objection.extended']);
    const late = await place.filed(await place.posted());
    place.setTime('2026-11-20T02:00:00.000Z');
    expect(
      await place.change('extend-objection', late.id, 1, { workingDays: 20, reason: '需委托鉴定' }, { who: OFFICE }),
    ).toBeProblem(409, 'term-over');
    place.setTime('2026-11-10T02:00:00.000Z');
  });
});

describe('a review', () => {
  it('marks the record again, and is decided by the credit office: directed otherwise, the record ends', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    await place.decide(found, { outcome: 'maintain' });
    expect(await place.askReview(found, 2)).toBeProblem(409, 'not-carried-out');
    await place.town.settle();
    expect(await place.askReview(found, 1)).toBeProblem(412, 'stale-version');
    const asked = await place.askReview(found, 2);
    expect(asked).toMatchObject({ status: 200, body: { state: 'in-review' } });
    expect(asked.body.decision.officer).toBeUndefined();
    await place.town.settle();
    expect((await place.record(id)).objection).toMatchObject({ id: found.id, review: true, decideBy: '2026-11-24' });
    expect(place.told(found.id, 'credit-office')).toContain('objection.review-requested');
    const review = (who: typeof OFFICE, more: object = {}) =>
      place.change(
        'decide-objection-review',
        found.id,
        3,
        {
          documentNumber: '庄信用复〔2026〕1号',
          decidedOn: '2026-11-10',
          examined: '调阅全卷',
          reason: '程序违法',
          ...more,
        },
        { who },
      );
    const own = officer('market-regulation', 'officer-3', 'review-authority');
    expect(await review(own, { outcome: 'delete' })).toBeProblem(409, 'own-decision');
    const same = { ...OFFICE, officer: COLLEAGUE.officer };
    expect(await review(same, { outcome: 'delete' })).toBeProblem(403, 'same-officer');
    expect(await review(COLLEAGUE, { outcome: 'delete' })).toBeProblem(403, 'role-required');
    expect(await review(OFFICE, { outcome: 'delete' })).toMatchObject({ status: 200, body: { state: 'reviewed' } });
    await place.town.settle();
    expect(await place.record(id)).toMatchObject({ state: 'ended', end: { document: '庄信用复〔2026〕1号' } });
    expect(place.told(found.id, 'market-regulation')).toContain('objection.reviewed');
  });

  it('that maintains leaves what was decided, and takes its mark away', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    await place.decide(found, { outcome: 'supplement', supplement: '已缴清' });
    await place.town.settle();
    await place.askReview(found, 2);
    await place.town.settle();
    const decision = {
      documentNumber: '庄信用复〔2026〕2号',
      decidedOn: '2026-11-10',
      examined: '阅卷',
      reason: '无误',
    };
    await place.change('decide-objection-review', found.id, 3, { outcome: 'maintain', ...decision }, { who: OFFICE });
    await place.town.settle();
    const record = await place.record(id);
    expect(record).toMatchObject({ state: 'active', supplement: '已缴清' });
    expect(record.objection).toBeUndefined();
  });

  it('can be asked for within its days, of what is decided and not ended', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    expect(await place.askReview(found, 1)).toBeProblem(409, 'state-forbids');
    await place.decide(found, { outcome: 'maintain' });
    await place.town.settle();
    place.setTime('2026-12-02T02:00:00.000Z');
    expect(await place.askReview(found, 2)).toBeProblem(409, 'term-over');
    place.setTime('2026-11-10T02:00:00.000Z');
    const withNumber = { body: { grounds: '21029919900101001X' } };
    expect(await place.askReview(found, 2, withNumber)).toBeProblem(422, 'identity-number-in-text', '/grounds');
    const ended = await place.filed(await place.posted());
    await place.decide(ended, { outcome: 'delete' });
    await place.town.settle();
    expect(await place.askReview(ended, 2)).toBeProblem(409, 'state-forbids');
  });
});

describe('a court’s or review body’s document', () => {
  const ORDER = { document: '（2026）辽0283行保1号', reason: '诉讼期间停止执行' };
  const suspend = (id: string, who = COURT, body: object = ORDER) =>
    place.api.call('suspend-record', { id, who, body });
  const resume = (id: string, who = COURT) => place.api.call('resume-record', { id, who, body: ORDER });

  it('lets a record stand still at once, whoever changes it meanwhile, and its owner hears', async () => {
    const id = await place.posted();
    expect(await suspend(id)).toMatchObject({ status: 200, body: { suspension: { ground: 'court', ...ORDER } } });
    expect((await suspend(id)).body.version).toBe(2);
    await place.town.settle();
    const record = await place.record(id);
    expect(record.publicity).toBeUndefined();
    expect(record.suspension).toMatchObject({ document: ORDER.document });
    expect(place.told(id, 'market-regulation')).toEqual(['record.suspended']);
    expect(place.town.notified.filter(({ about, type }) => about === id && type === 'record.suspended').length).toBe(
      place.town.notified.filter(({ about, type }) => about === id && type === 'record.posted').length + 1,
    );
    expect((await resume(id)).body.suspension).toBeUndefined();
    expect(await resume(id)).toBeProblem(409, 'not-suspended');
    await place.town.settle();
    expect((await place.record(id)).publicity).toBeDefined();
    expect(place.told(id, 'market-regulation')).toEqual(['record.suspended', 'record.resumed']);
  });

  it('is resumed by who suspended, or by a court', async () => {
    const id = await place.posted();
    const body = officer('justice', 'reviewer-1', 'review-authority');
    const another = officer('government-office', 'reviewer-2', 'review-authority');
    expect((await suspend(id, body)).body.suspension.ground).toBe('review');
    expect(await suspend(id, COURT, { ...ORDER, document: '另一文书' })).toBeProblem(409, 'state-forbids');
    expect(await resume(id, another)).toBeProblem(403, 'not-your-suspension');
    expect((await resume(id, COURT)).status).toBe(200);
    expect(await suspend(id, AUTHOR)).toBeProblem(403, 'role-required');
    const withNumber = { document: ORDER.document, reason: '21029919900101001X' };
    expect(await suspend(id, COURT, withNumber)).toBeProblem(422, 'identity-number-in-text', '/reason');
    expect(await suspend('z'.repeat(22))).toBeProblem(404, 'not-found');
  });
});

describe('a proposed withdrawal that nobody confirms', () => {
  it('is chased by the record’s clock, and shows as breached', async () => {
    const id = await place.posted();
    const withdrawal = { verb: 'revoke', document: '庄市监撤〔2026〕8号', decidedOn: '2026-11-10', reason: '事实不清' };
    await place.change('propose-withdrawal', id, 1, withdrawal, { who: AUTHOR });
    await place.town.settle();
    for (const on of ['2026-11-12', '2026-11-14', '2026-11-18']) {
      place.setTime(`${on}T02:00:00.000Z`);
      await place.clocks();
    }
    expect(place.told(id, 'market-regulation')).toEqual(['clock.reminder', 'clock.overdue']);
    const escalated = place.town.notified.filter(({ about, type }) => about === id && type === 'clock.escalated');
    expect(escalated).toMatchObject([
      { recipient: 'credit-office', department: 'market-regulation', clock: 'confirm-withdrawal', due: '2026-11-13' },
    ]);
    expect((await place.record(id)).clocks).toContainEqual(
      expect.objectContaining({ name: 'withdrawal', state: 'breached', due: '2026-11-13' }),
    );
    await place.change('confirm-withdrawal', id, 2, { confirmed: true }, { who: COLLEAGUE });
    await place.town.settle();
    const before = place.town.notified.length;
    place.setTime('2026-11-30T02:00:00.000Z');
    await place.clocks();
    expect(place.town.notified.slice(before).filter(({ about }) => about === id)).toEqual([]);
    place.setTime('2026-11-10T02:00:00.000Z');
  });
});
