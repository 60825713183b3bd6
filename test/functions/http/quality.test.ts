import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postRecords } from '../../../functions/http/handlers/post-records.ts';
import { foldStatistics } from '../../../functions/schedule/handlers/fold-statistics.ts';
import type { ApiEvent, ApiResult } from '../../../shared/http/event.ts';
import { intakeCountStore } from '../../../shared/quality/intake-count-store.ts';
import { checkCountStore } from '../../../shared/statistics/check-count-store.ts';
import { disclosureCountStore } from '../../../shared/statistics/disclosure-count-store.ts';
import { jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { endNotices } from '../../../shared/withdrawal-ledger/end-notice-store.ts';
import { memberRecord, penalty } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { eventOf, officer } from './support/api.ts';
import { COLLEAGUE, type ObjectionTown, objectionTown } from './support/objecting.ts';

let place: ObjectionTown;
beforeAll(async () => {
  place = await objectionTown();
});
afterAll(() => place?.api.stop());

const OFFICE = officer('credit-office', 'officer-1', 'credit-office');
const AUTHOR = officer('market-regulation');
const ASSOCIATION = officer('construction-association', 'secretary-1', 'association');
const PENALTY = 'administrative-penalty';
const numbered = (number: number, override: object = {}) =>
  penalty({ documentNumber: `庄市监罚〔2026〕${number}号`, ...override });

const fold = () => {
  const { derived, folded, foldedJoint, units, quality } = place.api.stores;
  return foldStatistics({
    cases: disclosureCountStore(derived),
    folded,
    intake: intakeCountStore(derived),
    quality,
    joint: jointCountStore(derived),
    checks: checkCountStore(derived),
    endNotices: endNotices(derived),
    foldedJoint,
    units,
    now: place.api.now,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })();
};
const post = (body: unknown, who = AUTHOR) => place.api.call('post-records', { body, who });
const quality = async (who = OFFICE, month = '2026-11') =>
  (await place.api.call('get-quality', { who, query: { month } })).body.units;
const unitOf = async (code: string) =>
  (await quality()).find(({ department }: { department: { code: string } }) => department.code === code);

describe('the quality of what units send', () => {
  it('counts each request once, refused rows by kind, and is exact when everything comes twice', async () => {
    const many = [numbered(1), numbered(2), numbered(4, { documentNumber: undefined }), { kind: 'unheard-of' }];
    for (const body of [many, many, numbered(7), numbered(7), penalty({ subject: undefined })]) await post(body);
    // Decided on 30 October, it was to be public by 10 November: sent on that day in time, on the next one late.
    const old = { decisionDate: '2026-10-30', disclosure: { ...penalty().disclosure, decidedOn: '2026-10-30' } };
    await post(numbered(5, old));
    place.setTime('2026-11-11T02:00:00.000Z');
    await post(numbered(6, old));
    await post(memberRecord(), ASSOCIATION);
    await post(memberRecord({}, { validTo: '2099-12-31' }), ASSOCIATION);
    await place.town.settle();
    await fold();
    await fold();
    expect(await unitOf('market-regulation')).toMatchObject({
      department: { name: { zh: '庄河市市场监督管理局' } },
      compliance: { sent: 8, accepted: 5, refused: 3, rate: 0.625 },
      lateness: { reported: 3, late: 0, rate: 0 },
      kinds: [
        { kind: PENALTY, accepted: 5, refused: 2, reported: 3, late: 0 },
        { kind: 'unread', accepted: 0, refused: 1, reported: 0, late: 0 },
      ],
    });
    const [october] = await quality(OFFICE, '2026-10');
    expect(october).toMatchObject({ lateness: { reported: 2, late: 1, rate: 0.5 }, compliance: { sent: 0 } });
    expect(await unitOf('construction-association')).toMatchObject({
      department: { name: { zh: '庄河市示例建筑行业协会' } },
      compliance: { sent: 2, accepted: 1, refused: 1 },
    });
  });

  it('shows a department its own, and is nobody’s who sends nothing', async () => {
    const own = await quality(AUTHOR);
    expect(own.map(({ department }: { department: { code: string } }) => department.code)).toEqual([
      'market-regulation',
    ]);
    expect(await quality(officer('tax'))).toMatchObject([{ department: { code: 'tax' }, compliance: { sent: 0 } }]);
    const league = await quality();
    // Who sent nothing is in it, last; who was abolished or is no department and sent nothing is not.
    const codes = league.map(({ department }: { department: { code: string } }) => department.code);
    expect(codes.slice(0, 2)).toEqual(['market-regulation', 'construction-association']);
    expect(codes).toContain('forestry-water');
    for (const none of ['work-safety', 'seafood-chamber']) expect(codes).not.toContain(none);
    expect(JSON.stringify(league)).not.toContain('91210299');
    expect(await place.api.call('get-quality', { who: OFFICE, query: { month: '2026-13' } })).toBeProblem(
      422,
      'impossible-date',
      '/month',
    );
    expect(await place.api.call('get-quality', { who: OFFICE, query: {} })).toBeProblem(422, 'missing-field', '/month');
  });

  it('lists the numbers of a year that nobody reported', async () => {
    const ask = (who = OFFICE, query: object = {}) =>
      place.api.call('get-document-numbers', { who, query: { year: '2026', ...query } });
    const { body } = await ask();
    expect(body).toMatchObject({
      year: '2026',
      leftOut: false,
      series: [
        {
          department: { code: 'market-regulation' },
          kind: PENALTY,
          prefix: '庄市监罚',
          first: 1,
          last: 7,
          reported: 5,
          missing: 2,
          gaps: [{ from: 3, to: 4 }],
          gapsLeftOut: 0,
        },
      ],
    });
    expect((await ask(AUTHOR)).body).toEqual(body);
    expect((await ask(OFFICE, { department: 'market-regulation' })).body.series).toEqual(body.series);
    expect((await ask(officer('tax'))).body.series).toEqual([]);
    expect(await ask(officer('tax'), { department: 'market-regulation' })).toBeProblem(403, 'role-required');
    expect(await ask(OFFICE, { department: 'nobody' })).toBeProblem(422, 'unknown-department');
    expect(await ask(OFFICE, { year: '26' })).toBeProblem(422, 'impossible-date', '/year');
    expect((await ask(OFFICE, { year: '2025' })).body.series).toEqual([]);
  });

  it('counts objections by how they ended, reviews included, and none that is not decided', async () => {
    const filed = [];
    for (const number of [11, 12, 13]) {
      const id = (await post(numbered(number))).body.id;
      await place.town.settle();
      filed.push(await place.filed(id));
    }
    const decidedOn = '2026-11-11';
    const kept = await place.decide(filed[0], { outcome: 'maintain', decidedOn }, COLLEAGUE);
    expect(kept.status, JSON.stringify(kept.body)).toBe(200);
    expect((await place.decide(filed[1], { outcome: 'delete', decidedOn }, COLLEAGUE)).status).toBe(200);
    await place.town.settle();
    await fold();
    expect((await unitOf('market-regulation')).objections).toEqual({ decided: 2, upheld: 1, late: 0, rate: 0.5 });
    const asked = await place.askReview(filed[0], kept.body.version);
    const review = {
      documentNumber: '复核一号',
      decidedOn,
      examined: '调阅案卷',
      reason: '处罚对象有误',
      outcome: 'delete',
    };
    const reviewed = await place.change('decide-objection-review', filed[0].id, asked.body.version, review, {
      who: OFFICE,
    });
    expect(reviewed.status, JSON.stringify(reviewed.body)).toBe(200);
    await place.town.settle();
    await fold();
    expect((await unitOf('market-regulation')).objections).toEqual({ decided: 2, upheld: 2, late: 0, rate: 1 });
  });
});

describe('a count that fails', () => {
  it('costs no record, and the same sent again is counted', async () => {
    const failing = { count: async () => Promise.reject(new Error('the table is gone')) };
    const body = numbered(21);
    const handler = postRecords({ ...place.api.deps, intake: failing }) as unknown as (
      event: ApiEvent,
      context: object,
    ) => Promise<ApiResult>;
    expect((await handler(eventOf('post-records', { body }), {})).statusCode).toBe(201);
    expect(place.api.logged.at(-2)).toMatchObject({ message: 'intake not counted' });
    await fold();
    const before = (await unitOf('market-regulation')).compliance.accepted;
    expect((await post(body)).status).toBe(200);
    await fold();
    expect((await unitOf('market-regulation')).compliance.accepted).toBe(before + 1);
  });
});
