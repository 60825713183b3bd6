import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Log } from '../kernel/log.ts';
import { publisherMessages } from './messages.ts';
import type { PublicationSource, RecordRef, RecordStanding } from './publication-source.ts';

export interface StandingsDeps {
  readonly source: PublicationSource;
  readonly log: Log;
}

/** So many records in a row that cannot be read one by one are no fault of theirs. */
const GIVES_UP_AFTER = 5;

/**
 * The standings of up to 100 records. If they cannot be read together, each is read by itself, so that one head that
 * is broken keeps no other from leaving the public copy; which it is, is logged.
 */
export const standingsOf = async (
  { source, log }: StandingsDeps,
  refs: readonly RecordRef[],
  today: CalendarDate,
): Promise<(recordId: string) => RecordStanding | 'unreadable' | undefined> => {
  try {
    const all = await source.standings(refs, today);
    return (recordId) => all.get(recordId);
  } catch (error) {
    log.error(publisherMessages.standingUnreadable, { records: refs.length, error });
  }
  const found = new Map<string, RecordStanding | 'unreadable' | undefined>();
  let failures = 0;
  for (const ref of refs) {
    if (failures >= GIVES_UP_AFTER) break;
    try {
      found.set(ref.recordId, (await source.standings([ref], today)).get(ref.recordId));
      failures = 0;
    } catch (error) {
      failures += 1;
      found.set(ref.recordId, 'unreadable');
      log.error(publisherMessages.standingUnreadable, { records: 1, record: ref.recordId, error });
    }
  }
  return (recordId) => (found.has(recordId) ? found.get(recordId) : 'unreadable');
};
