import { officer } from './api-client.ts';
import { heading, say, table } from './print.ts';
import type { Town } from './town.ts';

/** Departments that subscribe to what concerns their statutory tasks, and one that does not. */
const READERS = ['credit-office', 'market-regulation', 'finance', 'housing-construction', 'tax'] as const;
const ACKNOWLEDGED = 5;

/** How many notices each department has yet to acknowledge. */
export const countInboxes = async (town: Town): Promise<ReadonlyMap<string, number>> => {
  await town.idle();
  const counts = new Map<string, number>();
  for (const department of READERS) counts.set(department, (await town.inbox(department)).length);
  return counts;
};

/** Step: what arrived in the inboxes, and what acknowledging changes. */
export const readInboxes = async (town: Town): Promise<ReadonlyMap<string, number>> => {
  heading('通知', 'Departments that must know find it in their inboxes, until they acknowledge it');
  const before = await countInboxes(town);
  for (const department of READERS) {
    for (const { data } of (await town.inbox(department)).slice(0, ACKNOWLEDGED)) {
      await town.call(officer(department), { method: 'POST', path: data.acknowledgement });
    }
  }
  const after = await countInboxes(town);
  table([
    ['部门 department', '到达 arrived', '签收后 after acknowledging some'],
    ...READERS.map((department) => [town.nameOf(department), before.get(department) ?? 0, after.get(department) ?? 0]),
  ]);
  say('通知只含编号与代码，不含内容；自然人的记录不通知任何部门。Notices hold ids only; nobody is told of a person.');
  return after;
};
