import * as z from 'zod';
import { StoredCount, StoredDate, StoredSha256 } from '../disclosure/stored.ts';
import { addDays, type CalendarDate } from '../kernel/beijing-time.ts';

const file = {
  path: z.string(),
  /** It leads from the state of this version, 0 for the empty one before the first … */
  from: StoredCount,
  /** … to the state of this one. */
  to: z.int().min(1),
  rows: StoredCount,
  bytes: StoredCount,
  sha256: StoredSha256,
};

const DayDelta = z.strictObject({ day: StoredDate, ...file });
/** The net delta of the versions that were published on a Beijing day. */
export type DayDelta = Readonly<z.infer<typeof DayDelta>>;

const WindowDelta = z.strictObject({
  window: z.enum(['P1D', 'P7D', 'P31D']),
  firstDay: StoredDate,
  lastDay: StoredDate,
  ...file,
});
/** The net delta of the last days up to the newest finished one. */
export type WindowDelta = Readonly<z.infer<typeof WindowDelta>>;

/** deltas.json: the days from the first on, and the windows. */
export const DeltaList = z.strictObject({ days: z.array(DayDelta), windows: z.array(WindowDelta) });
export type DeltaList = z.infer<typeof DeltaList>;

/** Lengths of the windows in days, by their name (ISO 8601). */
export const WINDOWS: Readonly<Record<WindowDelta['window'], number>> = { P1D: 1, P7D: 7, P31D: 31 };

export const LONGEST_WINDOW = Math.max(...Object.values(WINDOWS));

/** The days of a window: those of its length up to the newest finished day; a day without a version has no delta. */
export const daysWithin = (days: readonly DayDelta[], length: number): readonly DayDelta[] => {
  const last = days.at(-1);
  if (last === undefined) return [];
  const first: CalendarDate = addDays(last.day, 1 - length);
  return days.filter(({ day }) => day >= first);
};
