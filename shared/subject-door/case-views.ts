import * as z from 'zod';
import { CASE_END_VERBS, CASE_STATES, type JointCase, SERVICE_METHODS } from '../cases/joint-case.ts';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { dateView, labelView } from '../kernel/view.ts';
import { EFFECTS, RESPONSIBLE_CLASS_LABELS } from '../lists/entry.ts';
import { fieldOf } from '../lists/fields.ts';
import { TASK_STATES, type Task } from '../tasks/task.ts';
import { coded, codedView, partyOn } from './department-view.ts';
import type { ListNames } from './list-names.ts';
import { CASE_END_WORDS, CASE_STATE_WORDS, EFFECT_WORDS, METHOD_WORDS, TASK_STATE_WORDS } from './words.ts';

const word = <const Codes extends readonly [string, ...string[]]>(codes: Codes) =>
  z.object({ code: z.enum(codes), name: labelView });

const service = { documentNumber: z.string(), method: word(SERVICE_METHODS), servedOn: dateView };
const end = { verb: word(CASE_END_VERBS), document: z.string(), decidedOn: dateView, reason: z.string() };
const basis = z.object({ code: z.string(), title: labelView, number: z.string().optional(), article: labelView });
const exclusive = '自该日零时起不再适用 the first day on which it no longer holds';

const measureView = z.object({
  id: z.string(),
  measure: codedView,
  department: codedView,
  state: word(TASK_STATES),
  basis,
  from: dateView,
  until: dateView.describe(exclusive),
  pushedOn: dateView,
  answeredOn: dateView.optional().describe('落实或者不予实施的日期 when it was applied or declined'),
  suspendedSince: dateView.optional(),
  lift: z.object({ verb: word(CASE_END_VERBS), reason: z.string(), liftedOn: dateView.optional() }).optional(),
});

/** A joint case as its subject reads it, with its measures and how far each is; no officer. */
export const OwnCaseView = z
  .object({
    id: z.string(),
    state: word(CASE_STATES),
    effect: word(EFFECTS),
    department: codedView,
    field: codedView,
    behaviour: codedView,
    act: z.object({ documentNumber: z.string(), decidedOn: dateView, actDate: dateView, facts: z.string() }),
    responsibility: z
      .object({ class: codedView, role: z.string(), finding: z.string() })
      .optional()
      .describe('对责任人员本人的认定 the own finding on a responsible person'),
    notice: z
      .object({ ...service, measures: z.array(codedView), answerBy: dateView, provisional: z.boolean() })
      .optional(),
    statements: z.array(
      z.object({ receivedOn: dateView, summary: z.string(), bySubject: z.boolean(), files: z.array(z.string()) }),
    ),
    decision: z
      .object({
        documentNumber: z.string(),
        decidedOn: dateView,
        reasons: z.string(),
        onStatement: z.string().optional(),
        listedUntil: dateView.describe(exclusive),
        measures: z.array(z.object({ measure: codedView, basis, from: dateView, until: dateView.describe(exclusive) })),
      })
      .optional(),
    service: z.object(service).optional(),
    measures: z.array(measureView),
    objection: z
      .object({ id: z.string(), filedOn: dateView, decideBy: dateView, suspendsFrom: dateView.optional() })
      .optional()
      .describe('异议标注 an objection that is not decided yet'),
    suspension: z.object({ document: z.string(), reason: z.string(), since: dateView }).optional(),
    exceptions: z
      .array(
        z.object({
          measures: z.array(codedView),
          from: dateView,
          until: dateView.describe(exclusive),
          reason: z.string(),
        }),
      )
      .describe('有期限的例外；未列措施的为全部 dated exceptions, from all measures where none is named'),
    endedMeasures: z.array(z.object({ measure: codedView, ...end })),
    end: z.object(end).optional(),
  })
  .meta({ id: 'OwnCase' });
export type OwnCaseView = z.input<typeof OwnCaseView>;

export const OwnCasesView = z.object({ cases: z.array(OwnCaseView) }).meta({ id: 'OwnCases' });

