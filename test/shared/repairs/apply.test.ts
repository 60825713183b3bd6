import { describe, expect, it } from 'vitest';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { caseKey } from '../../../shared/crypto/case-keys.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { RECORD_HEAD } from '../../../shared/records/record-store.ts';
import { applyForRepair, RepairSubmission } from '../../../shared/repairs/apply.ts';
import { caseNow, repairableCase, repairableRecord } from '../../../shared/repairs/repairable.ts';
import { courtDefaulter, honour, listing, PERSON } from '../../builders/submissions.ts';
import { decided, noticed, refusals, served, value } from '../cases/walk.ts';
import { officer, penaltyRecord, recordOf } from '../records/record-of.ts';
import {
  AUTHOR,
  accepted,
  applied,
  applying,
  day,
  granted,
  PENALTY,
  refused,
  repairable,
  submission,
} from './repairs.ts';

const of = (record: CreditRecord, date = '2026-11-10') =>
  repairableRecord(record, RECORD_HEAD.keyOf(record), day(date));
const ofCase = (joint: JointCase, date = '2028-01-10') => repairableCase(joint, caseKey(joint), day(date));

describe('what can be repaired', () => {
  it('is a negative record in force, by the department that decided it', () => {
    expect(value(of(PENALTY))).toMatchObject({
      department: 'market-regulation',
      target: { type: 'record', id: PENALTY.id, kind: 'administrative-penalty', authors: [AUTHOR] },
      earliest: { date: '2026-11-03', ruleVersion: '2026-04-01' },
    });
    expect(of({ ...PENALTY, state: 'withdrawal-proposed' }).ok).toBe(true);
  });

  it('is neither what ended nor what is held, neither a good record nor one of the courts’ list', () => {
    expect(refusals(of({ ...PENALTY, state: 'ended' }))).toEqual(['nothing-to-repair /target']);
    expect(refusals(of({ ...PENALTY, state: 'held' }))).toEqual(['nothing-to-repair /target']);
    expect(refusals(of(recordOf(honour())))).toEqual(['nothing-to-repair /target']);
    const court = recordOf(courtDefaulter(), { by: { ...officer('judge'), department: 'court' } });
    expect(refusals(of(court))).toEqual(['repair-by-court /target']);
  });

  it('is a record whose publicity is over too: sharing and use go on until it is repaired', () => {
    expect(value(of(PENALTY, '2030-01-01')).earliest.date).toBe('2026-11-03');
  });

  it('is a joint case that was decided, by the department that initiated it', () => {
    const joint = decided();
    expect(value(ofCase(joint))).toMatchObject({
      department: 'human-resources',
      target: { type: 'case', documentNumber: '庄人社决〔2026〕9号' },
      earliest: { date: '2027-11-11', established: false },
    });
    expect(value(ofCase(joint)).target.authors).toEqual([joint.author, joint.decision?.officer]);
    expect(refusals(ofCase(noticed()))).toEqual(['nothing-to-repair /target']);
    expect(refusals(ofCase({ ...served(), state: 'ended' }))).toEqual(['nothing-to-repair /target']);
    expect(refusals(ofCase({ ...served(), effect: 'incentive' }))).toEqual(['nothing-to-repair /target']);
    expect(refusals(ofCase({ ...served(), department: 'court' }))).toEqual(['repair-by-court /target']);
    expect(caseNow(joint, day('2028-01-10'))).toMatchObject({ hasEnded: false, earliest: '2027-11-11' });
  });
});

