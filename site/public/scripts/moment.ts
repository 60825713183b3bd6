import { beijingDate, parseInstant } from '../../../shared/kernel/beijing-time.ts';
import { make } from './dom.ts';

const BEIJING_MS = 8 * 3_600_000;

/** Date and time in Beijing, to the minute; what is no instant as it is. */
export const moment = (instant: string): HTMLTimeElement => {
  const parsed = parseInstant(instant);
  if (parsed === undefined) return make('time', {}, instant);
  const clock = new Date(Date.parse(parsed) + BEIJING_MS).toISOString().slice(11, 16);
  return make('time', { datetime: instant }, `${beijingDate(parsed)} ${clock}`);
};
