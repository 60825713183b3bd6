import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../to-be-problem.ts';
import { officer } from './support/api.ts';
import { COLLEAGUE, type ObjectionTown, OFFICE, objectionTown } from './support/objecting.ts';

let place: ObjectionTown;
beforeAll(async () => {
  place = await objectionTown();
});
afterAll(() => place?.api.stop());

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
