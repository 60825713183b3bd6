import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standingOf } from '../../../shared/records/public-projection.ts';
import { RECORD_HEAD } from '../../../shared/records/record-store.ts';
import { COMPANY, penalty } from '../../builders/submissions.ts';
import { names } from '../../engines.ts';
import '../../to-be-problem.ts';
import { officer } from './support/api.ts';
import { AUTHOR, COLLEAGUE, FIRM, GROUNDS, type ObjectionTown, OFFICE, objectionTown } from './support/objecting.ts';
import { account, CLERK, mandateOf } from './support/subject-side.ts';

let place: ObjectionTown;
beforeAll(async () => {
  place = await objectionTown();
});
afterAll(() => place?.api.stop());

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
    // Whose it is, is not sure: what the calendar says of the objection does not name its document either.
    const calendar = await place.api.call('get-subject-calendar', { who: FIRM, id: place.mandate });
    const titles = calendar.body.entries.filter(({ about }: { about: string }) => about === found.id);
    expect(titles.length).toBeGreaterThan(0);
    expect(JSON.stringify(titles)).not.toContain((await place.record(id)).documentNumber);
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

  it('the record is put away into the archive: what is undecided falls away, what was decided stays readable', async () => {
    const [one, other] = [await place.posted(), await place.posted()];
    const [open, closed] = [await place.filed(one), await place.filed(other)];
    await place.decide(closed, { outcome: 'maintain' });
    await place.town.settle();
    for (const id of [one, other]) {
      const found = await place.api.stores.records.find(id);
      if (found === undefined) throw new Error('no record');
      const Key = RECORD_HEAD.keyOf(found.image);
      await place.town.client.send(new DeleteCommand({ TableName: names.registerTable, Key }));
    }
    expect(await place.decide(open, { outcome: 'delete' })).toBeProblem(409, 'state-forbids');
    expect(await place.askReview(closed, 2)).toBeProblem(409, 'state-forbids');
    expect(await place.objection(closed.id)).toMatchObject({ state: 'decided' });
    const sent = place.town.queue.sent.filter(
      (work) => work.type === 'follow-objections' && 'id' in work && [one, other].includes(work.id),
    );
    await place.town.work(sent);
    expect(place.town.errors).toEqual([]);
    expect((await place.objection(open.id)).state).toBe('moot');
  });

  it('whoever took it down at the counter decides no more than its author', async () => {
    const id = await place.posted();
    const clerk = { ...CLERK, officer: COLLEAGUE.officer };
    const entered = await place.api.call('enter-mandate', {
      who: clerk,
      body: {
        subject: COMPANY,
        capacity: 'self',
        evidence: { receiptNumber: '回执-窗口-9', document: '居民身份证原件' },
      },
    });
    const body = { target: { type: 'record', id }, ...GROUNDS };
    const filed = await place.api.call('file-objection', { who: clerk, id: entered.body.id, body });
    expect(filed.status, JSON.stringify(filed.body)).toBe(201);
    expect(JSON.stringify(filed.body)).not.toContain(COLLEAGUE.officer);
    expect(await place.decide(filed.body, { outcome: 'maintain' })).toBeProblem(403, 'same-officer');
    const third = officer('market-regulation', 'officer-3');
    expect((await place.decide(filed.body, { outcome: 'maintain' }, third)).status).toBe(200);
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

describe('the mark of an objection', () => {
  it('that got lost with its message is there after the next night, though the record itself was never found by date', async () => {
    const id = await place.posted();
    expect((await place.file({ type: 'record', id })).status).toBe(201);
    await place.town.relayAll();
    // The message goes to the dead letters, and nobody sends it again.
    place.town.queue.stir(() => []);
    await place.town.settle();
    expect((await place.record(id)).objection).toBeUndefined();
    place.setTime('2026-11-10T17:00:00.000Z');
    await place.town.nightly();
    await place.town.settle();
    expect((await place.record(id)).objection).toMatchObject({ suspendsFrom: '2026-11-20' });
    const version = (await place.record(id)).version;
    place.setTime('2026-11-11T17:00:00.000Z');
    await place.town.nightly();
    await place.town.settle();
    expect((await place.record(id)).version).toBe(version);
    place.setTime('2026-11-10T02:00:00.000Z');
  });
});

describe('an objection that ends publicity', () => {
  it('has who was told of the entry acknowledge that in time, as any end, in the ledger too', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    const { version } = await place.record(id);
    expect((await place.decide(found, { outcome: 'end-publication' })).status).toBe(200);
    await place.town.settle();
    const record = await place.record(id);
    expect(record).toMatchObject({ state: 'active', version: version + 1 });
    expect(record.objection).toBeUndefined();
    const told = place.town.notified.filter((one) => one.about === id && one.version === version + 1);
    expect(told.length).toBeGreaterThan(0);
    for (const one of told) expect(one).toMatchObject({ type: 'record.publicity-ended', due: '2026-11-13' });
    const ledger = await place.api.call('get-record-withdrawal-ledger', { who: OFFICE, id });
    for (const { recipient } of told) {
      const line = ledger.body.recipients.find(
        (one: { recipient: { code: string } }) => one.recipient.code === recipient,
      );
      expect(line.ends, JSON.stringify(ledger.body)).toMatchObject([{ type: 'record.publicity-ended' }]);
    }
  });
});

describe('a record that is read with an objection to it', () => {
  it('by another department than its own stands among the accesses that its subject sees', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    const accesses = async () =>
      (await place.api.call('list-subject-accesses', { who: FIRM, id: place.mandate })).body.accesses.filter(
        ({ what }: { what: { code: string } }) => what.code === 'objection',
      );
    const before = (await accesses()).length;
    await place.objection(found.id, AUTHOR);
    expect(await accesses()).toHaveLength(before);
    await place.objection(found.id, OFFICE);
    const [newest] = await accesses();
    expect(await accesses()).toHaveLength(before + 1);
    expect(newest).toMatchObject({ by: { code: 'credit-office' }, what: { code: 'objection' } });
  });
});

