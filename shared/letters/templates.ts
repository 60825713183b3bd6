import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { LetterType } from './letter-type.ts';
import type { Templates, TemplateVersion } from './template.ts';
import { DECISION_TEMPLATES } from './templates/decision-templates.ts';
import { NOTICE_TEMPLATES } from './templates/notice-templates.ts';
import { OBJECTION_TEMPLATES } from './templates/objection-templates.ts';
import { REPAIR_NOTICE_TEMPLATE } from './templates/repair-notice-template.ts';
import { REPAIR_OUTCOME_TEMPLATES } from './templates/repair-outcome-templates.ts';
import { REPAIR_PROGRESS_TEMPLATES } from './templates/repair-progress-templates.ts';
import { STANDING_TEMPLATES } from './templates/standing-templates.ts';

/** Every wording that letters go out with. */
export const TEMPLATES: Templates = {
  ...NOTICE_TEMPLATES,
  ...DECISION_TEMPLATES,
  ...STANDING_TEMPLATES,
  ...REPAIR_NOTICE_TEMPLATE,
  ...REPAIR_PROGRESS_TEMPLATES,
  ...REPAIR_OUTCOME_TEMPLATES,
  ...OBJECTION_TEMPLATES,
};

/** The wording of a sort of letter on the day that it bears, never on that of its printing; the first for a day before all of them. */
export const templateOn = (type: LetterType, date: CalendarDate): TemplateVersion => {
  const versions = TEMPLATES[type];
  return versions.findLast(({ from }) => from <= date) ?? versions[0];
};
