import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import type { ProgressReport } from '../../../shared/progress-reports/progress-report.ts';
import {
  acceptReport,
  openReport,
  REPORT_TRANSITIONS,
  returnReport,
  submitReport,
  writeReport,
} from '../../../shared/progress-reports/transitions.ts';
import { accepted, actor, draft, FIGURES, kinds, LATE, Q4, submitted, TEXTS, value } from './reports.ts';

const IDENTITY_NUMBER = '21029919900101001X';
const reviewer = actor('reviewer', 'development-reform');

describe('a progress report', () => {
  it('is opened as a draft with the figures that the system counted', () => {
    const report = value(openReport({ id: 'x', period: Q4, figures: FIGURES, by: actor('a') }));
    expect(report).toMatchObject({ state: 'draft', version: 1, figures: FIGURES, department: 'market-regulation' });
  });

  it('is not opened before its quarter has begun, and not submitted before that is over', () => {
    const early = '2026-09-30T15:59:59.999Z' as Instant;
    const during = '2026-12-31T15:59:59.999Z' as Instant;
    expect(kinds(openReport({ id: 'x', period: Q4, figures: {}, by: actor('a', 'justice', early) }))).toEqual([
      'too-early-for-period',
    ]);
    const written = value(writeReport(draft(), TEXTS, actor('a')));
    expect(kinds(submitReport(written, FIGURES, actor('a', 'justice', during)))).toEqual(['too-early-for-period']);
    expect(submitReport(written, FIGURES, actor('a')).ok).toBe(true);
  });

  it('is written piece by piece: what is left out stays', () => {
    const first = value(writeReport(draft(), { problems: '甲' }, actor('a')));
    const second = value(writeReport(first, { selfInspection: '乙' }, actor('b')));
    expect(second).toMatchObject({ problems: '甲', selfInspection: '乙', author: 'b', version: 3 });
  });

  it('is submitted whole: each text that is missing is named', () => {
    const report = value(writeReport(draft(), { problems: '甲' }, actor('a')));
    const refused = submitReport(report, FIGURES, actor('a'));
    expect(refused.ok ? [] : refused.failure.map(({ pointer }) => pointer)).toEqual([
      '/selfInspection',
      '/measuresTaken',
    ]);
  });

  it('takes no identity number, in a text or in the reason of a return', () => {
    expect(kinds(writeReport(draft(), { problems: `身份证${IDENTITY_NUMBER}` }, actor('a')))).toEqual([
      'identity-number-in-text',
    ]);
    expect(kinds(returnReport(submitted(), { reason: IDENTITY_NUMBER }, reviewer))).toEqual([
      'identity-number-in-text',
    ]);
  });

  it('keeps the figures of its submission, whatever is counted later', () => {
    const report = submitted();
    expect(report.figures).toEqual(FIGURES);
    expect(value(acceptReport(report, reviewer)).figures).toEqual(FIGURES);
    const returned = value(returnReport(report, { reason: '补充' }, reviewer));
    expect(returned.figures).toEqual(FIGURES);
    const again = value(submitReport(returned, { recordsReceived: 99 }, actor('a', 'market-regulation', LATE)));
    expect(again.figures).toEqual({ recordsReceived: 99 });
  });

  it('goes back with a reason, which is gone when it is submitted anew', () => {
    const returned = value(returnReport(submitted(), { reason: '自查不完整' }, reviewer));
    expect(returned).toMatchObject({ state: 'returned', returnedBecause: '自查不完整', returnedAt: reviewer.at });
    const again = value(submitReport(value(writeReport(returned, { problems: '丙' }, actor('a'))), {}, actor('a')));
    expect(again).not.toHaveProperty('returnedBecause');
    expect(again).not.toHaveProperty('returnedAt');
  });

  it("is reviewed by another officer, the credit office's own report too", () => {
    const own = submitted('development-reform');
    const writer = actor('writer', 'development-reform');
    expect(kinds(acceptReport(own, writer))).toEqual(['same-officer']);
    expect(kinds(returnReport(own, { reason: '补充' }, writer))).toEqual(['same-officer']);
    expect(acceptReport(own, reviewer).ok).toBe(true);
  });

  it('is reviewed neither by who wrote it nor by who sent it', () => {
    const written = value(writeReport(draft(), TEXTS, actor('writer')));
    const sent = value(submitReport(written, {}, actor('sender')));
    expect(kinds(acceptReport(sent, actor('writer', 'development-reform')))).toEqual(['same-officer']);
    expect(kinds(acceptReport(sent, actor('sender', 'development-reform')))).toEqual(['same-officer']);
  });
});

const steps = {
  write: (report: ProgressReport, officer: string) => writeReport(report, TEXTS, actor(officer)),
  submit: (report: ProgressReport, officer: string) => submitReport(report, FIGURES, actor(officer)),
  return: (report: ProgressReport, officer: string) => returnReport(report, { reason: '补充' }, actor(officer)),
  accept: (report: ProgressReport, officer: string) => acceptReport(report, actor(officer)),
} as const;

describe('any history of a progress report', () => {
  it('keeps to the states, counts its versions, and is never accepted by who wrote or sent it', () => {
    const anyStep = fc.record({
      does: fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])),
      officer: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 20 }), (history) => {
        let report = draft();
        for (const { does, officer } of history) {
          const before = report;
          const done = steps[does](report, officer);
          if (!done.ok) continue;
          report = done.value;
          expect(REPORT_TRANSITIONS[does].from).toContain(before.state);
          expect(report.version).toBe(before.version + 1);
          expect(report.change).toMatchObject({ action: does, officer });
          if (does === 'accept') expect([before.author, before.submitted?.officer]).not.toContain(officer);
          if (before.state === 'submitted') expect(report.figures).toEqual(before.figures);
          expect(report.returnedBecause !== undefined).toBe(report.state === 'returned');
        }
      }),
    );
  });

  it('ends with its acceptance', () => {
    for (const step of Object.values(steps)) expect(kinds(step(accepted(), 'z'))).toEqual(['state-forbids']);
  });
});