/**
 * Whether a subject is shown a case: from its prior notice on, or its decision. What a department merely considers has no effect on anybody, and
 * to tell of it before the notice could defeat what the law asks of it (personal information protection law, articles 18, 35 and 45).
 */
export const isToldOf = ({ notice, decision }: Pick<JointCase, 'notice' | 'decision'>): boolean =>
  notice !== undefined || decision !== undefined;

const basisView = (names: ListNames, code: string) => {
  const { title, number, article } = names.basis(code);
  return { code, title, number, article };
};

const serviceView = ({ documentNumber, method, servedOn }: NonNullable<JointCase['service']>) => ({
  documentNumber,
  method: coded(method, METHOD_WORDS),
  servedOn,
});

const endView = ({ verb, document, decidedOn, reason }: NonNullable<JointCase['end']>) => ({
  verb: coded(verb, CASE_END_WORDS),
  document,
  decidedOn,
  reason,
});

/** A measure of a case for one department, as the subject reads it. */
const toMeasure = (task: Task, measure: Label, names: ListNames, today: CalendarDate): z.input<typeof measureView> => ({
  id: task.id,
  measure: { code: task.measure, name: measure },
  department: partyOn(task.department, today),
  state: coded(task.state, TASK_STATE_WORDS),
  basis: basisView(names, task.basis),
  from: task.from,
  until: task.until,
  pushedOn: task.pushedOn,
  answeredOn: task.feedback?.on,
  suspendedSince: task.suspension && beijingDate(task.suspension.since),
  lift: task.lift && {
    verb: coded(task.lift.verb, CASE_END_WORDS),
    reason: task.lift.reason,
    liftedOn: task.lift.confirmed?.on,
  },
});

/** The view of a case and its tasks for its subject on a day. */
export const toOwnCase = (
  joint: JointCase,
  tasks: readonly Task[],
  { names, today }: { readonly names: ListNames; readonly today: CalendarDate },
): OwnCaseView => {
  const { id, effect, behaviour, act, responsibility, notice, decision, suspension } = joint;
  const named = (code: string) => ({ code, name: names.measure(joint, code) });
  const field = fieldOf(joint.field);
  return {
    id,
    state: coded(joint.state, CASE_STATE_WORDS),
    effect: coded(effect, EFFECT_WORDS),
    department: partyOn(joint.department, today),
    field: { code: joint.field, name: field?.name ?? { zh: joint.field, en: joint.field } },
    behaviour: { code: behaviour, name: names.behaviour(joint) },
    act,
    responsibility: responsibility && {
      ...responsibility,
      class: coded(responsibility.class, RESPONSIBLE_CLASS_LABELS),
    },
    notice: notice && {
      ...serviceView(notice),
      measures: notice.measures.map(named),
      answerBy: notice.answerBy,
      provisional: notice.provisional,
    },
    statements: joint.statements.map(({ receivedOn, summary, side, files = [] }) => ({
      receivedOn,
      summary,
      bySubject: side !== undefined,
      files: [...files],
    })),
    decision: decision && {
      ...decision,
      measures: decision.measures.map(({ measure, basis: code, from, until }) => ({
        measure: named(measure),
        basis: basisView(names, code),
        from,
        until,
      })),
    },
    service: joint.service && serviceView(joint.service),
    measures: tasks
      .filter((task) => task.case.id === id)
      .map((task) => toMeasure(task, names.measure(joint, task.measure), names, today)),
    objection: joint.objection,
    suspension: suspension && {
      document: suspension.document,
      reason: suspension.reason,
      since: beijingDate(suspension.since),
    },
    exceptions: joint.exceptions.map(({ measures, from, until, reason }) => ({
      measures: measures.map(named),
      from,
      until,
      reason,
    })),
    endedMeasures: joint.endedMeasures.map((ended) => ({ measure: named(ended.measure), ...endView(ended) })),
    end: joint.end && endView(joint.end),
  };
};
