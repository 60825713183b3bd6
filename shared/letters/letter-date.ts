import type { JointCase } from '../cases/joint-case.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Objection } from '../objections/objection.ts';
import type { Repair } from '../repairs/repair.ts';
import type { Source } from './letter.ts';
import type { LetterType } from './letter-type.ts';

/** The number and the day that stand on a letter, as far as what it follows from was decided under them. */
export interface Dated {
  readonly documentNumber?: string;
  readonly date?: CalendarDate;
}

const UNDATED: Dated = {};

const caseDate = ({ notice, decision, end, endedMeasures, change }: JointCase, type: LetterType): Dated => {
  switch (type) {
    case 'prior-notice':
      return notice ? { documentNumber: notice.documentNumber, date: notice.servedOn } : UNDATED;
    case 'decision':
    case 'incentive-decision':
      return decision ? { documentNumber: decision.documentNumber, date: decision.decidedOn } : UNDATED;
    case 'repair-notice':
      return decision ? { date: decision.decidedOn } : UNDATED;
    case 'not-sustained':
      return end ? { documentNumber: end.document, date: end.decidedOn } : UNDATED;
    case 'lift': {
      const ended = change.action === 'end' ? end : endedMeasures.at(-1);
      return ended ? { date: ended.decidedOn } : UNDATED;
    }
    default:
      return UNDATED;
  }
};

const objectionDate = ({ decision, review }: Objection, type: LetterType): Dated => {
  const decided = type === 'review-decision' ? review?.decision : decision;
  if (decided === undefined || (type !== 'review-decision' && type !== 'objection-decision')) return UNDATED;
  return { documentNumber: decided.documentNumber, date: decided.decidedOn };
};

const repairDate = ({ decision, badFaith }: Repair, type: LetterType): Dated => {
  const dating: Partial<
    Record<LetterType, { readonly document: string; readonly decidedOn: CalendarDate } | undefined>
  > = {
    'repair-grant': decision,
    'repair-refusal': decision,
    'bad-faith': badFaith,
    'bad-faith-reversal': badFaith?.reversal,
  };
  const decided = dating[type];
  return decided === undefined ? UNDATED : { documentNumber: decided.document, date: decided.decidedOn };
};

/** The number and the day of a letter, where a decision gives them; of the others the day is that of the version. */
export const datedBy = (source: Source, type: LetterType): Dated => {
  switch (source.entity) {
    case 'case':
      return caseDate(source.image, type);
    case 'record':
      return UNDATED;
    case 'objection':
      return objectionDate(source.image, type);
    case 'repair':
      return repairDate(source.image, type);
    default:
      return source satisfies never;
  }
};
