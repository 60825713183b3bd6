import { describe, expect, it } from 'vitest';
import { FIGURE_NAMES } from '../../../shared/progress-reports/figures.ts';
import { figuresOf } from '../../../shared/progress-reports/figures-of.ts';
import type { FoldedCounts } from '../../../shared/statistics/folded-count-store.ts';
import type { FoldedJointCounts } from '../../../shared/statistics/folded-joint-store.ts';
import type { TaskFigures } from '../../../shared/statistics/joint-counts.ts';
import { IN_TIME, Q4 } from './reports.ts';

const outcomes = { inTime: 5, late: 2, missing: 1, running: 3, released: 4 };
const time = { tasks: 0, workingDays: 0 };
const figures: TaskFigures = {
  pushed: 15,
  informed: 1,
  open: 2,
  applied: 6,
  declined: 3,
  acknowledge: outcomes,
  answer: outcomes,
  lift: outcomes,
  pushToAcknowledge: time,
  acknowledgeToFeedback: time,
  liftToConfirmation: time,
};
const group = {
  department: 'finance',
  field: 'wage-arrears',
  effect: 'punishment',
  subjects: 'organisations',
} as const;
const joint = {
  countedAt: IN_TIME,
  tasks: [{ ...group, measure: 'a', ...figures }],
  cases: [{ ...group, proposed: 2, decided: 1, dispatched: 1, suspended: 0, ended: 0 }],
} as unknown as FoldedJointCounts;
const disclosed: FoldedCounts = {
  countedAt: IN_TIME,
  counts: [{ department: 'finance', kind: 'x', received: 9, timely: 7, late: 1, missing: 1, running: 0, notPublic: 0 }],
};

const of = (folded: Record<string, FoldedCounts>, foldedJoint: Record<string, FoldedJointCounts>) =>
  figuresOf({
    folded: { find: async (month) => folded[month] },
    foldedJoint: { find: async (month) => foldedJoint[month] },
  });

describe('the figures of a unit', () => {
  it('are the sums of the months of its quarter, and of no other', async () => {
    const counts = of(
      { '2026-09': disclosed, '2026-10': disclosed, '2026-12': disclosed, '2027-01': disclosed },
      { '2026-09': joint, '2026-11': joint, '2026-12': joint },
    );
    expect(await counts('finance', Q4)).toEqual({
      recordsReceived: 18,
      disclosuresTimely: 14,
      disclosuresLate: 2,
      disclosuresMissing: 2,
      casesInitiated: 4,
      tasksReceived: 30,
      tasksAcknowledgedInTime: 10,
      tasksAcknowledgedLate: 4,
      measuresApplied: 12,
      measuresDeclined: 6,
      liftsAsked: 30,
      liftsConfirmed: 14,
    });
  });

  it('are zero for a unit that did nothing in a month that was counted, and absent where nothing was counted', async () => {
    const all = await of({ '2026-10': disclosed }, { '2026-10': joint })('education', Q4);
    expect(new Set(Object.values(all))).toEqual(new Set([0]));
    expect(await of({}, {})('education', Q4)).toEqual({});
    expect(Object.keys(await of({ '2026-10': disclosed }, {})('education', Q4))).toHaveLength(4);
  });

  it('are those of the form, but for what is counted nowhere yet', async () => {
    const counted = Object.keys(await of({ '2026-10': disclosed }, { '2026-10': joint })('finance', Q4));
    expect(FIGURE_NAMES.filter((name) => !counted.includes(name))).toEqual(['decisionsChecked']);
  });
});
