import { beijingDate, type Instant } from '../kernel/beijing-time.ts';
import { addWorkingDays, type Deadline } from '../kernel/working-calendar.ts';
import { responseTermsOn } from './response-terms.ts';
import type { Task } from './task.ts';

/** A term that was running when the suspension began is given again in full from `at`; one that was over by then stays over. */
const renewed = (due: Deadline | undefined, since: Instant, again: Deadline): Deadline | undefined =>
  due === undefined || due.date < beijingDate(since) ? due : again;

/**
 * The terms that a task still has to keep, as they run from `at` on after a suspension; nothing if it is not suspended. No clock runs
 * while a court or review body has suspended it, so that nobody is late for having waited.
 */
export const termsAfterPause = (
  { suspension, state, pushedOn, acknowledgeBy, answerBy }: Task,
  at: Instant,
): Partial<Pick<Task, 'acknowledgeBy' | 'answerBy'>> => {
  if (suspension === undefined || (state !== 'pushed' && state !== 'acknowledged')) return {};
  const { acknowledge, answer } = responseTermsOn(pushedOn);
  const again = ({ workingDays }: typeof answer) => addWorkingDays(beijingDate(at), workingDays);
  const toAcknowledge = state === 'pushed' && renewed(acknowledgeBy, suspension.since, again(acknowledge));
  const toAnswer = renewed(answerBy, suspension.since, again(answer));
  return { ...(toAcknowledge && { acknowledgeBy: toAcknowledge }), ...(toAnswer && { answerBy: toAnswer }) };
};
