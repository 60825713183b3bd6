import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { parseInput } from '../../../shared/http/parse.ts';
import { addDays, type Instant, toEpochMs, toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { notificationsOf } from '../../../shared/notifications/notification.ts';
import { publicityEndNotifications } from '../../../shared/notifications/publicity-end.ts';
import { Correction, correct } from '../../../shared/records/correct.ts';
import { contentColumns, kindDefinition } from '../../../shared/records/kinds/kinds.ts';
import { standingOf } from '../../../shared/records/public-projection.ts';
import { publicityOf } from '../../../shared/records/publicity.ts';
import type { CreditRecord, WITHDRAWAL_VERBS } from '../../../shared/records/record.ts';
import { decideWithdrawal, proposeWithdrawal, releaseHold } from '../../../shared/records/transitions.ts';
import { anyPosting, NOW, officer, recordOf, TODAY } from './record-of.ts';

const OFFICERS = ['a', 'b', 'c'] as const;
const SALT = digestId('salt');

/** One thing that an officer tries; whether it may be done is the record's own matter. */
type Step = { readonly by: (typeof OFFICERS)[number] } & (
  | { readonly does: 'correct'; readonly correction: object }
  | { readonly does: 'propose'; readonly verb: (typeof WITHDRAWAL_VERBS)[number] }
  | { readonly does: 'decide'; readonly confirmed: boolean }
  | { readonly does: 'release' }
);

const by = fc.constantFrom(...OFFICERS);
const day = fc.constantFrom('2026-01-01', '2027-06-30', '2031-12-31');

const anyCorrection = fc.record({
  reason: fc.constantFrom('录入有误', '文字有误'),
  content: fc.record(
    {
      fineFen: fc.oneof(fc.nat({ max: 3_000_000 }), fc.constant(null)),
      validTo: fc.oneof(day, fc.constant(null)),
      publicityEnd: fc.oneof(day, fc.constant(null)),
      performance: fc.constantFrom('全部已履行', '部分未履行', '全部未履行'),
      reason: fc.constantFrom('拖欠工资', '联系电话0411-89812345'),
      grade: fc.constantFrom('A', '联系电话0411-89812345'),
      amountFen: fc.nat({ max: 3_000_000 }),
      penaltyContent: fc.constantFrom('罚款', '请致电13912345678', '罚款二万元'),
      licenceContent: fc.constantFrom('预包装食品销售', '联系电话0411-89812345'),
      remarks: fc.constantFrom('无', '电话：0411-89812345'),
    },
    { requiredKeys: [] },
  ),
  severity: fc.option(
    fc.record({ grade: fc.constantFrom('minor', 'general', 'serious'), criterion: fc.constant('标准') }),
    { nil: undefined },
  ),
  disclosure: fc.option(
    fc.record({
      public: fc.boolean(),
      basis: fc.constant('法'),
      socialImpact: fc.constant('影响'),
      necessity: fc.constant('必要'),
      decidedOn: fc.constant('2026-11-10'),
    }),
    { nil: undefined },
  ),
});

/** Fields that the kind has not are left out, or nothing would ever be corrected. */
const ownPart = (record: CreditRecord, { content, severity, disclosure, reason }: Record<string, unknown>): object => {
  const fields = contentColumns(record.kind).map(({ field }) => field);
  const own = Object.entries(content as object).filter(([field]) => fields.includes(field));
  return {
    reason,
    content: Object.fromEntries(own),
    ...(severity && kindDefinition(record.kind).statesSeverity ? { severity } : {}),
    ...(disclosure && record.subject.category !== 'person' ? { disclosure } : {}),
  };
};

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('correct' as const), by, correction: anyCorrection }),
  fc.record({
    does: fc.constant('propose' as const),
    by,
    verb: fc.constantFrom('change', 'withdraw', 'revoke', 'declare-unlawful', 'declare-void'),
  }),
  fc.record({ does: fc.constant('decide' as const), by, confirmed: fc.boolean() }),
  fc.record({ does: fc.constant('release' as const), by }),
);

