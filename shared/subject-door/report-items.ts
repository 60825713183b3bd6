import type { CalendarDate } from '../kernel/beijing-time.ts';
import { authorOf } from '../records/author.ts';
import { kindDefinition } from '../records/kinds/kinds.ts';
import type { CreditRecord } from '../records/record.ts';
import { coded, partyOn } from './department-view.ts';
import type { ListNames } from './list-names.ts';
import type { MeasureInForce } from './measures-in-force.ts';
import { recordFields } from './record-fields.ts';
import { endsByItself } from './record-standing.ts';
import type { ReportMeasure, ReportRecord } from './report-view.ts';
import { EFFECT_WORDS } from './words.ts';

/** A record as a report shows it. */
export const toReportRecord = (record: CreditRecord, today: CalendarDate): ReportRecord => {
  const { id, kind, documentNumber, decisionDate, authority, objection, supplement } = record;
  const { label } = kindDefinition(kind);
  return {
    id,
    kind: { code: kind, name: label },
    documentNumber,
    decisionDate,
    authority: authority.name,
    author: authorOf(record),
    fields: [...recordFields(record)],
    countsUntil: endsByItself(record, today),
    objection: objection && { filedOn: objection.filedOn },
    supplement,
  };
};

/** A measure in force as a report shows it. */
export const toReportMeasure = (
  { task, joint, basis }: MeasureInForce,
  names: ListNames,
  today: CalendarDate,
): ReportMeasure => ({
  id: task.id,
  effect: coded(task.effect, EFFECT_WORDS),
  measure: { code: task.measure, name: names.measure(joint, task.measure) },
  department: partyOn(task.department, today),
  initiator: partyOn(task.initiator, today),
  decisionDocument: task.decisionDocument,
  basis: { title: basis.title, number: basis.number, article: basis.article },
  from: task.from,
  until: task.until,
});
