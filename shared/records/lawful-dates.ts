import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Failure } from '../kernel/failure.ts';
import { kindDefinition } from './kinds/kinds.ts';
import type { RecordSubmission } from './submission.ts';

/** Nothing is dated in the future, and an act does not come after its decision. */
export const futureDates = (
  submission: Pick<RecordSubmission, 'decisionDate' | 'actDate' | 'disclosure'>,
  today: CalendarDate,
): readonly Failure[] => {
  const dates = [
    { pointer: '/decisionDate', date: submission.decisionDate, latest: today },
    { pointer: '/actDate', date: submission.actDate, latest: submission.decisionDate },
    { pointer: '/disclosure/decidedOn', date: submission.disclosure?.decidedOn, latest: today },
  ];
  return dates
    .filter(({ date, latest }) => date !== undefined && date > latest)
    .map(({ pointer }) => ({ kind: 'decision-in-future', pointer, parameters: { today } }));
};

type Dated = Pick<RecordSubmission, 'kind' | 'content' | 'decisionDate'>;

const dateAt = ({ content, decisionDate }: Dated, at: string): string | undefined =>
  at === '/decisionDate' ? decisionDate : content[at.slice('/content/'.length)]?.toString();

/**
 * A date that precedes one which its column names: a term that ends before it begins. Said of the content's date: the decision's own cannot be
 * corrected.
 */
export const datesOutOfOrder = (dated: Dated): readonly Failure[] =>
  kindDefinition(dated.kind).columns.flatMap(({ at, notBefore }) => {
    const date = dateAt(dated, at);
    const first = notBefore && dateAt(dated, notBefore);
    if (!notBefore || !date || !first || date >= first) return [];
    const [pointer, expected] = at === '/decisionDate' ? [notBefore, `≤ ${date}`] : [at, `≥ ${first}`];
    return [{ kind: 'invalid-value', pointer, parameters: { expected } }];
  });
