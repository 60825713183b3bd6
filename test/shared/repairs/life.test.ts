import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays, type CalendarDate } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { acceptRepair, extendRepair } from '../../../shared/repairs/acceptance.ts';
import { BadFaithSubmission, recordBadFaith } from '../../../shared/repairs/bad-faith.ts';
import { closedWith, urgeRepair, withdrawRepair } from '../../../shared/repairs/closing.ts';
import { decideRepair } from '../../../shared/repairs/decision.ts';
import { dutiesOfRepair } from '../../../shared/repairs/duties.ts';
import type { Repair } from '../../../shared/repairs/repair.ts';
import { isOpen } from '../../../shared/repairs/transitions.ts';
import { refusals, value } from '../cases/walk.ts';
import {
  AUTHOR,
  accepted,
  acting,
  applied,
  DECIDER,
  day,
  deciding,
  grant,
  granted,
  PENALTY,
  refusal,
  refused,
  THIRD,
} from './repairs.ts';

const bad = (override: object = {}) =>
  BadFaithSubmission.parse({
    ground: 'broken-commitment',
    document: '庄市监认〔2026〕1号',
    decidedOn: '2026-11-20',
    finding: '再次销售不合格产品。',
    heard: '当事人无异议。',
    ...override,
  });

describe('acceptance', () => {
  it('starts the clock of the result in working days', () => {
    const { state, decideBy, acceptance } = accepted();
    expect({ state, decideBy, acceptance }).toMatchObject({
      state: 'accepted',
      decideBy: { date: '2026-11-25', provisional: false },
      acceptance: { outcome: 'accepted', on: '2026-11-11', officer: THIRD },
    });
  });

  it('refused, says everything that is missing, and the subject applies anew', () => {
    const not = value(
      acceptRepair(applied(), { outcome: 'not-accepted', missing: ['缴款凭证'] }, acting(AUTHOR, '2026-11-11')),
    );
    expect(not).toMatchObject({ state: 'not-accepted', acceptance: { missing: ['缴款凭证'] } });
    expect(not.decideBy).toBeUndefined();
    expect(refusals(acceptRepair(not, { outcome: 'accepted' }, acting(THIRD, '2026-11-11')))).toEqual([
      'state-forbids',
    ]);
  });
});

describe('an extension', () => {
  const reason = { reason: '需向法院核实履行情况' };

  it('adds its days once, to the day on which the result was due', () => {
    const extended = value(extendRepair(accepted(), reason, acting(DECIDER, '2026-11-25')));
    expect(extended).toMatchObject({ state: 'accepted', decideBy: { date: '2026-12-09', provisional: false } });
    expect(refusals(extendRepair(extended, reason, acting(DECIDER, '2026-11-25')))).toEqual(['repair-not-extendable']);
  });

  it('comes too late once the day is over, and not before the acceptance', () => {
    expect(refusals(extendRepair(accepted(), reason, acting(DECIDER, '2026-11-26')))).toEqual([
      'repair-not-extendable',
    ]);
    expect(refusals(extendRepair(applied(), reason, acting(DECIDER, '2026-11-11')))).toEqual(['state-forbids']);
  });
});

