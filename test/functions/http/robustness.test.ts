import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toNationalRow } from '../../../shared/records/national-row.ts';
import { licence, PERSON, penalty, TRADER } from '../../builders/submissions.ts';
import type { Reply } from '../../to-be-problem.ts';
import { type Api, type OperationId, officer, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const SIGNED_RELEASE = { severity: { grade: 'general', criterion: '标准' } };
const { subject: _, ...withoutSubject } = penalty();
const VALID: readonly object[] = [
  penalty(),
  licence(),
  penalty({ subject: TRADER }),
  { ...withoutSubject, subject: PERSON, actDate: '2026-10-01', disclosure: undefined },
  { kind: 'administrative-penalty', national: toNationalRow('administrative-penalty', penalty()), ...SIGNED_RELEASE },
  { kind: 'administrative-licence', national: toNationalRow('administrative-licence', licence()) },
].map((body) => JSON.parse(JSON.stringify(body)));

/** JSON that is meant to hurt, as text: so that __proto__ and numbers beyond all numbers arrive as they would. */
const nasty = fc.constantFrom(
  'null',
  '[]',
  '{}',
  '""',
  '-0',
  '1e400',
  '-1e400',
  '123456789012345678901234567890',
  '0.1',
  'true',
  '"\\u0000"',
  '"\\ud800"',
  '"\\uffff"',
  '"__proto__"',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"valueOf":2,"then":"x","length":-1}',
  '[[[[[[]]]]]]',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  `"${'长'.repeat(70_000)}"`,
  `[${Array(5_000).fill('"罚款"').join()}]`,
  '"2026-11-02"',
  '"ＣＦ"',
  '"$ne"',
  '"\\u202e"',
);
const anyJson = fc.oneof(nasty, fc.json({ maxDepth: 4 }));
const anyName = fc.constantFrom(
  '__proto__',
  'constructor',
  'kind',
  'subject',
  'national',
  'content',
  'a/b~c',
  '',
  '0',
  '\u0000',
  '长',
);

/** A place in a value, by the names that lead there. */
const placesOf = (value: unknown, at: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [at, ...Object.entries(value).flatMap(([name, member]) => placesOf(member, [...at, name]))]
    : [at];

const MARK = '<<mark>>';
const marked = (
  value: unknown,
  [name, ...rest]: readonly string[],
  put: 'replace' | 'add' | 'delete',
  added: string,
): unknown => {
  if (name === undefined) {
    if (put === 'add' && Array.isArray(value)) return [...value, MARK];
    return put === 'add' && typeof value === 'object' && value !== null
      ? { ...value, [`${added}<<name>>`]: MARK }
      : MARK;
  }
  if (Array.isArray(value))
    return value.map((member, at) => (String(at) === name ? marked(member, rest, put, added) : member));
  return Object.fromEntries(
    Object.entries(Object(value)).flatMap(([key, member]) => {
      if (key !== name) return [[key, member]];
      return put === 'delete' && rest.length === 0 ? [] : [[key, marked(member, rest, put, added)]];
    }),
  );
};

/** A valid posting with something deleted, replaced or added somewhere, as the text of a body. */
const anyMutation = fc
  .tuple(fc.constantFrom(...VALID), fc.nat(), fc.constantFrom('replace', 'add', 'delete'), anyName, anyJson)
  .map(([valid, at, put, name, json]) => {
    const places = placesOf(valid);
    const mutated = marked(valid, places[at % places.length] ?? [], put, name);
    return JSON.stringify(mutated).replaceAll('<<name>>', '').replaceAll(JSON.stringify(MARK), json);
  });

const anyHeaders = fc.record(
  {
    'accept-language': fc.constantFrom('en', 'zh', 'en;q=x', '*', ',,;', 'en;q=1e9', '\u0000'),
    'idempotency-key': fc.oneof(fc.uuid(), fc.string({ maxLength: 300 })),
    'if-match': fc.constantFrom('"1"', '"2"', '*', 'W/"1"', ''),
  },
  { requiredKeys: [] },
);

const FINE = new Set([200, 201, 400, 404, 409, 412, 413, 422, 428]);

const recordsIn = (items: readonly string[]) => items.filter((item) => item.startsWith('register'));

/** What holds of every answer: no fault, nothing stored by what is refused, no prototype changed. */
const answeredSoundly = async (ask: () => Promise<Reply>): Promise<void> => {
  const before = await api.stored();
  const reply = await ask();
  expect(FINE, JSON.stringify(reply.body).slice(0, 300)).toContain(reply.status);
  if (reply.status >= 400) {
    expect(reply.body).toMatchObject({ type: expect.stringMatching(/^\/docs\/problems#/), status: reply.status });
    const after = await api.stored();
    // A conflict is found out by the write itself: by then the request has its key.
    if (reply.status === 409) expect(recordsIn(after)).toEqual(recordsIn(before));
    else expect(after).toEqual(before);
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(JSON.stringify(reply.body).length).toBeLessThan(3_000_000);
};

describe('whatever is posted', () => {
  it('is answered without a fault, and what is refused is not stored: any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(anyJson, anyHeaders, (raw, headers) =>
        answeredSoundly(() =>
          api.call('post-records', { raw, headers: { 'content-type': 'application/json', ...headers } }),
        ),
      ),
      { numRuns: 100 },
    );
  });

  it('is answered without a fault, and what is refused is not stored: postings with something deleted, replaced or added', async () => {
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(anyMutation, anyHeaders, (raw, headers) =>
        answeredSoundly(async () => {
          const reply = await api.call('post-records', { raw, headers });
          seen.set(reply.status, (seen.get(reply.status) ?? 0) + 1);
          return reply;
        }),
      ),
      { numRuns: 250 },
    );
    expect([...seen.keys()]).toEqual(expect.arrayContaining([201, 422]));
  });

  it('is answered without a fault: many at once', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(anyMutation, { maxLength: 8 }), async (bodies) => {
        const { status, body } = await api.call('post-records', { raw: `[${bodies.join()}]` });
        if (status === 413 || bodies.length === 0) return;
        expect(status).toBe(200);
        expect(body.outcomes).toHaveLength(bodies.length);
        for (const { outcome } of body.outcomes) outcomes.add(outcome);
      }),
      { numRuns: 60 },
    );
    // What an earlier run stored is there already.
    expect(outcomes.has('created') || outcomes.has('unchanged')).toBe(true);
    expect(outcomes.has('refused')).toBe(true);
  });
});

