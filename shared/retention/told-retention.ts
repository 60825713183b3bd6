import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { reopenId } from '../withdrawal-ledger/reopen.ts';
import type { Telling } from '../withdrawal-ledger/telling.ts';
import type { PutAway } from './put-away.ts';
import type { RetentionDue } from './retained.ts';
import { retentionDates } from './retention-dates.ts';

/** The first day on which it is not kept any more who was told of what was erased: by the rule of the day of its erasure. */
const toldUntil = ({ change }: Pick<PutAway, 'change'>): CalendarDate | undefined => {
  const endedOn = beijingDate(change.at);
  return retentionDates({ of: 'told', endedOn }, endedOn)?.eraseOn;
};

/** What is still due about a head of which no content is left: who was told of it goes last; nothing, where nobody was. */
export const dueAfterErasure = (
  away: Pick<PutAway, 'id' | 'version' | 'key' | 'change'>,
  tellings: readonly Telling[],
): RetentionDue => {
  const { id, version, key } = away;
  const due = tellings.length === 0 ? undefined : toldUntil(away);
  return due === undefined ? { id, version, key, what: 'head' } : { id, version, key, what: 'told', due };
};

/** Ids under which decisions may be listed that relied on a measure: they follow from the checks that were answered it. */
export const listedUnder = (tellings: readonly Telling[], idOf: (text: string) => string): readonly string[] =>
  tellings.filter(({ channel }) => channel === 'check').map(({ about, purpose }) => reopenId(purpose, about, idOf));
