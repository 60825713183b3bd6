import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followObjections } from '../../../functions/queue/handlers/follow-objections.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { caseKey } from '../../../shared/crypto/case-keys.ts';
import { beijingDate, type Instant, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { decideObjection, extendObjection } from '../../../shared/objections/handling.ts';
import { markOf } from '../../../shared/objections/marks.ts';
import { type Decision, OBJECTION_STATES, type Objection } from '../../../shared/objections/objection.ts';
import { OBJECTION_HEAD } from '../../../shared/objections/objection-store.ts';
import { askReview, decideReview } from '../../../shared/objections/review.ts';
import { isUndecided } from '../../../shared/objections/transitions.ts';
import { correct } from '../../../shared/records/correct.ts';
import { OBJECTION_OUTCOMES } from '../../../shared/records/marks.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { RECORD_HEAD } from '../../../shared/records/record-store.ts';
import { decideWithdrawal, proposeWithdrawal } from '../../../shared/records/transitions.ts';
import { isUsable } from '../../../shared/records/usable.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { penalty } from '../../builders/submissions.ts';
import { recordOf } from '../records/record-of.ts';
import { headsWithHistory } from './heads.ts';
import { decision, file, MANDATE, NOW, objectedTo, subjectSide } from './objections.ts';

const OFFICERS: readonly Actor['officer'][] = ['a', 'b', 'c'];
const DAY_MS = 86_400_000;

/** One record, whatever is done to it and to the objections against it; nothing that is refused changes anything. */
const worldOf = () => {
  let time = Date.parse(NOW);
  const now = (): Instant => toInstant(time);
  const today = () => beijingDate(now());
  const records = headsWithHistory<CreditRecord>(RECORD_HEAD.keyOf);
  const objections = headsWithHistory<Objection>(OBJECTION_HEAD.keyOf);
  const first = recordOf(penalty());
  records.put(first);
  const key = RECORD_HEAD.keyOf(first);
  const record = () => records.newest(key);
  const all = () => objections.all();
  const last = () =>
    all()
      .toSorted((a, b) => a.target.version - b.target.version)
      .at(-1);
  const follow = followObjections({
    objections: {
      ...objections,
      ofSubject: async () =>
        Promise.all(all().map(async (one) => (await objections.get(OBJECTION_HEAD.keyOf(one))) as never)),
    },
    records,
    cases: { ...headsWithHistory<JointCase>(caseKey), onSubject: async () => [] },
    repairs: { onSubject: async () => [] },
    notifications: { send: async () => undefined },
    now,
  });
  const officer = (who: number, department = 'market-regulation'): Actor => ({
    department,
    officer: OFFICERS[who % OFFICERS.length] ?? 'a',
    at: now(),
  });
  const keep = (next: { readonly ok: boolean; readonly value?: CreditRecord }) =>
    next.ok && next.value !== undefined && records.put(next.value);
  const say = (next: { readonly ok: boolean; readonly value?: Objection }) =>
    next.ok && next.value !== undefined && objections.put(next.value);
  const outcome = (kind: number) => OBJECTION_OUTCOMES[kind % OBJECTION_OUTCOMES.length] ?? 'maintain';
  const context = (who: number, department?: string) => ({
    by: officer(who, department),
    roles: ['reporter', 'credit-office'] as const,
    today: today(),
    objected: objectedTo(record()),
  });
  const withdrawal = { verb: 'revoke', document: '撤1号', decidedOn: today(), reason: '有误' } as const;

  const moves = {
    file: (kind: number) => {
      const filed = file(record(), now(), all(), {
        target: { type: 'record', id: first.id },
        grounds: `理由${kind}`,
        wanted: { outcome: 'delete', text: '删除' },
        files: [],
      });
      const isThere = filed.ok && all().some(({ id }) => id === filed.value.id);
      if (!isThere) say(filed);
    },
    extend: (kind: number) => {
      const one = last();
      if (one)
        say(
          extendObjection(one, { workingDays: 8 + (kind % 13), reason: '鉴定' }, { by: officer(kind), today: today() }),
        );
    },
    decide: (kind: number, who: number) => {
      const one = last();
      if (one) say(decideObjection(one, decision(outcome(kind), now()), context(who)));
    },
    askReview: () => {
      const one = last();
      const isPending = record().objection?.id === one?.id || record().version === one?.target.version;
      if (one === undefined || isPending) return;
      say(
        askReview(
          one,
          { grounds: '不服', files: [] },
          {
            by: subjectSide(now()),
            filing: MANDATE,
            today: today(),
            objected: objectedTo(record()),
            others: all(),
          },
        ),
      );
    },
    decideReview: (kind: number, who: number) => {
      const one = last();
      const department = kind % 2 ? 'credit-office' : 'market-regulation';
      if (one) say(decideReview(one, decision(outcome(kind), now()), context(who, department)));
    },
    correct: (kind: number, who: number) => {
      const content = { fineFen: 2_000_000 - (kind % 100) * 10_000 };
      keep(correct(record(), { reason: '更正', content }, { by: officer(who), today: today() }));
    },
    propose: (_: number, who: number) => {
      keep(proposeWithdrawal(record(), { ...withdrawal, decidedOn: today() }, { by: officer(who), today: today() }));
    },
    confirm: (kind: number, who: number) => {
      if (record().state === 'withdrawal-proposed')
        keep(decideWithdrawal(record(), { confirmed: kind % 2 === 1 }, officer(who)));
    },
    wait: (kind: number) => {
      time += (1 + (kind % 4)) * DAY_MS;
    },
  };
  return {
    moves,
    follow: () => follow({ what: 'record', id: first.id, key }),
    record,
    all,
    last,
    today,
    records,
    objections,
  };
};

type World = ReturnType<typeof worldOf>;
const MOVES = Object.keys(worldOf().moves) as (keyof World['moves'])[];

const steps = fc.array(
  fc.record({
    move: fc.constantFrom(...MOVES, 'file' as const, 'decide' as const),
    kind: fc.nat(60),
    who: fc.nat(2),
    /** Whether the queue's work is done at once, later, or while the next one acts. */
    follow: fc.constantFrom('now', 'later', 'raced'),
  }),
  { minLength: 3, maxLength: 25 },
);

/** What holds at every moment, whatever work is still to be done. */
const alwaysHolds = ({ record, all, today }: World): void => {
  const found = all();
  expect(found.filter(isUndecided).length).toBeLessThanOrEqual(1);
  for (const { target, decision: first, review } of found) {
    for (const decided of [first, review?.decision]) if (decided) expect(target.authors).not.toContain(decided.officer);
    if (review?.decision) expect(review.decision.department).not.toBe(first?.department);
    if (first) expect(first.examined).not.toBe('');
  }
  const { objection } = record();
  if (objection?.suspendsFrom !== undefined && objection.suspendsFrom <= today())
    expect(isUsable(record(), today())).toBe(false);
};

/** Whether a record bears what was decided; what a correction should have said may have been overtaken. */
const isDone = ({ state, supplement, disclosure }: CreditRecord, { outcome }: Decision): boolean => {
  if (outcome === 'delete' || outcome === 'remove-from-list') return state === 'ended';
  if (outcome === 'supplement') return supplement !== undefined;
  return outcome !== 'end-publication' || disclosure?.public === false;
};

/** What holds once all work is done. */
const holdsInTheEnd = ({ record, all }: World): void => {
  const { state, objection } = record();
  const undecided = all().filter(isUndecided);
  const [waiting] = undecided;
  expect(waiting === undefined || state !== 'ended').toBe(true);
  for (const { decision: first, review } of all()) {
    for (const decided of [first, review?.decision])
      if (decided && state !== 'ended') expect(isDone(record(), decided)).toBe(true);
  }
  if (state !== 'ended') expect(objection).toEqual(waiting && markOf(waiting));
};

describe('whatever is done to a record and the objections against it', () => {
  it('no author decides, no department reviews itself, one is open at a time, and a decision always takes its mark away', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(steps, async (path) => {
        const world = worldOf();
        for (const { move, kind, who, follow } of path) {
          const act = () => world.moves[move](kind, who);
          if (follow === 'raced') world.records.interfere(act);
          else act();
          if (follow !== 'later') await world.follow();
          alwaysHolds(world);
        }
        await world.follow();
        await world.follow();
        holdsInTheEnd(world);
        alwaysHolds(world);
        for (const { state } of world.all()) reached.add(state);
        const before = [world.record().version, ...world.all().map(({ version }) => version)];
        await world.follow();
        expect([world.record().version, ...world.all().map(({ version }) => version)]).toEqual(before);
      }),
      { numRuns: 1_000 },
    );
    expect([...reached].toSorted()).toEqual([...OBJECTION_STATES].toSorted());
  }, 60_000);
});