describe('whatever is asked of a record', () => {
  const changes: readonly OperationId[] = [
    'correct-record',
    'propose-withdrawal',
    'confirm-withdrawal',
    'release-hold',
  ];
  const anyContent = fc.dictionary(
    fc.constantFrom('fineFen', 'validTo', 'remarks', 'penaltyCategories', '__proto__', 'constructor', 'x'),
    anyJson,
    { maxKeys: 4 },
  );
  const objectOf = (members: Readonly<Record<string, string>>): string =>
    `{${Object.entries(members)
      .map(([name, json]) => `${JSON.stringify(name)}:${json}`)
      .join()}}`;
  const anyChange = fc
    .dictionary(
      fc.constantFrom(
        'reason',
        'severity',
        'disclosure',
        'verb',
        'document',
        'decidedOn',
        'confirmed',
        'finding',
        '__proto__',
        'subject',
      ),
      anyJson,
      { maxKeys: 5 },
    )
    .chain((members) => anyContent.map((content) => objectOf({ ...members, content: objectOf(content) })));

  it('is answered without a fault, and what is refused changes nothing', async () => {
    const { body } = await api.post(penalty({ documentNumber: '庄罚强韧号' }));
    const anyId = fc.oneof(
      fc.constant(body.id),
      fc.constantFrom('', 'x', '../..', '\u0000', 'A'.repeat(22), '记'.repeat(2_000)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...changes),
        anyId,
        fc.oneof(anyChange, anyJson),
        anyHeaders,
        (operation, id, raw, headers) =>
          answeredSoundly(() => api.call(operation, { id, raw, headers: { 'if-match': '"1"', ...headers } })),
      ),
      { numRuns: 100 },
    );
  });

  it('is answered without a fault: any query', async () => {
    const reads: readonly OperationId[] = [
      'get-record',
      'get-record-history',
      'list-notifications',
      'get-disclosure-statistics',
      'get-joint-statistics',
      'get-scorecard',
      'get-case-timeline',
      'list-flagged-checks',
      'get-check',
      'list-tasks',
      'list-cases',
    ];
    const who = officer('market-regulation', 'officer-1', 'reporter initiator implementer credit-office auditor');
    const anyQuery = fc.dictionary(
      fc.constantFrom(
        'cursor',
        'limit',
        'format',
        'month',
        'department',
        'status',
        'state',
        'flagged',
        '__proto__',
        'x',
      ),
      fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.base64String()),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...reads), anyQuery, (operation, query) =>
        answeredSoundly(() => api.call(operation, { who, id: 'A'.repeat(22), query })),
      ),
      { numRuns: 100 },
    );
  });
});
