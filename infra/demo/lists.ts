import * as z from 'zod';
import type { LocalStack } from '../local/local-stack.ts';
import { httpCall, SEED_IDENTITIES } from '../seed/http-call.ts';
import { seedLists } from '../seed/seed-lists.ts';
import { officer } from './api-client.ts';
import { heading, say, table } from './print.ts';
import type { Town } from './town.ts';

const List = z.object({
  entries: z.array(z.object({ usable: z.union([z.literal(true), z.object({ not: z.object({ zh: z.string() }) })]) })),
});

/** Step: the credit office and a legal reviewer bring in what may be relied on, and the first editions of the two lists. */
export const publishLists = async (town: Town, stack: LocalStack, today: string): Promise<void> => {
  heading('两个清单', 'Two officers enter articles of law, and publish the lists of behaviours and measures');
  const tokenOf = ({ department, officer: name, roles }: (typeof SEED_IDENTITIES)['clerk']) =>
    stack.token({ sub: `${department}/${name}`, department, roles: roles.join(' ') });
  const tokens = { clerk: await tokenOf(SEED_IDENTITIES.clerk), reviewer: await tokenOf(SEED_IDENTITIES.reviewer) };
  const { approved } = await seedLists(httpCall(stack.apiUrl, tokens), { inForceFrom: today });
  const usable = async (list: string): Promise<readonly number[]> => {
    const reader = officer('finance', 'officer-1', 'implementer');
    const { entries } = List.parse((await town.call(reader, { method: 'GET', path: `/lists/${list}` })).body);
    return [entries.length, entries.filter((entry) => entry.usable === true).length];
  };
  table([
    ['', '条目 entries', '现行法律支持 carried by today’s law'],
    ['行为清单 behaviours', ...(await usable('behaviours'))],
    ['措施清单 measures', ...(await usable('measures'))],
  ]);
  say(`规范性文件条款，经合法性审核 articles of law, approved by a legal reviewer: ${approved}`);
};
