import { addDays, beijingDate, beijingMidnight, toEpochMs } from '../../../shared/kernel/beijing-time.ts';

/** A clock that was set, a machine that slept: it is looked again at least so often. */
const AT_LEAST_EVERY_MS = 3_600_000;
/** Past midnight, not before it by a rounded timer. */
const MARGIN_MS = 50;

/** The Beijing date of this moment. */
export const today = (): string => beijingDate(Date.now());

/** Whether what is public until a day (its first day of being so no longer) is over. */
export const isOver = (until: string | undefined): boolean => until !== undefined && until !== '' && until <= today();

const untilMidnight = (): number =>
  toEpochMs(beijingMidnight(addDays(beijingDate(Date.now()), 1))) - Date.now() + MARGIN_MS;

const removeEnded = (): void => {
  for (const place of document.querySelectorAll<HTMLElement>('[data-public-until]'))
    if (isOver(place.dataset['publicUntil'])) place.remove();
};

/**
 * Takes out of the page whatever bears a `data-public-until` that has come, now and whenever a day begins in Beijing while the page stays open (I4); `removed` runs
 * after each look.
 */
export const startEnding = (removed: () => void = () => undefined): void => {
  const look = (): void => {
    removeEnded();
    removed();
  };
  const wait = (): void => {
    setTimeout(
      () => {
        look();
        wait();
      },
      Math.min(AT_LEAST_EVERY_MS, untilMidnight()),
    );
  };
  look();
  wait();
  // Timers rest in a page that is not seen, and altogether in one that is kept to go back to.
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pageshow', look);
};
