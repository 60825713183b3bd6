import * as z from 'zod';
import { purposeName } from '../authorisations/readers.ts';
import { decisionType } from '../checks/decision-types.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { instantView, labelView } from '../kernel/view.ts';
import { ACCESS_SORTS, type Access } from './access-store.ts';
import { coded, codedView, partyOn } from './department-view.ts';
import { ACCESS_WORDS } from './words.ts';

/** Who asked for what is kept of the subject, and why: the department or reader, never an officer. */
export const AccessView = z.object({
  at: instantView,
  by: codedView,
  what: z.object({ code: z.enum(ACCESS_SORTS), name: labelView }),
  decision: codedView.optional().describe('决定事项 the decision before which it was asked'),
  purpose: labelView.optional(),
  reference: z.string().describe('办件编号、授权编号或受理编号 its file number'),
});

export const AccessesView = z.object({ accesses: z.array(AccessView) }).meta({ id: 'Accesses' });

/** A department's own words, or the name of a purpose that the subject authorised. */
const purposeOf = ({ what, purpose }: Access) => {
  if (purpose === '') return undefined;
  return what === 'authorised-report' ? purposeName(purpose) : { zh: purpose, en: purpose };
};

export const toAccess = (access: Access, today: CalendarDate): z.input<typeof AccessView> => {
  const { at, department, what, decisionType: code, reference } = access;
  const decision = code === undefined ? undefined : decisionType(code);
  return {
    at,
    by: partyOn(department, today),
    what: coded(what, ACCESS_WORDS),
    decision: decision && { code: decision.code, name: decision.matter },
    purpose: purposeOf(access),
    reference,
  };
};
