import { paths, servedAs } from '../../../shared/disclosure/files.ts';
import { type Instant, toEpochMs } from '../../../shared/kernel/beijing-time.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import { type DeltaFilesDeps, dayDelta, firstDamaged, windowDeltas } from '../../../shared/open-data/delta-files.ts';
import { type DayDelta, DeltaList } from '../../../shared/open-data/delta-list.ts';
import { newestVersion, nextDay } from '../../../shared/open-data/published-days.ts';

export interface FoldDeltasDeps extends DeltaFilesDeps {
  readonly now: () => Instant;
  readonly log: Log;
}

/** No day is begun after it: the function has 300 s, and a day of a million changes takes some tens of them. */
const BEGIN_UNTIL_MS = 180_000;

/**
 * Writes the net delta of each Beijing day that is over, that is once a version of a later day is there, then the windows. It reads and
 * writes public files alone and holds nobody back; what was missed is caught up, and what is done again comes out the same.
 */
export const foldDeltas = (deps: FoldDeltasDeps) => {
  const { disclosure, log, now } = deps;

  /** A list that cannot be read is made anew from the first version on. */
  const readList = async (): Promise<DeltaList> => {
    const bytes = await disclosure.get(paths.deltas);
    const none = { days: [], windows: [] };
    if (bytes === undefined) return none;
    try {
      return DeltaList.parse(JSON.parse(new TextDecoder().decode(bytes)));
    } catch (error) {
      log.error(messages.deltasDamaged, { path: paths.deltas, error });
      return none;
    }
  };

  /** The days up to the first whose file is not what the list says: from there on they are made anew. */
  const soundDays = async (days: readonly DayDelta[]): Promise<readonly DayDelta[]> => {
    const damaged = await firstDamaged(deps, days);
    if (damaged === undefined) return days;
    log.error(messages.deltasDamaged, { path: damaged.path });
    return days.slice(0, days.indexOf(damaged));
  };

  const writeList = ({ days, windows }: { [Name in keyof DeltaList]: readonly DeltaList[Name][number][] }) =>
    disclosure.put(paths.deltas, new TextEncoder().encode(JSON.stringify({ days, windows })), servedAs(paths.deltas));

  return async (): Promise<void> => {
    const began = toEpochMs(now());
    const newest = await newestVersion(disclosure);
    if (newest === undefined) return;
    const { windows, ...known } = await readList();
    const lastOf = (days: readonly DayDelta[]): number => days.at(-1)?.to ?? 0;
    const next = (days: readonly DayDelta[]) => nextDay(disclosure, lastOf(days), newest);
    const isWhole = windows.length > 0 && windows.every(({ to }) => to === lastOf(known.days));
    if (isWhole && (await next(known.days)) === undefined) return;

    let days = await soundDays(known.days);
    let made = 0;
    for (let day = await next(days); day && toEpochMs(now()) - began < BEGIN_UNTIL_MS; day = await next(days)) {
      days = [...days, await dayDelta(deps, day)];
      made += 1;
      await writeList({ days, windows });
    }
    if (days.length === 0) return;
    await writeList({ days, windows: await windowDeltas(deps, days) });
    log.info(messages.deltasFolded, { days: made, to: lastOf(days) });
  };
};