describe('an application', () => {
  it('is refused a day too early, naming the day and the rule, and taken on the day itself', () => {
    const early = applyForRepair(
      repairable(),
      submission({ commitment: { ...submission().commitment, madeOn: '2026-11-02' } }),
      applying({}, '2026-11-02'),
    );
    expect(early.ok ? [] : early.failure).toMatchObject([
      { kind: 'repair-too-early', pointer: '/target', parameters: { earliest: '2026-11-03', rule: '2026-04-01' } },
    ]);
    const onTheDay = submission({ commitment: { ...submission().commitment, madeOn: '2026-11-03' } });
    expect(value(applyForRepair(repairable(), onTheDay, applying({}, '2026-11-03')))).toMatchObject({
      state: 'applied',
      version: 1,
      number: 1,
      acceptBy: { date: '2026-11-06', provisional: false },
      earliest: { date: '2026-11-03', ruleVersion: '2026-04-01' },
    });
  });

  it('counts its three days for acceptance in working days, over the turn of the year provisionally', () => {
    const late = submission({ commitment: { ...submission().commitment, madeOn: '2026-11-09' } });
    const filed = value(applyForRepair(repairable(), late, applying({}, '2026-12-30')));
    expect(filed.acceptBy).toEqual({ date: '2027-01-05', provisional: true });
  });

  it('while another for the same waits has that one’s number, and after it the next', () => {
    const number = (...earlier: ReturnType<typeof applied>[]) =>
      value(applyForRepair(repairable(), submission(), applying({ earlier }))).number;
    expect(number(applied())).toBe(1);
    expect(number(accepted())).toBe(1);
    expect(number(refused())).toBe(2);
    expect(number(refused(), { ...applied(), number: 2, state: 'withdrawn' })).toBe(3);
    const other = { ...refused(), target: { ...refused().target, id: 'another' } };
    expect(number(other)).toBe(1);
  });

  it('is barred until the years after bad faith are over, whatever the record was', () => {
    const bad = {
      ...granted(),
      target: { ...granted().target, id: 'another' },
      badFaith: {
        ground: 'broken-commitment',
        document: '文书',
        decidedOn: day('2023-11-11'),
        finding: '再犯',
        heard: '无异议',
        until: day('2026-11-11'),
        officer: 'c',
        at: granted().change.at,
      },
    } as const;
    const on = (date: string) =>
      refusals(applyForRepair(repairable(), submission(), applying({ earlier: [bad] }, date)));
    expect(on('2026-11-10')).toEqual(['repair-barred']);
    expect(on('2026-11-11')).toEqual([]);
  });

  it('bears no identity number, no commitment of the future or of before the decision, and nothing public of a person', () => {
    const bad = submission({ performance: '身份证 21029919900101001X' });
    expect(refusals(applyForRepair(repairable(), bad, applying()))).toEqual(['identity-number-in-text /performance']);
    const { commitment } = submission();
    for (const madeOn of ['2026-11-11', '2026-08-02']) {
      const sent = submission({ commitment: { ...commitment, madeOn } });
      expect(refusals(applyForRepair(repairable(), sent, applying()))).toEqual([
        'date-out-of-bounds /commitment/madeOn',
      ]);
    }
    const over = submission({ commitment: { ...commitment, validUntil: '2026-11-10' } });
    expect(refusals(applyForRepair(repairable(), over, applying()))).toEqual(['invalid-value /commitment/validUntil']);
    const person = penaltyRecord({
      decisionDate: '2026-08-03',
      actDate: '2026-08-01',
      subject: { ...PERSON, birthDate: '1990-01-01' },
      disclosure: { public: false, basis: '行政处罚法第四十八条', decidedOn: '2026-08-03' },
    });
    expect(refusals(applyForRepair(repairable(person), submission(), applying()))).toEqual([
      'person-not-disclosed /commitment/publicity',
    ]);
    const limited = submission({ commitment: { ...commitment, publicity: 'limited' } });
    const filed = value(applyForRepair(repairable(person), limited, applying()));
    expect(JSON.stringify(filed)).not.toContain('21029919900101001X');
  });

  it('needs what proves it: performance and the whole commitment', () => {
    const parsed = RepairSubmission.safeParse({ target: { type: 'record', id: PENALTY.id } });
    expect(parsed.error?.issues.map(({ path }) => path.join('/'))).toEqual(['performance', 'commitment']);
    expect(RepairSubmission.safeParse({ ...submission(), target: { type: 'record', id: '../x' } }).success).toBe(false);
  });

  it('for a listing goes by its own list', () => {
    const listed = recordOf(
      listing(
        { decisionDate: '2025-11-05', disclosure: undefined },
        { validFrom: '2025-11-05', validTo: '2028-11-04' },
      ),
    );
    expect(value(of(listed)).earliest).toMatchObject({ date: '2026-11-05', ruleVersion: '2021-09-01' });
  });
});
