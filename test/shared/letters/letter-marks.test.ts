import { describe, expect, it } from 'vitest';
import { DecisionServiceSubmission, serveDecision } from '../../../shared/cases/notice.ts';
import { letterId } from '../../../shared/crypto/letter-keys.ts';
import { letterMarks } from '../../../shared/letters/letter-marks.ts';
import { acting } from '../../builders/joint-cases.ts';
import { caseSources, record, recordSources } from '../../builders/letters.ts';
import { DAYS, DEPARTMENT, decided, noticed, proposed, value } from '../cases/walk.ts';
import { wholeCase } from './every-letter.ts';

/** What is left to be served after versions of a case, whatever their order. */
const left = (sources: ReturnType<typeof caseSources>): readonly string[] => {
  const marks = sources.map((source) => letterMarks(source, letterId));
  const settled = new Set(marks.flatMap((one) => one.settled));
  return marks.flatMap(({ came }) => came.filter(({ id }) => !settled.has(id)).map(({ type }) => type));
};

describe('what is left to be served', () => {
  const first = proposed();
  const told = noticed(first);
  const ruled = decided(told);
  const served = (together: readonly string[]) =>
    value(
      serveDecision(
        ruled,
        DecisionServiceSubmission.parse({
          documentNumber: '庄人社决〔2026〕9号',
          method: 'in-person',
          servedOn: DAYS.served,
          together,
        }),
        acting(DEPARTMENT, DAYS.served),
      ),
    );

  it('is the draft of a proposal, then nothing, then the decision with its repair notice', () => {
    expect(left(caseSources(first))).toEqual(['prior-notice']);
    expect(left(caseSources(first, told))).toEqual([]);
    expect(left(caseSources(first, told, ruled))).toEqual(['decision', 'repair-notice']);
  });

  it('is nothing once both were handed over together, and the repair notice if it was forgotten', () => {
    expect(left(caseSources(first, told, ruled, served(['repair-notice'])))).toEqual([]);
    expect(left(caseSources(first, told, ruled, served([])))).toEqual(['repair-notice']);
  });

  it('is no decision of a case that ended before it was served', () => {
    const { first: a, told: b, answered: c, ruled: d, ended } = wholeCase();
    const { service: _, ...unserved } = ended;
    const types = left(caseSources(a, b, c, d, { ...unserved, version: d.version + 1 }));
    expect(types).not.toContain('decision');
    expect(types).not.toContain('repair-notice');
  });

  it('is no repair notice of a penalty from before it had to go with the decision', () => {
    const marksOf = (decisionDate: string) =>
      recordSources(record({ decisionDate })).map((source) => letterMarks(source, letterId))[0];
    expect(marksOf('2026-03-31')?.settled).toEqual(marksOf('2026-03-31')?.came.map(({ id }) => id));
    expect(marksOf('2026-04-01')?.settled).toEqual([]);
  });

  it('holds no subject', () => {
    const [marks] = recordSources(record()).map((source) => letterMarks(source, letterId));
    expect(JSON.stringify(marks)).not.toMatch(/示例|建筑/);
    expect(marks?.came).toHaveLength(1);
  });
});