describe('an annulment that waits for its second officer', () => {
  const annul = async (id: string) => {
    const { version } = await place.record(id);
    const body = { verb: 'revoke', document: '庄市监撤〔2026〕9号', decidedOn: '2026-11-10', reason: '认定事实错误' };
    expect((await place.change('propose-withdrawal', id, version, body, {})).status).toBe(200);
  };
  const confirm = async (id: string, confirmed: boolean, who = COLLEAGUE) => {
    const { version } = await place.record(id);
    return place.change('confirm-withdrawal', id, version, { confirmed }, { who });
  };

  it('is not hidden by what the record came to meanwhile: confirmed, it is the record’s end', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    await annul(id);
    expect((await place.decide(found, { outcome: 'delete' })).status).toBe(200);
    await place.town.settle();
    expect(await place.record(id)).toMatchObject({
      state: 'ended',
      end: { verb: 'delete' },
      withdrawal: { verb: 'revoke' },
    });
    expect(await confirm(id, true, AUTHOR)).toBeProblem(403, 'same-officer');
    expect((await confirm(id, true)).status).toBe(200);
    await place.town.settle();
    const record = await place.record(id);
    expect(record).toMatchObject({ state: 'ended', end: { verb: 'revoke', reason: '认定事实错误' } });
    expect(record.withdrawal).toBeUndefined();
    expect(await confirm(id, true)).toBeProblem(409, 'state-forbids');
    const found_ = (await place.api.stores.records.find(id))?.image;
    expect(found_ && standingOf(found_, 'salt', place.town.now().slice(0, 10) as never)).toMatchObject({
      state: 'not-public',
      statutoryEnd: { verb: 'revoke', reason: '认定事实错误' },
    });
  });

  it('that is rejected then leaves the record ended as it was; what is no annulment falls away', async () => {
    const id = await place.posted();
    const found = await place.filed(id);
    await annul(id);
    await place.decide(found, { outcome: 'delete' });
    await place.town.settle();
    expect((await confirm(id, false)).status).toBe(200);
    const record = await place.record(id);
    expect(record).toMatchObject({ state: 'ended', end: { verb: 'delete' } });
    expect(record.withdrawal).toBeUndefined();
  });
});