describe('a decision', () => {
  it('is refused to who wrote the record, then or since, and to the clerk who took the application down', () => {
    expect(refusals(decideRepair(accepted(), grant(), deciding(AUTHOR)))).toEqual(['same-officer']);
    expect(refusals(decideRepair(accepted(), refusal(), deciding(AUTHOR)))).toEqual(['same-officer']);
    const corrected = { ...PENALTY, author: DECIDER };
    expect(refusals(decideRepair(accepted(), grant(), deciding(DECIDER, '2026-11-12', corrected)))).toEqual([
      'same-officer',
    ]);
    const counter = { ...accepted(), application: { ...accepted().application, clerk: DECIDER } };
    expect(refusals(decideRepair(counter, grant(), deciding()))).toEqual(['same-officer']);
  });

  it('says what was examined and why; a refusal its grounds', () => {
    expect(granted()).toMatchObject({
      state: 'granted',
      decision: { outcome: 'granted', officer: DECIDER, grounds: [] },
    });
    expect(refused()).toMatchObject({ state: 'refused', decision: { grounds: ['duty-not-performed'] } });
  });

  it('is not made on what has ended otherwise, neither way, and is dated between acceptance and today', () => {
    const ended = deciding(DECIDER, '2026-11-12', { ...PENALTY, state: 'ended' });
    expect(refusals(decideRepair(accepted(), grant(), ended))).toEqual(['nothing-to-repair']);
    expect(refusals(decideRepair(accepted(), refusal(), ended))).toEqual(['nothing-to-repair']);
    for (const decidedOn of ['2026-11-10', '2026-11-13']) {
      expect(refusals(decideRepair(accepted(), grant({ decidedOn }), deciding()))).toEqual([
        'date-out-of-bounds /decidedOn',
      ]);
    }
    const number = grant({ reasons: '经核实 21029919900101001X 已履行' });
    expect(refusals(decideRepair(accepted(), number, deciding()))).toEqual(['identity-number-in-text /reasons']);
  });

  it('may be made on a record that is held meanwhile, or stands still on a court’s word: it ends all the same', () => {
    const held = { ...PENALTY, state: 'held', holds: ['contact-in-text'] } as const;
    expect(decideRepair(accepted(), grant(), deciding(DECIDER, '2026-11-12', held)).ok).toBe(true);
  });
});

describe('bad faith', () => {
  it('bars for three years from its day, found by another officer than who decided', () => {
    const found = value(recordBadFaith(granted(), bad(), acting(THIRD, '2026-11-20')));
    expect(found).toMatchObject({ state: 'granted', badFaith: { until: '2029-11-20', officer: THIRD } });
    expect(refusals(recordBadFaith(granted(), bad(), acting(DECIDER, '2026-11-20')))).toEqual(['same-officer']);
    expect(refusals(recordBadFaith(found, bad(), acting(THIRD, '2026-11-20')))).toEqual(['state-forbids']);
  });

  it('is found in what was granted, or refused for it', () => {
    const falsified = refused(accepted(), { grounds: ['false-material'] });
    const of = (repair: Repair, override: object = {}) =>
      refusals(recordBadFaith(repair, bad(override), acting(THIRD, '2026-11-20')));
    expect(of(falsified, { ground: 'false-material' })).toEqual([]);
    expect(of(falsified)).toEqual(['state-forbids']);
    expect(of(refused(), { ground: 'false-material' })).toEqual(['state-forbids']);
    expect(of(accepted())).toEqual(['state-forbids']);
    expect(of(granted(), { decidedOn: '2026-11-11' })).toEqual(['date-out-of-bounds /decidedOn']);
  });
});

describe('what its authority owes', () => {
  const duties = (repair: Repair) =>
    dutiesOfRepair(repair).map(({ name, doneOn, releasedOn }) => [
      name,
      doneOn ?? (releasedOn && `released ${releasedOn}`),
    ]);

  it('is acceptance, then a decision; nothing of what was taken back or is moot', () => {
    expect(duties(applied())).toEqual([['accept-repair', undefined]]);
    expect(duties(accepted())).toEqual([
      ['accept-repair', '2026-11-11'],
      ['decide-repair', undefined],
    ]);
    expect(duties(granted()).at(-1)).toEqual(['decide-repair', '2026-11-12']);
    const back = value(withdrawRepair(applied(), {}, acting('mandate-1', '2026-11-10')));
    expect(duties(back)).toEqual([['accept-repair', 'released 2026-11-10']]);
    const moot = closedWith(accepted(), true, acting('system', '2026-11-13').by);
    expect(moot && duties(moot).at(-1)).toEqual(['decide-repair', 'released 2026-11-13']);
    expect(closedWith(granted(), true, acting('system', '2026-11-13').by)).toBeUndefined();
    expect(closedWith(accepted(), false, acting('system', '2026-11-13').by)).toBeUndefined();
  });

  it('is urged by the credit office no more often than twenty times, while it is owed', () => {
    let repair = accepted();
    const urged = () => urgeRepair(repair, { text: '请尽快办结' }, acting('clerk', '2026-11-24'));
    for (let time = 0; time < 20; time += 1) repair = value(urged());
    expect(refusals(urged())).toEqual(['too-many-items']);
    expect(refusals(urgeRepair(granted(), { text: '请' }, acting('clerk', '2026-11-24')))).toEqual(['state-forbids']);
  });
});

