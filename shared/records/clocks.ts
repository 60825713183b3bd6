import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { addWorkingDays, calendarCovers, type Deadline } from '../kernel/working-calendar.ts';
import { hasDisclosureClock } from './kinds/kinds.ts';
import { publicityOf } from './publicity.ts';
import type { CreditRecord } from './record.ts';

/** A lawful period of a record. Its state is derived from dates; nothing of it is stored. */
export interface Clock {
  readonly name: 'disclosure' | 'withdrawal';
  readonly state: 'running' | 'met' | 'breached';
  readonly due: CalendarDate;
  /** True while the due date touches a year whose calendar is not confirmed yet (暂定). */
  readonly provisional: boolean;
  readonly basis: Label;
}

/** 国办发〔2015〕51号, 国发〔2016〕33号, and article 13 of the policy. */
const DISCLOSURE = {
  workingDays: 7,
  basis: {
    zh: '自作出决定之日起7个工作日内公示（国发〔2016〕33号）',
    en: 'publicity within 7 working days of the decision (State Council 2016 No. 33)',
  },
};

/** 行政处罚法 (2021) articles 48 and 85. */
export const WITHDRAWAL = {
  workingDays: 3,
  basis: {
    zh: '3个工作日内撤回并公开说明理由（行政处罚法第四十八条）',
    en: 'withdrawn within 3 working days with the reason (Administrative Penalty Law, article 48)',
  },
};

/**
 * Seven working days after the decision, the same for every version of a record, whether it is to be public by then or not.
 * Undefined for decisions from before the calendar's first year: their seven days were over long before this system began.
 */
export const disclosureTerm = ({ decisionDate }: Pick<CreditRecord, 'decisionDate'>): Deadline | undefined =>
  calendarCovers(decisionDate) ? addWorkingDays(decisionDate, DISCLOSURE.workingDays) : undefined;

/**
 * By when a record must be readable by the public; undefined if it is not to be public, or its term was over when it came, or its kind has no
 * such term: licences and penalties have.
 */
export const disclosureDue = (record: CreditRecord): Deadline | undefined => {
  if (!hasDisclosureClock(record.kind)) return undefined;
  const publicity = publicityOf(record, record.decisionDate);
  const over = publicity?.until !== undefined && publicity.until <= beijingDate(record.receivedAt);
  return publicity === undefined || over ? undefined : disclosureTerm(record);
};

const clock = (
  name: Clock['name'],
  due: Deadline,
  basis: Label,
  metOn: CalendarDate | undefined,
  today: CalendarDate,
): Clock => {
  const breached = (metOn ?? today) > due.date;
  const open = metOn === undefined ? 'running' : 'met';
  return { name, state: breached ? 'breached' : open, due: due.date, provisional: due.provisional, basis };
};

/** What is known beside the record. Dates are Beijing's. */
export interface ClockFacts {
  readonly today: CalendarDate;
  /** What the publisher noted; absent where it was not asked: then nothing is said of the disclosure's clock. */
  readonly publication?: { readonly firstPublicOn?: CalendarDate };
}

/** The clocks of a record on a day. */
export const clocksOf = (
  record: CreditRecord,
  facts: ClockFacts & { readonly endedOn?: CalendarDate },
): readonly Clock[] => {
  const due = disclosureDue(record);
  const withdrawal = record.withdrawal ?? record.end;
  const isWaitingThoughEnded = record.withdrawal !== undefined && record.end !== undefined;
  return [
    ...(due && facts.publication
      ? [clock('disclosure', due, DISCLOSURE.basis, facts.publication.firstPublicOn, facts.today)]
      : []),
    ...(withdrawal && calendarCovers(withdrawal.decidedOn)
      ? [
          clock(
            'withdrawal',
            addWorkingDays(withdrawal.decidedOn, WITHDRAWAL.workingDays),
            WITHDRAWAL.basis,
            isWaitingThoughEnded ? undefined : facts.endedOn,
            facts.today,
          ),
        ]
      : []),
  ];
};