const take = (record: CreditRecord, step: Step, at: Instant): Result<CreditRecord, Failures> => {
  const actor = officer(step.by, at);
  if (step.does === 'correct') {
    const correction = parseInput(
      Correction,
      JSON.parse(JSON.stringify(ownPart(record, step.correction as Record<string, unknown>))),
    );
    if (!correction.ok) return correction;
    return correct(record, correction.value, { by: actor, today: TODAY });
  }
  if (step.does === 'propose') {
    const withdrawal = { verb: step.verb, document: '庄撤〔2026〕1号', decidedOn: TODAY, reason: '认定事实不清' };
    return proposeWithdrawal(record, withdrawal, { by: actor, today: TODAY });
  }
  if (step.does === 'decide') return decideWithdrawal(record, { confirmed: step.confirmed }, actor);
  return releaseHold(record, { finding: '经核对系同一主体' }, actor);
};

const anyLife = fc.record({
  posting: anyPosting,
  nameDiffers: fc.boolean(),
  steps: fc.array(anyStep, { minLength: 1, maxLength: 14 }),
});

type Life = { readonly posting: object; readonly nameDiffers: boolean; readonly steps: readonly Step[] };

interface Passed {
  readonly before: CreditRecord;
  readonly step: Step;
  readonly outcome: Result<CreditRecord, Failures>;
}

/** A record's life: every step that was tried, with the record before it. */
const live = ({
  posting,
  nameDiffers,
  steps,
}: Life): { readonly passed: readonly Passed[]; readonly versions: readonly CreditRecord[] } => {
  const first = recordOf(posting, { nameDiffers });
  const passed: Passed[] = [];
  const versions = [first];
  let record = first;
  for (const [index, step] of steps.entries()) {
    const outcome = take(record, step, toInstant(toEpochMs(NOW) + index * 1_000));
    passed.push({ before: record, step, outcome });
    if (!outcome.ok) continue;
    record = outcome.value;
    versions.push(record);
  }
  return { passed, versions };
};

const inEveryLife = (holds: (lived: ReturnType<typeof live>) => void): void =>
  fc.assert(
    fc.property(anyLife, (life) => holds(live(life))),
    { numRuns: 150 },
  );

const days = [-400, -30, 0, 1, 30, 400, 1_200].map((offset) => addDays(TODAY, offset));
const idsOf = (record: CreditRecord) => notificationsOf(record, (text) => text);