/** Everything that can be done to an application, by any officer, on any day. */
const STEPS = ['accept', 'not', 'extend', 'grant', 'refuse', 'withdraw', 'urge', 'close', 'bad'] as const;
type Step = (typeof STEPS)[number];

const step = (
  repair: Repair,
  name: Step,
  officer: string,
  today: CalendarDate,
  author: string,
): Result<Repair, Failures> => {
  const context = acting(officer, today);
  const record = { ...PENALTY, author };
  switch (name) {
    case 'accept':
      return acceptRepair(repair, { outcome: 'accepted' }, context);
    case 'not':
      return acceptRepair(repair, { outcome: 'not-accepted', missing: ['凭证'] }, context);
    case 'extend':
      return extendRepair(repair, { reason: '核实' }, context);
    case 'grant':
      return decideRepair(repair, grant({ decidedOn: today }), deciding(officer, today, record));
    case 'refuse':
      return decideRepair(repair, refusal({ decidedOn: today }), deciding(officer, today, record));
    case 'withdraw':
      return withdrawRepair(repair, {}, context);
    case 'urge':
      return urgeRepair(repair, { text: '请办结' }, context);
    case 'close': {
      const closed = closedWith(repair, true, context.by);
      return closed ? { ok: true, value: closed } : { ok: false, failure: [{ kind: 'state-forbids' }] };
    }
    case 'bad':
      return recordBadFaith(repair, bad({ decidedOn: today }), context);
    default:
      return name satisfies never;
  }
};

test('no history grants before its day, by an author, or after it was closed; what is final stays final', () => {
  const officers = [AUTHOR, DECIDER, THIRD];
  const one = fc.tuple(fc.constantFrom(...STEPS), fc.constantFrom(...officers), fc.nat({ max: 4 }));
  fc.assert(
    fc.property(
      fc.integer({ min: -2, max: 5 }),
      fc.constantFrom(...officers),
      fc.array(one, { maxLength: 12 }),
      (before, author, steps) => {
        // The day from which it may be granted may lie in the future: what was applied for by a rule that was corrected since.
        let repair: Repair = { ...applied(), earliest: { date: addDays(day('2026-11-10'), before), ruleVersion: 'x' } };
        let today = day('2026-11-10');
        for (const [name, officer, days] of steps) {
          today = addDays(today, days);
          const next = step(repair, name, officer, today, author);
          if (!next.ok) continue;
          const before = repair;
          repair = next.value;
          expect(repair.version).toBe(before.version + 1);
          if (!isOpen(before)) expect(repair).toMatchObject({ state: before.state, decision: before.decision });
          if (repair.state === 'granted' && before.state !== 'granted') {
            // What today's rule opens is open: 2026-11-03.
            expect(today >= '2026-11-03').toBe(true);
            expect([author, AUTHOR]).not.toContain(repair.decision?.officer);
            expect(before.acceptance?.outcome).toBe('accepted');
          }
          if (repair.badFaith) expect(repair.badFaith.officer).not.toBe(repair.decision?.officer);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test('no rule’s day is forestalled: a grant waits for the earlier of the application’s rule and today’s', () => {
  const serious = { ...PENALTY, severity: { grade: 'serious', criterion: '标准' } } as const;
  const later: Repair = { ...accepted(), earliest: { date: day('2027-08-03'), ruleVersion: '2026-04-01' } };
  const on = (date: string) =>
    refusals(decideRepair(later, grant({ decidedOn: date }), deciding(DECIDER, date, serious)));
  expect(on('2027-08-02')).toEqual(['repair-too-early']);
  expect(on('2027-08-03')).toEqual([]);
});
