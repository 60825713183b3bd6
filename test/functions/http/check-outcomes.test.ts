import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../to-be-problem.ts';
import { officer } from './support/api.ts';
import {
  AUDITOR,
  type Checking,
  coded,
  EDUCATION,
  FINANCE,
  newFirm,
  newReference,
  startChecking,
} from './support/checking.ts';

let api: Checking;
beforeAll(async () => {
  api = await startChecking();
});
afterAll(() => api?.stop());

const DOCUMENT = '庄财采决〔2026〕8号';
const applied = (measure: string) => ({ measure, outcome: 'applied', document: '庄财采决〔2026〕8号' });
const declined = (measure: string, reason = '该项目依法不适用资格限制') => ({ measure, outcome: 'declined', reason });
const outcomes = (...given: readonly object[]) => ({ decisionDocument: DOCUMENT, outcomes: given });

/** A check in which this many measures bound. */
const checked = async (count: number) => {
  const firm = newFirm();
  for (let serial = 0; serial < count; serial += 1) await api.town.inForce(firm);
  const reference = newReference();
  const { body } = await api.check([coded(firm)], { reference });
  const measures: readonly string[] = body.answers[0].measures.map(({ id }: { id: string }) => id);
  return {
    id: body.id as string,
    measures,
    firm,
    reference,
    again: (subjects: object[]) => api.check(subjects, { reference }),
  };
};
const stateOf = async (id: string) => (await api.read(id)).body.state;
const ofChecks = async () => (await api.stored()).filter((item) => /"pk":"CHECK#/.test(item));

describe('the outcome of a check', () => {
  it('is applied or declined with a reason, each measure once, at once or one after the other', async () => {
    const { id, measures } = await checked(2);
    const [first = '', second = ''] = measures;
    const half = await api.outcome(id, outcomes(applied(first)));
    expect(half.status).toBe(200);
    expect(half.body).toMatchObject({ state: 'owed', decisionDocument: DOCUMENT });
    api.setTime('2026-11-12T02:00:00.000Z');
    const { body } = await api.outcome(id, outcomes(declined(second)));
    expect(body).toMatchObject({ state: 'answered', answeredAt: '2026-11-12T02:00:00.000Z' });
    expect(body.measures.map(({ outcome }: { outcome: object }) => outcome)).toEqual(
      measures.map((measure) =>
        measure === first
          ? { outcome: 'applied', document: DOCUMENT, officer: FINANCE.officer, at: '2026-11-10T02:00:00.000Z' }
          : {
              outcome: 'declined',
              reason: '该项目依法不适用资格限制',
              officer: FINANCE.officer,
              at: '2026-11-12T02:00:00.000Z',
            },
      ),
    );
    expect((await api.read(id)).body).toEqual(body);
    expect(await api.checkItem(id)).not.toHaveProperty('duePk');
    api.setTime('2026-11-10T02:00:00.000Z');
  });

  it('said again is the same; said otherwise it is refused, by whomever, and stays', async () => {
    const { id, measures } = await checked(2);
    const [first = ''] = measures;
    await api.outcome(id, outcomes(applied(first)));
    const before = await ofChecks();
    expect((await api.outcome(id, outcomes(applied(first)))).status).toBe(200);
    expect((await api.outcome(id, outcomes(applied(first)), officer('finance', 'second', 'reporter'))).status).toBe(
      200,
    );
    const others = [
      outcomes(declined(first)),
      outcomes({ ...applied(first), document: '另1号' }),
      { ...outcomes(applied(first)), decisionDocument: '另1号' },
    ];
    for (const other of others) expect(await api.outcome(id, other)).toBeProblem(409, 'outcome-given');
    expect(await ofChecks()).toEqual(before);
  });

  it('of which one part is refused is refused as a whole', async () => {
    const { id, measures } = await checked(3);
    const [first = '', second = '', third = ''] = measures;
    await api.outcome(id, outcomes(applied(first)));
    const before = await ofChecks();
    expect(await api.outcome(id, outcomes(applied(second), declined(first)))).toBeProblem(
      409,
      'outcome-given',
      '/outcomes/1',
    );
    expect(await api.outcome(id, outcomes(applied(second), applied('nothing')))).toBeProblem(
      422,
      'measure-not-in-check',
      '/outcomes/1',
    );
    expect(await api.outcome(id, outcomes(applied(third), declined(third)))).toBeProblem(
      409,
      'outcome-given',
      '/outcomes/1',
    );
    expect(await ofChecks()).toEqual(before);
    expect((await api.outcome(id, outcomes(applied(third), applied(third)))).status).toBe(200);
  });

  it('is of this check’s measures: those of another one are unknown, and there is none where nothing bound', async () => {
    const [one, other] = [await checked(1), await checked(1)];
    const [foreign = ''] = other.measures;
    expect(await api.outcome(one.id, outcomes(applied(foreign)))).toBeProblem(
      422,
      'measure-not-in-check',
      '/outcomes/0',
    );
    const negative = await checked(0);
    expect(await stateOf(negative.id)).toBe('clear');
    expect(await api.outcome(negative.id, outcomes(applied(foreign)))).toBeProblem(422, 'measure-not-in-check');
  });

  it('is the deciding department’s alone', async () => {
    const { id, measures } = await checked(1);
    const [measure = ''] = measures;
    expect(await api.outcome(id, outcomes(applied(measure)), EDUCATION)).toBeProblem(404, 'not-found');
    expect(await api.outcome(id, outcomes(applied(measure)), AUDITOR)).toBeProblem(403, 'role-required');
    expect(await api.outcome(id, outcomes(applied(measure)), officer('justice', 'x', 'auditor reporter'))).toBeProblem(
      404,
      'not-found',
    );
    expect(await api.outcome('AAAAAAAAAAAAAAAAAAAAAA', outcomes(applied(measure)))).toBeProblem(404, 'not-found');
  });

  it('is complete: decided, a reason or a document, no identity number, nothing else', async () => {
    const { id, measures } = await checked(1);
    const [measure = ''] = measures;
    const wrong: readonly (readonly [object, string, string])[] = [
      [{ outcomes: [applied(measure)] }, 'missing-field', '/decisionDocument'],
      [outcomes(), 'missing-field', '/outcomes'],
      [outcomes({ measure, outcome: 'declined' }), 'missing-field', '/outcomes/0/reason'],
      [outcomes({ measure, outcome: 'declined', reason: '  ' }), 'missing-field', '/outcomes/0/reason'],
      [outcomes({ measure, outcome: 'applied' }), 'missing-field', '/outcomes/0/document'],
      [outcomes({ ...applied(measure), reason: '两可' }), 'unknown-field', '/outcomes/0/reason'],
      [outcomes({ ...applied(measure), outcome: 'ignored' }), 'invalid-value', '/outcomes/0/outcome'],
      [outcomes(declined(measure, '本人21029919900101001X已履行')), 'identity-number-in-text', '/outcomes/0/reason'],
      [
        { ...outcomes(applied(measure)), decisionDocument: '21029919900101001X' },
        'identity-number-in-text',
        '/decisionDocument',
      ],
      [outcomes(...Array.from({ length: 100 }, () => applied(measure))), 'invalid-value', '/outcomes'],
    ];
    const before = await ofChecks();
    for (const [body, kind, pointer] of wrong)
      expect(await api.outcome(id, body)).toBeProblem(422, kind as never, pointer);
    expect(await ofChecks()).toEqual(before);
  });

  it('given by many at once is kept once, and never two that differ', async () => {
    const { id, measures } = await checked(4);
    const given = Array.from({ length: 12 }, (_, at) => {
      const measure = measures[at % 4] ?? '';
      return outcomes(at < 6 ? applied(measure) : declined(measure));
    });
    const replies = await Promise.all(given.map((body) => api.outcome(id, body)));
    expect(replies.every(({ status }) => [200, 409, 503].includes(status))).toBe(true);
    // Whoever met another's transaction comes again.
    for (const [at, { status }] of replies.entries()) if (status === 503) await api.outcome(id, given[at] ?? {});
    const { body } = await api.read(id);
    expect(body.state).toBe('answered');
    expect(body.measures.every(({ outcome }: { outcome?: object }) => outcome !== undefined)).toBe(true);
    expect((await ofChecks()).filter((item) => item.includes(id) && item.includes('OUTCOME#'))).toHaveLength(4);
  });

  it('under an Idempotency-Key is repeated; a mistaken one does not use the key up', async () => {
    const { id, measures } = await checked(1);
    const [measure = ''] = measures;
    const key = { 'idempotency-key': 'outcome-1' };
    expect((await api.outcome(id, outcomes(applied('wrong')), FINANCE, key)).status).toBe(422);
    expect((await api.outcome(id, outcomes(applied(measure)), FINANCE, key)).status).toBe(200);
    expect((await api.outcome(id, outcomes(applied(measure)), FINANCE, key)).status).toBe(200);
    const other = await checked(1);
    expect(await api.outcome(other.id, outcomes(applied(other.measures[0] ?? '')), FINANCE, key)).toBeProblem(
      422,
      'idempotency-key-reused',
    );
  });
});

describe('a check whose outcome is given', () => {
  it('is closed: its reference stands for a decision that was made', async () => {
    const { id, measures, firm, again } = await checked(1);
    await api.outcome(id, outcomes(applied(measures[0] ?? '')));
    const before = await ofChecks();
    expect(await again([coded(newFirm())])).toBeProblem(409, 'decision-made');
    // A repeated request is still answered like the first: its answer may have been lost.
    expect((await again([coded(firm)])).status).toBe(200);
    expect(await ofChecks()).toEqual(before);
  });

  it('is not closed by what was answered before it was extended', async () => {
    const { id, measures, again } = await checked(1);
    const other = newFirm();
    await api.town.inForce(other);
    const [first = ''] = measures;
    const more = (await again([coded(other)])).body.answers[0].measures[0].id;
    expect((await api.outcome(id, outcomes(applied(first)))).body.state).toBe('owed');
    expect((await api.outcome(id, outcomes(declined(more)))).body.state).toBe('answered');
  });

  it('is never left closed with a measure unanswered, though it is extended and answered at once', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { id, measures, again } = await checked(1);
      const other = newFirm();
      await api.town.inForce(other);
      await Promise.all([again([coded(other)]), api.outcome(id, outcomes(applied(measures[0] ?? '')))]);
      const { body } = await api.read(id);
      const unanswered = body.measures.filter(({ outcome }: { outcome?: object }) => outcome === undefined);
      expect(body.answeredAt === undefined || unanswered.length === 0).toBe(true);
    }
  });
});
