import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { notificationsOf } from '../../../shared/notifications/notification.ts';
import { derive } from '../../../shared/records/derive.ts';
import { publicityOf } from '../../../shared/records/publicity.ts';
import { RECORD_HEAD } from '../../../shared/records/record-store.ts';
import { isUsable } from '../../../shared/records/usable.ts';
import { licence, penalty } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const FIRST = officer('credit-office', 'office-1', 'credit-office');
const SECOND = officer('credit-office', 'office-2', 'credit-office');
const THIRD = officer('credit-office', 'office-3', 'credit-office');
const NIGHT = officer('data-bureau', 'on-call', 'platform-admin');
const COURT = officer('court', 'judge', 'court');
const TODAY = calendarDate('2026-11-10');

let serial = 0;
const posted = async (): Promise<string> => {
  serial += 1;
  const reply = await api.post(penalty({ documentNumber: `庄市监罚〔2026〕下${serial}号` }));
  return reply.body.id;
};
const takeDown = (id: string, who = FIRST, body: object = { reason: '公示内容含有他人隐私' }) =>
  api.call('take-down-record', { who, id, body });
const decide = (id: string, confirmed: boolean, who = SECOND, more: object = {}) =>
  api.call('decide-take-down', { who, id, body: { confirmed, reason: '已核实', ...more } });
const recordOf = async (id: string) => {
  const found = await api.stores.records.find(id);
  if (found === undefined) throw new Error(`no record ${id}`);
  return found.image;
};

describe('a take-down', () => {
  it('stops publicity and use at once, and asks the publisher not to wait', async () => {
    const id = await posted();
    expect(publicityOf(await recordOf(id), TODAY)).toBeDefined();
    const reply = await takeDown(id);
    expect(reply.status).toBe(200);
    expect(reply.body.suspension).toMatchObject({
      ground: 'take-down',
      document: '紧急（尚无文书）',
      department: 'credit-office',
    });
    const record = await recordOf(id);
    expect(publicityOf(record, TODAY)).toBeUndefined();
    expect(isUsable(record, TODAY)).toBe(false);
    expect(derive(record, RECORD_HEAD.keyOf(record), digestId).publication).toBe(`${id}.2`);
  });

  it('is told to everyone who was told of the record, and to its own department', async () => {
    const id = await posted();
    const told = (await recordOf(id)).told?.recipients ?? [];
    await takeDown(id);
    const notices = notificationsOf(await recordOf(id), digestId);
    expect(new Set(notices.map(({ type }) => type))).toEqual(new Set(['record.suspended']));
    expect(notices.map(({ recipient }) => recipient)).toEqual(expect.arrayContaining([...told, 'market-regulation']));
  });

  it('changes nothing when it is said again, by another too: the second officer is not kept waiting anew', async () => {
    const id = await posted();
    const once = await takeDown(id);
    expect((await takeDown(id)).body).toEqual(once.body);
    expect((await takeDown(id, NIGHT, { reason: '另一理由' })).body).toEqual(once.body);
    expect((await recordOf(id)).version).toBe(2);
  });

  it('is taken by whoever runs the platform at night', async () => {
    const id = await posted();
    expect(
      (await takeDown(id, NIGHT, { reason: '夜间接报', document: '值班记录〔2026〕3号' })).body.suspension,
    ).toMatchObject({
      document: '值班记录〔2026〕3号',
      department: 'data-bureau',
    });
  });

  it('does not overwrite a court’s word, and a court’s word goes over it', async () => {
    const id = await posted();
    const order = { document: '（2026）辽0283行保1号', reason: '行为保全' };
    await api.call('suspend-record', { who: COURT, id, body: order });
    expect(await takeDown(id)).toBeProblem(409, 'state-forbids');
    const other = await posted();
    await takeDown(other);
    await api.call('suspend-record', { who: COURT, id: other, body: order });
    expect((await recordOf(other)).suspension).toMatchObject({ ground: 'court' });
    expect(await decide(other, false)).toBeProblem(409, 'not-taken-down');
  });

  it('is refused of what is not there, and with an identity number in its reason', async () => {
    expect(await takeDown('a'.repeat(22))).toBeProblem(404, 'not-found');
    const id = await posted();
    const reply = await takeDown(id, FIRST, { reason: '涉及11010519491231002X' });
    expect(reply).toBeProblem(422, 'identity-number-in-text');
    expect((await recordOf(id)).version).toBe(1);
  });
});

describe('the second officer', () => {
  it('is another one', async () => {
    const id = await posted();
    await takeDown(id, FIRST, { reason: '理由', document: '函1号' });
    expect(await decide(id, true, FIRST)).toBeProblem(403, 'same-officer');
    expect(await decide(id, false, FIRST)).toBeProblem(403, 'same-officer');
    expect((await decide(id, true)).status).toBe(200);
  });

  it('names a document where there was none', async () => {
    const id = await posted();
    await takeDown(id);
    expect(await decide(id, true)).toBeProblem(422, 'missing-field');
    const reply = await decide(id, true, SECOND, { document: '庄信用办函〔2026〕7号' });
    expect(reply.body.suspension).toMatchObject({ document: '庄信用办函〔2026〕7号', confirmation: { at: api.now() } });
    expect((await decide(id, true, SECOND, { document: '庄信用办函〔2026〕7号' })).body).toEqual(reply.body);
  });

  it('lets the record go on, and everyone is told that too', async () => {
    const id = await posted();
    await takeDown(id);
    expect((await decide(id, false)).body).not.toHaveProperty('suspension');
    const record = await recordOf(id);
    expect(publicityOf(record, TODAY)).toBeDefined();
    expect(notificationsOf(record, digestId)[0]?.type).toBe('record.resumed');
    expect(await decide(id, false)).toBeProblem(409, 'not-taken-down');
  });

  it('is followed by a third, who lets go on what was confirmed; who confirmed it does not', async () => {
    const id = await posted();
    await takeDown(id, FIRST, { reason: '理由', document: '函2号' });
    await decide(id, true);
    expect(await decide(id, false, SECOND)).toBeProblem(403, 'same-officer');
    expect((await decide(id, false, THIRD)).body).not.toHaveProperty('suspension');
  });

  it('has nothing to say of what is not down', async () => {
    expect(await decide(await posted(), true)).toBeProblem(409, 'not-taken-down');
  });
});

describe('what is kept of it', () => {
  it('is the history of the record: who, when, why, and on what', async () => {
    const id = await posted();
    await takeDown(id);
    await decide(id, true, SECOND, { document: '函3号' });
    const { versions } = await api.stores.records.history(id, 0, 10);
    const changes = [...versions.map(({ image }) => image), await recordOf(id)].map(({ change }) => change);
    expect(changes.map(({ action, officer: who }) => [action, who])).toEqual([
      ['post', 'market-regulation/officer-1'],
      ['suspend', FIRST.officer],
      ['confirm-take-down', SECOND.officer],
    ]);
  });

  it('is the same for a licence', async () => {
    const { body } = await api.post(licence({ documentNumber: '庄市监许〔2026〕下1号' }));
    expect((await takeDown(body.id)).status).toBe(200);
  });
});
