import { officer, type Reply, type Who } from '../client.ts';
import type { World } from '../world.ts';

/** Who initiates cases, and who dispatches them. */
export const DEPARTMENT = 'human-resources';
export const OFFICE = officer('credit-office', 1, 'credit-office');
export const initiator = (number: number) => officer(DEPARTMENT, number, 'initiator');

/** A step on the version that was read. */
export const change = (
  world: World,
  who: Who,
  name: string,
  path: string,
  body: unknown,
  ifMatch: number,
): Promise<Reply> => world.ask(who, name, `POST ${path}`, { ...(body !== undefined && { body }), ifMatch });

/** Notes that each of these must hear of it once. */
export const told = (world: World, about: string, type: string, ...recipients: readonly string[]): void => {
  for (const recipient of new Set(recipients)) world.ledger.due.push({ recipient, about, type, times: 1 });
};
