import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../to-be-problem.ts';
import { officer } from './support/api.ts';
import { AUTHOR, COLLEAGUE, COURT, type ObjectionTown, objectionTown } from './support/objecting.ts';

let place: ObjectionTown;
beforeAll(async () => {
  place = await objectionTown();
});
afterAll(() => place?.api.stop());

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
