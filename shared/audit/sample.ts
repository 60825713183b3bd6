import type * as z from 'zod';
import { type CheckFile, measuresOf } from '../checks/check.ts';
import { toCheckView } from '../checks/check-to-view.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { CheckSampleView } from './views.ts';

/**
 * The same seed draws the same of the same checks, in the same order; another seed draws others. Whoever is drawn follows from the seed and the
 * check's id alone, so that nobody who knows of no seed can tell in advance.
 */
export const drawn = (
  ids: readonly string[],
  { seed, size }: { readonly seed: string; readonly size: number },
  digest: (text: string) => string,
): readonly string[] =>
  [...new Set(ids)]
    .map((id) => ({ id, place: digest(`${seed}|${id}`) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id);

type Sampled = z.input<typeof CheckSampleView>['sample'][number];

/** A check beside what was decided: which measures bound, and what became of each. No officer, and nobody's name. */
export const toSample = (file: CheckFile, today: CalendarDate): Sampled => {
  const { id, department, decisionType, reference, openedAt, dueOn, flaggedAt } = file.check;
  const { state } = toCheckView(file, { today, forAuditor: true });
  return {
    id,
    department,
    decisionType,
    reference,
    openedAt,
    askings: file.askings.length,
    subjects: file.askings.reduce((most, { answers }) => Math.max(most, answers.length), 0),
    state,
    ...(dueOn && { dueOn }),
    ...(flaggedAt && { flaggedAt }),
    ...(file.decisionDocument !== undefined && { decisionDocument: file.decisionDocument }),
    measures: measuresOf(file).map(({ id: measure, measure: { code, name }, authority, documentNumber, until }) => {
      const { outcome = 'missing', document, reason } = file.outcomes.get(measure) ?? {};
      return {
        id: measure,
        code,
        name,
        authority: authority.department,
        documentNumber,
        until,
        outcome,
        ...(document !== undefined && { document }),
        ...(reason !== undefined && { reason }),
      };
    }),
  };
};
