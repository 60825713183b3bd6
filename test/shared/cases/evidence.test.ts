import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/cases/decision.ts';
import { type Evidence, evidenceFailures } from '../../../shared/cases/evidence.ts';
import { beijingMidnight, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { DAYS, decision, decisionContext, noticed, refusals, value } from './walk.ts';

describe('The evidence of a case', () => {
  const record = {
    id: 'r'.repeat(22),
    kind: 'administrative-penalty',
    state: 'active',
    documentNumber: '庄市监罚〔2026〕1号',
  } as const;
  const ended = { ...record, state: 'ended', end: { verb: 'repair' } } as unknown as Evidence;
  const act = { documentNumber: '另一文书', records: [record.id] };
  const TODAY = calendarDate('2026-11-24');
  const kinds = (on: typeof act, records: readonly Evidence[]) =>
    evidenceFailures(on, records, TODAY).map(({ kind, pointer }) => `${kind} ${pointer}`);

  it('is of its subject, and has not ended', () => {
    expect(kinds(act, [record])).toEqual([]);
    expect(kinds(act, [])).toEqual(['evidence-not-found /act/records/0']);
    expect(kinds(act, [ended])).toEqual(['evidence-ended /act/records/0']);
  });

  it('is nothing that is mirrored from elsewhere, unless it was confirmed in time', () => {
    const mirrored = (asOf: string): Evidence => ({
      ...record,
      mirrored: {
        from: 'superior-platform',
        asOf: beijingMidnight(calendarDate(asOf)),
        refreshedAt: beijingMidnight(calendarDate(asOf)),
      },
    });
    expect(kinds(act, [mirrored('2026-11-23')])).toEqual([]);
    expect(kinds(act, [mirrored('2026-11-20')])).toEqual(['evidence-unconfirmed /act/records/0']);
  });

  it('is no act whose record was repaired, though it is not cited: in whatever spelling', () => {
    const same = { documentNumber: '庄市监罚[2026] 1号', records: [] };
    expect(kinds(same, [record])).toEqual([]);
    expect(kinds(same, [ended])).toEqual(['evidence-ended /act/documentNumber']);
    // What was changed may still carry it.
    const changed = { ...record, state: 'ended', end: { verb: 'change' } } as unknown as Evidence;
    expect(kinds(same, [changed])).toEqual([]);
  });

  it.each(['rating', 'member-record', 'member-evaluation', 'self-discipline-measure', 'third-party-report'] as const)(
    'is no %s, and none of that number takes an act away, ended or not',
    (kind) => {
      expect(kinds(act, [{ ...record, kind }])).toEqual(['evidence-is-statement /act/records/0']);
      const same = { documentNumber: record.documentNumber, records: [] };
      for (const one of [record, ended]) expect(kinds(same, [{ ...one, kind }])).toEqual([]);
    },
  );

  it('is looked at again on the day of the decision', () => {
    const joint = noticed();
    const repaired = { ...ended, documentNumber: joint.act.documentNumber };
    const context = { ...decisionContext(), records: [repaired] };
    expect(refusals(decide(joint, decision(), context))).toEqual(['evidence-ended']);
    const dropped = {
      sustained: false,
      documentNumber: '不字1号',
      decidedOn: calendarDate(DAYS.decided),
      reasons: '已修复',
    } as const;
    expect(value(decide(joint, dropped, context)).state).toBe('ended');
  });
});
