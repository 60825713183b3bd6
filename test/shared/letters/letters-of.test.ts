import { describe, expect, it } from 'vitest';
import { DecisionServiceSubmission, serveDecision } from '../../../shared/cases/notice.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { appealDeadlines, remediesAgainst } from '../../../shared/letters/remedies.ts';
import { acting } from '../../builders/joint-cases.ts';
import { caseSources, letters, record, recordSources } from '../../builders/letters.ts';
import { DAYS, DEPARTMENT, decided, noticed, proposed, value } from '../cases/walk.ts';
import { wholeCase } from './every-letter.ts';

const types = (sources: Parameters<typeof letters>[0]) => letters(sources).map(({ type }) => type);

describe('letters of a case', () => {
  it('begin with a draft, which the notice overtakes', () => {
    const first = proposed();
    expect(letters(caseSources(first)).map(({ type, isDraft }) => [type, isDraft])).toEqual([['prior-notice', true]]);
    expect(letters(caseSources(first, noticed(first))).map(({ type, isDraft }) => [type, isDraft])).toEqual([
      ['prior-notice', false],
    ]);
  });

  it('are one for each step that the subject must hear of', () => {
    expect(types(caseSources(...Object.values(wholeCase())))).toEqual([
      'prior-notice',
      'decision',
      'repair-notice',
      'suspension',
      'resumption',
      'lift',
    ]);
  });

  it('keep a decision from the door until it was served, and know what was served with it', () => {
    const first = proposed();
    const told = noticed(first);
    const ruled = decided(told);
    const open = (sources: Parameters<typeof letters>[0]) =>
      letters(sources).map(({ type, isOpenAtDoor, ownService }) => [type, isOpenAtDoor, ownService?.method]);
    expect(open(caseSources(first, told, ruled))).toEqual([
      ['prior-notice', true, 'in-person'],
      ['decision', false, undefined],
      ['repair-notice', false, undefined],
    ]);
    const serve = (together: readonly string[]) =>
      value(
        serveDecision(
          ruled,
          DecisionServiceSubmission.parse({
            documentNumber: '庄人社决〔2026〕9号',
            method: 'post',
            servedOn: DAYS.served,
            evidence: 'EMS 1234567890',
            together,
          }),
          acting(DEPARTMENT, DAYS.served),
        ),
      );
    expect(open(caseSources(first, told, ruled, serve(['repair-notice']))).slice(1)).toEqual([
      ['decision', true, 'post'],
      ['repair-notice', true, 'post'],
    ]);
    expect(open(caseSources(first, told, ruled, serve([]))).slice(1)).toEqual([
      ['decision', true, 'post'],
      ['repair-notice', true, undefined],
    ]);
  });
});

describe('letters of a record', () => {
  it('begin when others are first told of it: a record that is held may be on somebody else', () => {
    const held = record({ state: 'held', holds: ['name-differs'], told: undefined });
    const released = record({
      version: 2,
      told: { since: 2, recipients: [] },
      change: { ...held.change, action: 'release-hold' },
    });
    expect(types(recordSources(held))).toEqual([]);
    expect(types(recordSources(held, released))).toEqual(['repair-notice']);
  });
  it('are none of a licence, nor of an end that a repair or an objection tells', () => {
    expect(types(recordSources(record({ kind: 'administrative-licence' })))).toEqual([]);
    const first = record();
    const end = {
      verb: 'repair',
      document: 'x',
      decidedOn: '2026-11-16',
      reason: 'x',
      proposedBy: 'a',
      proposedAt: first.receivedAt,
      confirmedBy: 'b',
      endedAt: first.receivedAt,
    };
    const ended = record({ version: 2, state: 'ended', change: { ...first.change, action: 'end' }, end });
    expect(types(recordSources(first, ended))).toEqual(['repair-notice']);
  });
});

describe('appeal', () => {
  const inPerson = (servedOn: string) => ({ method: 'in-person', servedOn: calendarDate(servedOn) }) as const;

  it('runs sixty days and six months from the day of service, that day not counted, and past rest days', () => {
    // 2026-08-08 + 60 = 7 October, the last day of the national holidays.
    expect(appealDeadlines('finance', inPerson('2026-08-08'))).toEqual({
      review: { date: '2026-10-08', provisional: false },
      suit: { date: '2027-02-09', provisional: true },
    });
    expect(appealDeadlines('finance', inPerson('2026-07-01'))?.review.date).toBe('2026-08-31');
  });

  it('begins when a public notice is over', () => {
    const posted = { method: 'public-notice', servedOn: calendarDate('2026-07-01') } as const;
    expect(appealDeadlines('finance', posted)?.review.date).toBe('2026-09-29');
  });

  it('goes to the authority above where an authority is led from there, to the court itself of a court, and nowhere of who is no authority', () => {
    expect(remediesAgainst('tax', calendarDate('2026-11-01'))?.reviewedBy.zh).toBe('上一级主管机关');
    expect(remediesAgainst('court', calendarDate('2026-11-01'))).toBeUndefined();
    expect(appealDeadlines('court', inPerson('2026-11-01'))).toBeUndefined();
    expect(remediesAgainst('finance', calendarDate('2020-11-01'))?.review.zh).toContain('第九条');
    expect(remediesAgainst('construction-association', calendarDate('2026-11-01'))).toBeUndefined();
    expect(appealDeadlines('construction-association', inPerson('2026-11-01'))).toBeUndefined();
  });
});
