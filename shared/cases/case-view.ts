import { departmentOn } from '../departments/departments.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { CaseSummary, CaseView } from './case-view-schema.ts';
import type { JointCase } from './joint-case.ts';
import type { PlanProgress } from './plan-progress.ts';

/** What a view shows beside the case: the day, what the lists call behaviours and measures, by code, and how far its plan is. */
export interface CaseFacts {
  readonly today: CalendarDate;
  readonly names?: ReadonlyMap<string, Label>;
  readonly progress?: PlanProgress;
}

const summary = (
  { id, version, state, effect, field, subject: who, proposedAt, ...rest }: JointCase,
  facts: CaseFacts,
) => ({
  id,
  version,
  state,
  effect,
  department: { code: rest.department, name: departmentOn(rest.department, facts.today)?.name },
  field,
  behaviour: { code: rest.behaviour, name: facts.names?.get(rest.behaviour) },
  subject: who,
  proposedAt,
});

/** A case in a list. */
export const toCaseSummary = (jointCase: JointCase, facts: CaseFacts): CaseSummary => ({
  ...summary(jointCase, facts),
  documentNumber: jointCase.act.documentNumber,
  answerBy: jointCase.notice?.answerBy,
  listedUntil: jointCase.decision?.listedUntil,
});

/** The view of a case on a day. */
export const toCaseView = (jointCase: JointCase, facts: CaseFacts): CaseView => {
  const {
    responsibility,
    decision: decided,
    act,
    notice,
    author,
    service: served,
    suspension,
    end: ended,
    change,
  } = jointCase;
  const named = (code: string) => ({ code, name: facts.names?.get(code) });
  return {
    ...summary(jointCase, facts),
    act: { ...act, records: [...act.records] },
    responsibility: responsibility && { ...responsibility, organisationCase: responsibility.organisationCase.id },
    proposed: jointCase.proposed.map(named),
    author,
    notice: notice && { ...notice, measures: [...notice.measures] },
    statements: jointCase.statements.map(({ files, ...said }) => ({ ...said, files: files && [...files] })),
    decision: decided && {
      ...decided,
      measures: decided.measures.map(({ measure, ...rest }) => ({ measure: named(measure), ...rest })),
    },
    service: served && { ...served, together: served.together && [...served.together] },
    plan: [...jointCase.plan],
    progress: facts.progress,
    suspension,
    objection: jointCase.objection,
    exceptions: jointCase.exceptions.map((exception) => ({
      ...exception,
      measures: [...exception.measures],
      decisionTypes: [...exception.decisionTypes],
    })),
    endedMeasures: [...jointCase.endedMeasures],
    end: ended,
    change,
  };
};
