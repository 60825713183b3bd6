import * as z from 'zod';
import type { Failures } from '../kernel/failure.ts';
import { ok, type Result } from '../kernel/result.ts';
import { shortText, slug } from '../kernel/schema.ts';
import { labelView } from '../kernel/view.ts';
import { EFFECTS, RESPONSIBLE_CLASSES } from '../lists/entry.ts';
import { fittingMeasures, openingBases } from '../lists/fitting.ts';
import { SubjectSubmission } from '../subjects/subject.ts';
import type { ListsOnDay } from './case-lists.ts';
import type { JointCase } from './joint-case.ts';
import { CASE_STATES } from './joint-case.ts';
import { openCasesOn } from './open-cases.ts';
import { initiableBehaviour } from './proposal.ts';

/** What an officer asks before proposing: on whom, for which act, by which behaviour, and in which class for a responsible person. */
export const PreviewSubmission = z
  .strictObject({
    subject: SubjectSubmission,
    behaviour: slug,
    act: z.strictObject({ documentNumber: shortText(64) }),
    responsibleClass: z.enum(RESPONSIBLE_CLASSES).exactOptional(),
  })
  .meta({ id: 'CasePreviewRequest' });
export type PreviewSubmission = z.output<typeof PreviewSubmission>;

/** What is known of the act, and what may be proposed. */
export const CasePreview = z
  .object({
    openCases: z.array(
      z.object({ id: z.string(), field: z.string(), department: z.string(), state: z.enum(CASE_STATES) }),
    ),
    behaviour: z.object({ code: z.string(), name: labelView, field: z.string(), effect: z.enum(EFFECTS) }),
    editions: z.object({ behaviours: z.int(), measures: z.int() }),
    measures: z.array(
      z.object({
        code: z.string(),
        name: labelView,
        bases: z.array(z.string()).describe('今日可用的依据 bases that carry it today'),
        term: z.object({ minMonths: z.int(), maxMonths: z.int() }),
        departments: z.array(z.string()),
        obligation: z.enum(['obligatory', 'voluntary']),
      }),
    ),
  })
  .meta({ id: 'CasePreview' });
export type CasePreview = z.input<typeof CasePreview>;

/** What may be proposed today, and the open cases on the act among the subject's `known` ones. */
export const previewOf = (
  { subject, behaviour: code, act, responsibleClass }: PreviewSubmission,
  {
    department,
    lists,
    known,
  }: { readonly department: string; readonly lists: ListsOnDay; readonly known: readonly JointCase[] },
): Result<CasePreview, Failures> => {
  const listed = initiableBehaviour(code, department, lists);
  if (!listed.ok) return listed;
  const behaviour = listed.value;
  const { behaviours, measures, instruments, day } = lists;
  const addressee = { category: subject.category, ...(responsibleClass && { responsibleClass }) };
  const fitting = fittingMeasures({ measures: measures.entries, behaviour, addressee, instruments, day });
  return ok({
    openCases: [...openCasesOn(known, act.documentNumber)],
    behaviour: { code, name: behaviour.name, field: behaviour.field, effect: behaviour.effect },
    editions: { behaviours: behaviours.edition, measures: measures.edition },
    measures: fitting.map((measure) => ({
      code: measure.code,
      name: measure.name,
      bases: [...openingBases(measure, instruments, day)],
      term: measure.term,
      departments: measure.departments,
      obligation: measure.obligation,
    })),
  });
};
