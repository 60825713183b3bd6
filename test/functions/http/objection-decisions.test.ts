import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listing } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { officer } from './support/api.ts';
import { AUTHOR, COLLEAGUE, type ObjectionTown, objectionTown } from './support/objecting.ts';

let place: ObjectionTown;
beforeAll(async () => {
  place = await objectionTown();
});
afterAll(() => place?.api.stop());

const DECIDED = '庄市监异〔2026〕1号';

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
