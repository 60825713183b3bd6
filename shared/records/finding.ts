import { type CalendarDate, parseCalendarDate } from '../kernel/beijing-time.ts';
import type { Failure } from '../kernel/failure.ts';
import { contentColumns, kindDefinition } from './kinds/kinds.ts';
import type { CreditRecord } from './record.ts';

type Stated = Pick<CreditRecord, 'kind' | 'content'>;

/** What was found of a record after it was made, in the word of its kind: on which day, and since when that counts. */
export interface Finding {
  readonly status: string;
  readonly on: CalendarDate;
  /** Of what speaks against its subject, the day on which that was first found; of anything else the day of the finding. */
  readonly since: CalendarDate;
  readonly negative: boolean;
}

/** The finding that a record bears; undefined while there is none, and where nothing is found of its kind. */
export const findingOf = ({ kind, content }: Stated): Finding | undefined => {
  const { outcome } = kindDefinition(kind);
  const status = outcome && content[outcome.status];
  const on = outcome && parseCalendarDate(content[outcome.foundOn]);
  if (outcome === undefined || typeof status !== 'string' || on === undefined) return undefined;
  const negative = outcome.negative.includes(status);
  const first = negative ? parseCalendarDate(content[outcome.negativeSince]) : undefined;
  return { status, on, since: first ?? on, negative };
};

/** Whether a record speaks against its subject: by its kind, or by what was found of it. */
export const isNegative = (record: Stated): boolean =>
  kindDefinition(record.kind).negative || findingOf(record)?.negative === true;

/** The day of the decision against its subject: of what was found later, the day on which it was first found. */
export const decidedAgainstOn = (record: Pick<CreditRecord, 'kind' | 'content' | 'decisionDate'>): CalendarDate => {
  const finding = findingOf(record);
  return finding?.negative ? finding.since : record.decisionDate;
};

/** What is found of a record later is not posted with it, nor brought in by a correction: it takes the finding. */
export const findingApart = ({ kind, content }: Stated): readonly Failure[] =>
  contentColumns(kind)
    .filter(({ found, field }) => found && content[field] !== undefined)
    .map(({ at }) => ({ kind: 'finding-apart', pointer: at }));

/** What a finding must say: on which day; and of what is negative, what was not performed and how the liability was pursued. */
export const incompleteFinding = (stated: Stated): readonly Failure[] => {
  const { outcome } = kindDefinition(stated.kind);
  const { content } = stated;
  if (outcome === undefined) return [];
  if (content[outcome.status] === undefined) return findingApart(stated);
  const said = isNegative(stated) ? [outcome.unperformed, outcome.liability, outcome.negativeSince] : [];
  return [outcome.foundOn, ...said]
    .filter((field) => content[field] === undefined)
    .map((field) => ({ kind: 'missing-field', pointer: `/content/${field}` }));
};

/** Nothing is found on a day that is yet to come. */
export const findingInFuture = (stated: Stated, today: CalendarDate): readonly Failure[] => {
  const { outcome } = kindDefinition(stated.kind);
  const on = findingOf(stated)?.on;
  if (outcome === undefined || on === undefined || on <= today) return [];
  return [{ kind: 'decision-in-future', pointer: `/content/${outcome.foundOn}`, parameters: { today } }];
};