describe('in every life of a record', () => {
  it('each step leads to one more version, made by the officer who took it; what may not be done says why', () => {
    inEveryLife(({ passed }) => {
      for (const { before, step, outcome } of passed) {
        if (outcome.ok)
          expect(outcome.value).toMatchObject({ version: before.version + 1, change: { officer: step.by } });
        else expect(outcome.failure.length).toBeGreaterThan(0);
      }
    });
  });

  it('what ended never changes', () => {
    inEveryLife(({ passed }) => {
      for (const { before, outcome } of passed.filter(({ before: { state } }) => state === 'ended'))
        expect(outcome, before.id).toMatchObject({ ok: false, failure: [{ kind: 'state-forbids' }] });
    });
  });

  it('its state says what it is: held with a reason to hold it, proposed with a withdrawal, ended with an end', () => {
    inEveryLife(({ versions }) => {
      for (const { state, holds, withdrawal, end } of versions) {
        if (state === 'held') expect(holds).not.toEqual([]);
        if (state === 'active') expect(holds).toEqual([]);
        expect(withdrawal !== undefined).toBe(state === 'withdrawal-proposed');
        expect(end !== undefined).toBe(state === 'ended');
      }
    });
  });

  it('what is held or ended is public on no day, and of a person nothing ever is', () => {
    inEveryLife(({ versions }) => {
      for (const record of versions) {
        const hidden = record.holds.length > 0 || record.state === 'ended' || record.subject.category === 'person';
        if (!hidden) continue;
        for (const today of days) {
          expect(publicityOf(record, today)).toBeUndefined();
          expect(standingOf(record, SALT, today).state).toBe('not-public');
        }
      }
    });
  });

  it('nobody hears of what is held; whoever heard of it hears of its end, of a person nobody anything', () => {
    inEveryLife(({ versions }) => {
      const heard = new Map<string, string[]>();
      for (const record of versions) {
        const told = idsOf(record);
        if (record.holds.length > 0 && record.state !== 'ended') expect(told).toEqual([]);
        if (record.subject.category === 'person') expect(told).toEqual([]);
        for (const { recipient, type } of told) heard.set(recipient, [...(heard.get(recipient) ?? []), type]);
        const ended = publicityEndNotifications(record, { version: record.version, on: TODAY }, digestId);
        expect(ended.map(({ recipient }) => recipient).sort()).toEqual([...heard.keys()].sort());
      }
      const last = versions.at(-1);
      for (const types of heard.values()) {
        expect(types[0]).toBe('record.posted');
        expect(types.slice(1)).not.toContain('record.posted');
        expect(types.includes('record.ended')).toBe(last?.state === 'ended');
      }
    });
  });

  it('no notification is told twice, whatever was undone and done again', () => {
    inEveryLife(({ versions }) => {
      const ids = versions.flatMap(idsOf).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  it('two officers are needed for its end and for its release', () => {
    inEveryLife(({ versions }) => {
      for (const [index, record] of versions.entries()) {
        const before = versions[index - 1];
        if (record.change.action === 'confirm-withdrawal')
          expect(record.end?.confirmedBy).not.toBe(record.end?.proposedBy);
        if (record.change.action === 'release-hold') {
          const written = versions
            .slice(0, index)
            .findLast(({ change }) => ['post', 'correct'].includes(change.action));
          expect(record.change.officer).not.toBe(written?.change.officer);
          expect(before?.state).toBe('held');
        }
      }
    });
  });

  it('no correction raises an amount, a grade or a term of a negative record, nor opens what was closed to the public', () => {
    const GRADES = ['minor', 'general', 'serious'];
    const PERFORMED = ['全部已履行', '部分未履行', '全部未履行'];
    inEveryLife(({ passed }) => {
      for (const { before, step, outcome } of passed) {
        if (step.does !== 'correct' || !outcome.ok || !kindDefinition(before.kind).negative) continue;
        const { value: after } = outcome;
        const grade = ({ severity }: CreditRecord) => GRADES.indexOf(severity?.grade ?? '');
        const number = (record: CreditRecord, field: string) => Number(record.content[field] ?? 0);
        const term = (record: CreditRecord, field: string) => String(record.content[field] ?? '9999');
        for (const field of ['fineFen', 'amountFen'])
          expect(number(after, field)).toBeLessThanOrEqual(number(before, field));
        expect(PERFORMED.indexOf(String(after.content['performance']))).toBeLessThanOrEqual(
          PERFORMED.indexOf(String(before.content['performance'])),
        );
        expect(grade(after)).toBeLessThanOrEqual(grade(before));
        for (const field of ['validTo', 'publicityEnd']) {
          expect(term(after, field) <= term(before, field)).toBe(true);
        }
        if (before.disclosure?.public === false) expect(after.disclosure?.public).toBe(false);
        expect(after.subject).toEqual(before.subject);
        expect(after.decisionDate).toBe(before.decisionDate);
      }
    });
  });

  it('no correction of a negative record makes it public for longer', () => {
    inEveryLife(({ passed }) => {
      for (const { before, step, outcome } of passed) {
        if (step.does !== 'correct' || !outcome.ok || !kindDefinition(before.kind).negative) continue;
        const [earlier, later] = [publicityOf(before, TODAY), publicityOf(outcome.value, TODAY)];
        if (earlier && later) expect((later.until ?? '9999') <= (earlier.until ?? '9999')).toBe(true);
      }
    });
  });
});

describe('the lives that are tried', () => {
  it('reach every state, so that the laws above say something', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyLife, (life) => {
        for (const { state, change, told } of live(life).versions)
          seen.add(`${state} ${change.action} ${told !== undefined}`);
      }),
      { numRuns: 400 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'active post true',
        'held post false',
        'held correct true',
        'active correct true',
        'active release-hold true',
        'ended confirm-withdrawal true',
        'ended confirm-withdrawal false',
        'held reject-withdrawal false',
        'withdrawal-proposed propose-withdrawal true',
      ]),
    );
  });
});
