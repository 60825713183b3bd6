import type { Caller } from '../http/event.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { isInForceOn, type Mandate } from './mandate.ts';
import type { MandateStore } from './mandate-store.ts';

/**
 * The mandate under which a caller acts today: of the caller's own account, through the door that the caller's role opens. Anything else is as
 * absent as what does not exist.
 */
export const actingMandate = async (
  mandates: Pick<MandateStore, 'find'>,
  id: string,
  { officer, roles }: Caller,
  today: CalendarDate,
): Promise<Mandate | undefined> => {
  const stored = await mandates.find(id);
  if (stored === undefined) return undefined;
  const { image: mandate } = stored;
  const isDoor = roles.includes(mandate.channel === 'counter' ? 'counter-clerk' : 'subject');
  return mandate.account === officer && isDoor && isInForceOn(mandate, today) ? mandate : undefined;
};
