import { type CalendarDate, parseCalendarDate } from '../kernel/beijing-time.ts';
import type { Failure } from '../kernel/failure.ts';
import { contentColumns, kindDefinition } from './kinds/kinds.ts';
import type { CreditRecord } from './record.ts';

type Stated = Pick<CreditRecord, 'kind' | 'content'>;

/** What was found of a record after it was made, in the word of its kind, and on which day. */
export interface Finding {
  readonly status: string;
  readonly on: CalendarDate;
}

/** The finding that a record bears; undefined while there is none, and where nothing is found of its kind. */
export const findingOf = ({ kind, content }: Stated): Finding | undefined => {
  const { outcome } = kindDefinition(kind);
  const status = outcome && content[outcome.status];
  const on = outcome && parseCalendarDate(content[outcome.foundOn]);
  return typeof status === 'string' && on !== undefined ? { status, on } : undefined;
};

/** Whether a record speaks against its subject: by its kind, or by what was found of it. */
export const isNegative = (record: Stated): boolean => {
  const { negative, outcome } = kindDefinition(record.kind);
  const status = findingOf(record)?.status;
  return negative || (status !== undefined && outcome?.negative.includes(status) === true);
};

/** The day of the decision against its subject: of what was found later, the day on which it was found. */
export const decidedAgainstOn = (record: Pick<CreditRecord, 'kind' | 'content' | 'decisionDate'>): CalendarDate =>
  kindDefinition(record.kind).negative ? record.decisionDate : (findingOf(record)?.on ?? record.decisionDate);

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
  const said = isNegative(stated) ? [outcome.unperformed, outcome.liability] : [];
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
