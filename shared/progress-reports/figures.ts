import * as z from 'zod';
import type { Label } from '../kernel/label.ts';

/** The figures of a progress report: a closed list, in the order of the form. */
export const FIGURES = {
  recordsReceived: { zh: '归集信用信息', en: 'Records received' },
  disclosuresTimely: { zh: '按时公示', en: 'Disclosed in time' },
  disclosuresLate: { zh: '迟报', en: 'Disclosed late' },
  disclosuresMissing: { zh: '逾期未公示', en: 'Overdue, not disclosed' },
  casesInitiated: { zh: '发起案件', en: 'Cases initiated' },
  tasksReceived: { zh: '收到任务', en: 'Tasks received' },
  tasksAcknowledgedInTime: { zh: '按时签收', en: 'Acknowledged in time' },
  tasksAcknowledgedLate: { zh: '逾期签收', en: 'Acknowledged late' },
  measuresApplied: { zh: '已实施措施', en: 'Measures applied' },
  measuresDeclined: { zh: '不予实施', en: 'Measures declined' },
  liftsAsked: { zh: '应解除', en: 'Lifts asked for' },
  liftsConfirmed: { zh: '已解除', en: 'Lifts confirmed' },
  decisionsChecked: { zh: '决定前查询', en: 'Decisions made after a check' },
} as const satisfies Record<string, Label>;
export type FigureName = keyof typeof FIGURES;

/** Their names, in the order of the form. */
export const FIGURE_NAMES = Object.keys(FIGURES) as readonly FigureName[];

const count = (name: FigureName) =>
  z.int().nonnegative().exactOptional().describe(`${FIGURES[name].zh} ${FIGURES[name].en}`);

/** Whole numbers; a figure that is not counted is absent, which is not zero. The department's, never a subject's (I9). */
export const Figures = z.strictObject({
  recordsReceived: count('recordsReceived'),
  disclosuresTimely: count('disclosuresTimely'),
  disclosuresLate: count('disclosuresLate'),
  disclosuresMissing: count('disclosuresMissing'),
  casesInitiated: count('casesInitiated'),
  tasksReceived: count('tasksReceived'),
  tasksAcknowledgedInTime: count('tasksAcknowledgedInTime'),
  tasksAcknowledgedLate: count('tasksAcknowledgedLate'),
  measuresApplied: count('measuresApplied'),
  measuresDeclined: count('measuresDeclined'),
  liftsAsked: count('liftsAsked'),
  liftsConfirmed: count('liftsConfirmed'),
  decisionsChecked: count('decisionsChecked'),
} satisfies Record<FigureName, z.ZodType>);
export type Figures = Readonly<z.output<typeof Figures>>;

/** The sum of each figure over those who counted it; absent if nobody did. */
export const totalOf = (all: readonly Figures[]): Figures => {
  const sums = FIGURE_NAMES.flatMap((name) => {
    const counted = all.flatMap((figures) => figures[name] ?? []);
    return counted.length === 0 ? [] : [[name, counted.reduce((sum, one) => sum + one, 0)] as const];
  });
  return Object.fromEntries(sums);
};
