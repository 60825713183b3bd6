import { describe, expect, it } from 'vitest';
import type { Acceptance } from '../../../shared/acceptances/acceptance.ts';
import { toAcceptanceView } from '../../../shared/acceptances/acceptance-view.ts';
import {
  extendAcceptance,
  findBroken,
  supplyDocuments,
  withdrawAcceptance,
} from '../../../shared/acceptances/changes.ts';
import { clockedAcceptance } from '../../../shared/acceptances/duties.ts';
import { MATTERS, matterOn, supplyTermOn } from '../../../shared/acceptances/matters.ts';
import { AcceptanceSubmission, admitAcceptance, openAcceptance } from '../../../shared/acceptances/open.ts';
import { stagesCome } from '../../../shared/clocks/clock-stages.ts';
import { DEPARTMENTS } from '../../../shared/departments/departments.ts';
import { calendarDate, toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { acceptance } from '../../builders/acceptances.ts';

const day = calendarDate;
const on = (date: string, officer = 'officer-1') => ({
  by: { department: 'market-regulation', officer, at: toInstant(Date.parse(`${date}T02:00:00.000Z`)) },
  today: day(date),
});
const SUBJECT = { key: 'ORG#x', category: 'organisation', name: '庄河示例农民专业合作社' } as const;

const admitted = (override: object = {}, today = '2026-11-10', department = 'market-regulation') =>
  admitAcceptance(AcceptanceSubmission.parse(acceptance(override)), { department, today: day(today) });

const opened = (override: object = {}): Acceptance => {
  const value = admitted(override);
  if (!value.ok) throw new Error(JSON.stringify(value.failure));
  return openAcceptance(value.value, { id: 'a', subject: SUBJECT, by: on('2026-11-10').by });
};
const refusal = (result: Result<unknown, Failures>) =>
  result.ok ? [] : result.failure.map(({ kind, pointer }) => [kind, pointer]);
const done = (result: Result<Acceptance, Failures>): Acceptance => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

const BOTH = {
  documents: ['business-licence-copy', 'power-of-attorney'].map((document) => ({ document, on: day('2026-11-12') })),
};
const ONE = { documents: BOTH.documents.slice(0, 1) };
const BREACH = { remindedOn: day('2026-11-23'), reason: '经提醒仍未补交' };

describe('an acceptance with documents outstanding', () => {
  it('gives the usual ten working days, the day of acceptance not counted, or those that were chosen', () => {
    expect(opened()).toMatchObject({
      state: 'open',
      acceptedOn: '2026-11-10',
      supplyBy: { date: '2026-11-24', provisional: false },
      matterName: { zh: '食品生产经营许可' },
      outstanding: [{ document: 'business-licence-copy', name: { zh: '营业执照复印件（可以核验）' } }, {}],
    });
    expect(opened({ workingDays: 5 }).supplyBy.date).toBe('2026-11-17');
    expect(opened({ workingDays: 20, decideBy: '2026-12-08' }).supplyBy.date).toBe('2026-12-08');
  });

  it.each([
    ['a matter that is not listed', { matter: 'land-supply' }, [['matter-not-listed', '/matter']]],
    [
      'a document that is not listed',
      { outstanding: [{ document: 'unknown', how: '补交' }] },
      [['document-not-deferrable', '/outstanding/0/document']],
    ],
    [
      'a document that a law requires',
      { outstanding: [{ document: 'safety-conditions', how: '补交' }] },
      [['document-required-by-law', '/outstanding/0/document']],
    ],
    [
      'a document twice',
      {
        outstanding: [
          { document: 'power-of-attorney', how: '一' },
          { document: 'power-of-attorney', how: '二' },
        ],
      },
      [['duplicate-code', '/outstanding/1/document']],
    ],
    ['too short a time', { workingDays: 4 }, [['invalid-value', '/workingDays']]],
    ['too long a time', { workingDays: 21 }, [['invalid-value', '/workingDays']]],
    ['a time beyond the decision', { decideBy: '2026-11-23' }, [['date-too-early', '/decideBy']]],
    [
      'a commitment of tomorrow',
      { commitment: { text: '补交', madeOn: '2026-11-11', by: 'self', name: '张某' } },
      [['decision-in-future', '/commitment/madeOn']],
    ],
    ['an identity number', { consequence: '通知21029919900101001X' }, [['identity-number-in-text', '/consequence']]],
  ])('is refused with %s', (_, override, expected) => {
    expect(refusal(admitted(override))).toEqual(expected);
  });

  it('is none of another department’s matters', () => {
    expect(refusal(admitted({}, '2026-11-10', 'finance'))).toEqual([['matter-not-listed', '/matter']]);
  });
});

describe('documents that come', () => {
  it('are noted one by one, and with the last one the commitment is kept', () => {
    const first = done(supplyDocuments(opened(), ONE, on('2026-11-12')));
    expect(first).toMatchObject({ version: 2, state: 'open', outstanding: [{ supplied: { on: '2026-11-12' } }, {}] });
    expect(refusal(supplyDocuments(first, ONE, on('2026-11-13')))).toEqual([
      ['document-not-outstanding', '/documents/0/document'],
    ]);
    const rest = { documents: BOTH.documents.slice(1) };
    expect(done(supplyDocuments(first, rest, on('2026-11-13')))).toMatchObject({ version: 3, state: 'kept' });
  });

  it('keep it too when they come late, as long as it was not found broken', () => {
    const late = { documents: BOTH.documents.map(({ document }) => ({ document, on: day('2026-12-01') })) };
    expect(done(supplyDocuments(opened(), late, on('2026-12-01'))).state).toBe('kept');
    const broken = done(findBroken(opened(), BREACH, on('2026-11-25', 'officer-2')));
    expect(refusal(supplyDocuments(broken, late, on('2026-12-01')))).toEqual([['state-forbids', undefined]]);
  });

  it.each([
    [
      'that came before the application',
      { documents: [{ document: 'power-of-attorney', on: day('2026-11-09') }] },
      'date-out-of-bounds',
      '/documents/0/on',
    ],
    [
      'that is yet to come',
      { documents: [{ document: 'power-of-attorney', on: day('2026-11-13') }] },
      'date-out-of-bounds',
      '/documents/0/on',
    ],
    [
      'twice at once',
      { documents: [...ONE.documents, ...ONE.documents] },
      'document-not-outstanding',
      '/documents/1/document',
    ],
  ])('are none of a document %s', (_, submission, kind, pointer) => {
    expect(refusal(supplyDocuments(opened(), submission, on('2026-11-12')))).toEqual([[kind, pointer]]);
  });
});

describe('more time', () => {
  const MORE = { workingDays: 10, reason: '登记机关尚未出具' };

  it('is given once, from the day on which it would have been over', () => {
    const later = done(extendAcceptance(opened(), MORE, on('2026-11-24')));
    expect(later).toMatchObject({ supplyBy: { date: '2026-12-08' }, extension: { before: { date: '2026-11-24' } } });
    expect(refusal(extendAcceptance(later, MORE, on('2026-11-25')))).toEqual([['extended-before', undefined]]);
  });

  it('is not given once it is over, beyond what the rule allows or the decision, nor with an identity number', () => {
    expect(refusal(extendAcceptance(opened(), MORE, on('2026-11-25')))).toEqual([['state-forbids', undefined]]);
    expect(refusal(extendAcceptance(opened(), { ...MORE, workingDays: 11 }, on('2026-11-12')))).toEqual([
      ['invalid-value', '/workingDays'],
    ]);
    const decided = opened({ decideBy: '2026-12-07' });
    expect(refusal(extendAcceptance(decided, MORE, on('2026-11-12')))).toEqual([['date-too-early', '/workingDays']]);
    expect(refusal(extendAcceptance(opened(), { ...MORE, reason: '21029919900101001X' }, on('2026-11-12')))).toEqual([
      ['identity-number-in-text', '/reason'],
    ]);
  });
});

describe('a breach', () => {
  it('is found the day after the time is over, after a reminder, by another officer', () => {
    expect(refusal(findBroken(opened(), BREACH, on('2026-11-24', 'officer-2')))).toEqual([
      ['still-in-time', undefined],
    ]);
    expect(refusal(findBroken(opened(), BREACH, on('2026-11-25')))).toEqual([['same-officer', undefined]]);
    expect(done(findBroken(opened(), BREACH, on('2026-11-25', 'officer-2')))).toMatchObject({
      state: 'broken',
      breach: { remindedOn: '2026-11-23', officer: 'officer-2' },
    });
  });

  it('needs a reminder after the acceptance and not in the future', () => {
    for (const remindedOn of ['2026-11-10', '2026-11-26'])
      expect(
        refusal(findBroken(opened(), { ...BREACH, remindedOn: day(remindedOn) }, on('2026-11-25', 'officer-2'))),
      ).toEqual([['date-out-of-bounds', '/remindedOn']]);
  });

  it('is not there by the day alone: only that it is overdue shows', () => {
    const view = (today: string) => toAcceptanceView(opened(), day(today));
    expect([view('2026-11-24').overdue, view('2026-11-25').overdue]).toEqual([false, true]);
    expect(view('2026-11-25').state).toBe('open');
  });
});

describe('an acceptance that is over', () => {
  const kept = done(supplyDocuments(opened(), BOTH, on('2026-11-12')));
  const withdrawn = done(withdrawAcceptance(opened(), { reason: '申请人撤回' }, on('2026-11-12')));
  const broken = done(findBroken(opened(), BREACH, on('2026-11-25', 'officer-2')));

  it('changes no more', () => {
    for (const over of [kept, withdrawn, broken]) {
      const context = on('2026-11-26', 'officer-2');
      const steps = [
        supplyDocuments(over, BOTH, context),
        extendAcceptance(over, { workingDays: 1, reason: '由' }, context),
        findBroken(over, BREACH, context),
        withdrawAcceptance(over, { reason: '由' }, context),
      ];
      for (const step of steps) expect(refusal(step)).toEqual([['state-forbids', undefined]]);
    }
  });

  it('has no clock that runs', () => {
    const said = (one: Acceptance, today: string) =>
      stagesCome(clockedAcceptance(one), day(today)).map(({ stage }) => stage);
    expect(said(opened(), '2026-11-20')).toEqual([]);
    expect(said(opened(), '2026-11-23')).toEqual(['reminder']);
    expect(said(opened(), '2026-11-25')).toEqual(['overdue']);
    expect(said(opened(), '2026-11-27')).toEqual(['overdue', 'escalated']);
    for (const over of [kept, withdrawn, broken]) expect(said(over, '2027-01-20')).toEqual([]);
  });
});

describe('the matters', () => {
  it('are of departments that there are, and each has something that may be outstanding', () => {
    const codes = DEPARTMENTS.map(({ code }) => String(code));
    for (const { department, documents, code } of MATTERS) {
      expect(codes).toContain(department);
      expect(
        documents.some(({ requiredBy }) => requiredBy === undefined),
        code,
      ).toBe(true);
      expect(new Set(documents.map((document) => document.code)).size).toBe(documents.length);
    }
  });

  it('hold from their day on, by a term within its bounds', () => {
    expect(matterOn('market-regulation', 'food-licence', day('2017-08-06'))).toBeUndefined();
    const { shortestDays, usualDays, longestDays } = supplyTermOn(day('2026-11-10'));
    expect(shortestDays <= usualDays && usualDays <= longestDays).toBe(true);
    expect(() => supplyTermOn(day('2017-08-06'))).toThrow(RangeError);
  });
});
