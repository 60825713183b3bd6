import type { AuthorisedKind } from '../authorisations/authorisation.ts';
import { JOINT_MEASURES } from '../authorisations/authorisation.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { isNegative } from '../records/finding.ts';
import type { CreditRecord } from '../records/record.ts';
import { CHAPTER_CODES, CHAPTER_NAMES, type ChapterCode, kindsOf } from './chapters.ts';
import type { ListNames } from './list-names.ts';
import type { MeasureInForce } from './measures-in-force.ts';
import { isReportable } from './record-standing.ts';
import { adviceOn } from './report-advice.ts';
import { toReportMeasure, toReportRecord } from './report-items.ts';
import type { ReportChapter } from './report-view.ts';
import { EMPTY, NOT_COLLECTED, NOTHING_TO_IMPROVE } from './report-words.ts';

/** What a report is made of, as it stands on a day. */
export interface ReportSources {
  readonly records: readonly CreditRecord[];
  readonly measures: readonly MeasureInForce[];
  readonly names: ListNames;
  readonly today: CalendarDate;
}

/** Characters of records that a report holds: an answer holds 6 MB, and printing takes a second for so many. */
const MOST_CHARACTERS = 400_000;

/** What speaks against the subject is never left out for length; then what is newest. */
const inOrderOfNeed = (records: readonly CreditRecord[]): readonly CreditRecord[] =>
  records.toSorted(
    (a, b) => Number(isNegative(b)) - Number(isNegative(a)) || (a.decisionDate > b.decisionDate ? -1 : 1),
  );

/** As many records as a report may hold. */
const withinLength = (records: readonly CreditRecord[]): readonly CreditRecord[] => {
  let characters = 0;
  return inOrderOfNeed(records).filter(({ content }) => {
    characters += JSON.stringify(content).length;
    return characters <= MOST_CHARACTERS;
  });
};

const chapter = (code: ChapterCode, filled: Partial<ReportChapter>): ReportChapter => {
  const { records = [], measures = [], advice = [], omitted = 0, empty } = filled;
  const isEmpty = records.length + measures.length + advice.length + omitted === 0;
  return {
    code,
    name: CHAPTER_NAMES[code],
    ...(isEmpty && { empty: empty ?? EMPTY }),
    records,
    measures,
    advice,
    omitted,
  };
};

/** Which kinds a report is restricted to; all of them, if nothing is said. */
export type OnlyKinds = readonly AuthorisedKind[];

const withKinds = (code: ChapterCode, only: OnlyKinds | undefined) => {
  const kinds = kindsOf(code);
  return only === undefined ? kinds : kinds.filter((kind) => only.includes(kind));
};

/** The chapters of which an authorised reader is shown anything; a subject's own report has all of them. */
const chaptersFor = (only: OnlyKinds | undefined): readonly ChapterCode[] =>
  CHAPTER_CODES.filter((code) => {
    if (only === undefined) return true;
    return code === 'local' ? only.includes(JOINT_MEASURES) : withKinds(code, only).length > 0;
  });

/**
 * The chapters of a report on a day. What has ended, stands still, is held or is over by its term is not in it; what is under objection bears
 * its mark. A chapter that was not authorised is not there at all: an empty one would tell that nothing stands in it.
 */
export const reportChapters = (sources: ReportSources, only?: OnlyKinds): readonly ReportChapter[] => {
  const { records, measures, names, today } = sources;
  const shown = records.filter(
    (record) => isReportable(record, today) && (only === undefined || only.includes(record.kind)),
  );
  const held = new Set(withinLength(shown));
  const ofRecords = (code: ChapterCode): ReportChapter => {
    const kinds = withKinds(code, only);
    const own = shown.filter(({ kind }) => kinds.includes(kind));
    const listed = own.filter((record) => held.has(record));
    return chapter(code, {
      records: inOrderOfNeed(listed).map((record) => toReportRecord(record, today)),
      omitted: own.length - listed.length,
      empty: kinds.length === 0 ? NOT_COLLECTED : EMPTY,
    });
  };
  return chaptersFor(only).map((code) => {
    if (code === 'advice') {
      const advice = shown.filter(isNegative).map((record) => adviceOn(record, today));
      return chapter(code, { advice, empty: NOTHING_TO_IMPROVE });
    }
    if (code === 'local') {
      return chapter(code, { measures: measures.map((measure) => toReportMeasure(measure, names, today)) });
    }
    return ofRecords(code);
  });
};
