import { dutiesOfAcceptance } from '../acceptances/duties.ts';
import { holdsOn } from '../authorisations/give.ts';
import { remediesUntil } from '../cases/due-process.ts';
import type { JointCase } from '../cases/joint-case.ts';
import { type Duty, type DutyName, isRunning } from '../clocks/duty.ts';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Deadline } from '../kernel/working-calendar.ts';
import { dutiesOfObjection } from '../objections/duties.ts';
import { clocksOf } from '../records/clocks.ts';
import { decidedAgainstOn, isNegative } from '../records/finding.ts';
import { kindDefinition } from '../records/kinds/kinds.ts';
import { publicityOf } from '../records/publicity.ts';
import type { CreditRecord } from '../records/record.ts';
import { dutiesOfRepair } from '../repairs/duties.ts';
import { repairVerdict } from '../repairs/repair-rule.ts';
import { dutiesOf } from '../tasks/duties.ts';
import type { Task } from '../tasks/task.ts';
import { isToldOf } from './case-views.ts';
import { endsByItself, standingOn } from './record-standing.ts';
import type { SubjectHeads } from './subject-heads.ts';

/** What can stand on a day of a subject's calendar: its own dates, and what is owed to it by a day. */
export type CalendarWhat =
  | 'entered'
  | 'public-from'
  | 'earliest-repair'
  | 'ends-by-itself'
  | 'withdrawal-due'
  | 'objection-suspends'
  | 'answer-by'
  | 'review-by'
  | 'suit-by'
  | 'listing-ends'
  | 'measure-ends'
  | 'authorisation-ends'
  | DutyName;

/** One day of the calendar: what, about which record, case or other head, and whether the day may still change 暂定. */
export interface CalendarEntry {
  readonly on: CalendarDate;
  readonly what: CalendarWhat;
  readonly about: string;
  /** Number of the document concerned, or the code of a measure or reader. */
  readonly title: string;
  readonly provisional: boolean;
}

type Dated = Pick<CalendarEntry, 'on' | 'what' | 'provisional'>;

const on = (what: CalendarWhat, date: CalendarDate | null | undefined): readonly Dated[] =>
  date === null || date === undefined ? [] : [{ on: date, what, provisional: false }];
const by = (what: CalendarWhat, due: Deadline | undefined): readonly Dated[] =>
  due === undefined ? [] : [{ on: due.date, what, provisional: due.provisional }];

/** From which day on its authority can be asked to repair a record; undefined where there is nothing to repair, or the court does. */
export const earliestRepair = (record: CreditRecord, today: CalendarDate): CalendarDate | undefined => {
  if (!isNegative(record)) return undefined;
  const { kind, department, severity } = record;
  const decisionDate = decidedAgainstOn(record);
  const verdict = repairVerdict({ kind, department, grade: severity?.grade, decisionDate, today });
  return verdict.by === 'authority' ? verdict.earliest.date : undefined;
};

const withdrawalDue = (record: CreditRecord, today: CalendarDate): readonly Dated[] =>
  clocksOf(record, { today })
    .filter(({ name, state }) => name === 'withdrawal' && state !== 'met')
    .flatMap(({ due, provisional }) => by('withdrawal-due', { date: due, provisional }));

/** Of a held record only that it came: it may be another's (I10); of an ended one, when it came. */
const ofRecord = (record: CreditRecord, today: CalendarDate): readonly Dated[] => {
  const entered = on('entered', beijingDate(record.receivedAt));
  const standing = standingOn(record, today);
  if (standing === 'held' || standing === 'ended') return entered;
  return [
    ...entered,
    ...on('public-from', publicityOf(record, today)?.from),
    ...on('earliest-repair', earliestRepair(record, today)),
    ...on('ends-by-itself', endsByItself(record, today)),
    ...on('objection-suspends', record.objection?.suspendsFrom),
    ...withdrawalDue(record, today),
  ];
};

const ofCase = ({ state, notice, decision, service, end, objection }: JointCase): readonly Dated[] => {
  if (end !== undefined) return [];
  const remedies = service && remediesUntil(service);
  return [
    ...by('answer-by', notice && { date: notice.answerBy, provisional: notice.provisional }),
    ...by('review-by', remedies?.review),
    ...by('suit-by', remedies?.suit),
    ...on('objection-suspends', objection?.suspendsFrom),
    ...on('listing-ends', state === 'noticed' ? undefined : decision?.listedUntil),
  ];
};

/** What a department still owes on a measure, and when the measure ends by itself. */
const ofTask = (task: Task): readonly Dated[] => [
  ...dutiesOf(task).flatMap((duty) => (duty.name === 'lift' && isRunning(duty) ? by('lift', duty.due) : [])),
  ...on('measure-ends', task.lift === undefined && task.state === 'applied' ? task.until : undefined),
];

const ofDuties = (duties: readonly Duty[]): readonly Dated[] =>
  duties.flatMap((duty) => (isRunning(duty) ? by(duty.name, duty.due) : []));

const titled = (about: string, title: string, entries: readonly Dated[]): readonly CalendarEntry[] =>
  entries.map((entry) => ({ ...entry, about, title }));

/** Number of a record's document, where it is known to be the subject's. */
const titleOf = ({ holds, documentNumber, kind }: CreditRecord): string =>
  holds.length > 0 ? kindDefinition(kind).label.zh : documentNumber;

/** The same of what an objection or an application is about: of a held record its kind alone. */
const titleOfTarget = (
  records: readonly CreditRecord[],
  { id, documentNumber }: { readonly id: string; readonly documentNumber: string },
) => {
  const record = records.find((one) => one.id === id);
  return record === undefined ? documentNumber : titleOf(record);
};

/** The calendar of a subject as it is on a day, in the order of its days. */
export const calendarOf = (heads: SubjectHeads, today: CalendarDate): readonly CalendarEntry[] => {
  const { records, cases, tasks, authorisations, objections, repairs, acceptances } = heads;
  const entries = [
    ...records.flatMap((record) => titled(record.id, titleOf(record), ofRecord(record, today))),
    ...cases.filter(isToldOf).flatMap((joint) => titled(joint.id, joint.act.documentNumber, ofCase(joint))),
    ...tasks.flatMap((task) => titled(task.id, task.decisionDocument, ofTask(task))),
    ...authorisations
      .filter((given) => holdsOn(given, today))
      .flatMap((given) => titled(given.id, given.reader, on('authorisation-ends', given.until))),
    ...objections.flatMap((one) =>
      titled(one.id, titleOfTarget(records, one.target), ofDuties(dutiesOfObjection(one))),
    ),
    ...repairs.flatMap((one) => titled(one.id, titleOfTarget(records, one.target), ofDuties(dutiesOfRepair(one)))),
    ...acceptances.flatMap((one) => titled(one.id, one.application, ofDuties(dutiesOfAcceptance(one)))),
  ];
  return entries.toSorted((a, b) => (`${a.on} ${a.what} ${a.about}` < `${b.on} ${b.what} ${b.about}` ? -1 : 1));
};
