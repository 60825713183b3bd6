import type { CalendarDate } from '../kernel/beijing-time.ts';
import { decidedCaseEnd } from '../objections/follow-case.ts';
import { decidedRecordEnd, markNow } from '../objections/marks.ts';
import type { Objection } from '../objections/objection.ts';
import { isStale } from '../records/mirrored.ts';
import type { CreditRecord } from '../records/record.ts';
import type { Actor } from '../register/head.ts';
import { grantedEnd } from '../repairs/effect.ts';
import type { Repair } from '../repairs/repair.ts';
import { endsWith, type RecordEnding, restsOn } from './cases-on-record.ts';
import { endBySystem, type SystemEnd } from './ending.ts';
import type { JointCase } from './joint-case.ts';
import { isOverdueUndecided } from './objection-mark.ts';

/** On what a subject's joint cases rest, and what was decided about either: as one consistent read of the subject's partition found it. */
export interface Grounds {
  readonly records: readonly CreditRecord[];
  readonly repairs: readonly Repair[];
  readonly objections: readonly Objection[];
}

/** Of whom nothing is known beside the case itself. */
export const NO_GROUNDS: Grounds = { records: [], repairs: [], objections: [] };

/** What lies with several subjects, as with a responsible person and the organisation: ids and subjects tell whose it is. */
export const joinedGrounds = (
  keys: readonly (string | undefined)[],
  grounds: ReadonlyMap<string, Grounds>,
): Grounds => {
  const all = [...new Set(keys)].flatMap((key) => (key === undefined ? [] : (grounds.get(key) ?? [])));
  return {
    records: all.flatMap(({ records }) => records),
    repairs: all.flatMap(({ repairs }) => repairs),
    objections: all.flatMap(({ objections }) => objections),
  };
};

/** The ends of a record: its own, and what was decided on it and is still to be carried out. */
const endsOf = (record: CreditRecord, { repairs, objections }: Grounds): readonly RecordEnding[] => [
  ...(record.end ? [record.end] : []),
  ...repairs.flatMap((repair) => grantedEnd(repair, record.id) ?? []),
  ...objections.flatMap((objection) => decidedRecordEnd(objection, record.id) ?? []),
];

/** Every end of a case, or of measures of it, that follows from what it rests on and from what was decided on it. */
const endsBy = (joint: JointCase, grounds: Grounds): readonly SystemEnd[] => [
  ...grounds.repairs.flatMap((repair) => grantedEnd(repair, joint.id) ?? []),
  ...grounds.objections.flatMap((objection) => decidedCaseEnd(objection, joint.id) ?? []),
  ...grounds.records.flatMap((record) => endsOf(record, grounds).flatMap((end) => endsWith(joint, record, end) ?? [])),
];

/**
 * The rule by which a case ends with its grounds, whoever asks: the check, which reads them at that moment, so that a repair, an annulment or a
 * deletion has its effect at once (I1); and the work that ends the case afterwards. Undefined while nothing of that has ended.
 */
export const endByGrounds = (joint: JointCase, grounds: Grounds): SystemEnd | undefined =>
  endsBy(joint, grounds).find(({ measures }) => measures === undefined);

/** Whether one measure of a case has ended: in the case, or by what was decided on an objection to it. */
export const hasMeasureEnded = (joint: JointCase, measure: string, grounds: Grounds): boolean =>
  joint.endedMeasures.some((ended) => ended.measure === measure) ||
  endsBy(joint, grounds).some(({ measures = [] }) => measures.includes(measure));

/** Whether a case that was not ended yet has to follow what it rests on. */
export const leftBehind = (cases: readonly JointCase[], grounds: Grounds): boolean =>
  cases.some((joint) => joint.state !== 'ended' && endByGrounds(joint, grounds) !== undefined);

/** A case as its grounds leave it; undefined if they carry it, or it has ended. */
export const endedByGrounds = (joint: JointCase, grounds: Grounds, by: Actor): JointCase | undefined => {
  const end = endByGrounds(joint, grounds);
  const ended = end && endBySystem(joint, end, by);
  return ended?.ok ? ended.value : undefined;
};

/** A case with the mark of the objection that is undecided, though the mark itself may still be on its way. */
export const markedCaseNow = (joint: JointCase, { objections }: Pick<Grounds, 'objections'>): JointCase => {
  const { objection: _, ...rest } = joint;
  const objection = markNow(joint, objections);
  return { ...rest, ...(objection && { objection }) };
};

/** The same of a record. */
const markedRecordNow = (record: CreditRecord, { objections }: Pick<Grounds, 'objections'>): CreditRecord => {
  const { objection: _, ...rest } = record;
  const objection = markNow(record, objections);
  return { ...rest, ...(objection && { objection }) };
};

/** Whether a case rests on an entry that is mirrored from elsewhere and was not confirmed in time: no finding while that lasts, and no end. */
const restsOnStale = (joint: JointCase, { records }: Grounds, today: CalendarDate): boolean =>
  records.some((record) => isStale(record, today) && restsOn(joint, record));

/** Whether a case is one that is carried out on a day: neither ended nor standing still, by itself and by its grounds. */
export const stands = (joint: JointCase, grounds: Grounds, today: CalendarDate): boolean =>
  joint.state !== 'ended' &&
  joint.state !== 'suspended' &&
  joint.suspension === undefined &&
  joint.end === undefined &&
  !isOverdueUndecided(markedCaseNow(joint, grounds), today) &&
  !restsOnStale(joint, grounds, today) &&
  endByGrounds(joint, grounds) === undefined;

/** Records as they may be shown and counted: each with its mark, and without those whose end was decided and is still to be carried out. */
export const standingRecords = (grounds: Grounds): readonly CreditRecord[] =>
  grounds.records
    .filter((record) => record.end !== undefined || endsOf(record, grounds).length === 0)
    .map((record) => markedRecordNow(record, grounds));
