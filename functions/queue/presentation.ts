import { DEPARTMENTS } from '../../shared/departments/departments.ts';
import type { Presentation } from '../../shared/disclosure/presentation.ts';
import { isRecordKind, kindDefinition } from '../../shared/records/kinds/kinds.ts';
import { subjectPage } from '../../shared/subject-pages/subject-page.ts';
import { TYPICAL_CASE_KIND, TYPICAL_CASE_LABEL } from '../../shared/typical-cases/public-projection.ts';

const departments = new Map(DEPARTMENTS.map(({ code, name }) => [String(code), name]));

/** How what is public is shown to people. */
export const presentation: Presentation = {
  kindLabel: (kind) => {
    if (kind === TYPICAL_CASE_KIND) return TYPICAL_CASE_LABEL;
    return isRecordKind(kind) ? kindDefinition(kind).label : { zh: kind, en: kind };
  },
  departmentLabel: (code) => departments.get(code),
  subjectPage,
};
