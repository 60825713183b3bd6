import * as z from 'zod';
import { callAws } from './aws-call.ts';

const Groups = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })) });
const Events = z.object({ events: z.array(z.object({ timestamp: z.number(), message: z.string() })) });
const Next = z.object({ nextToken: z.string().optional() });

/** All that the deployed functions have logged, oldest first. */
export const functionLogs = async (url: string): Promise<string> => {
  /** Fifty groups make a page: there are more functions. */
  const pages = async <Page>(operation: string, page: z.ZodType<Page>, asked: object): Promise<Page[]> => {
    const found: Page[] = [];
    for (let next: object | undefined = {}; next !== undefined; ) {
      const body = { ...asked, ...next };
      const answer = await callAws({
        url,
        service: 'logs',
        method: 'POST',
        target: `Logs_20140328.${operation}`,
        body,
      });
      found.push(page.parse(answer));
      const { nextToken } = Next.parse(answer);
      next = nextToken === undefined ? undefined : { nextToken };
    }
    return found;
  };
  const listed = (await pages('DescribeLogGroups', Groups, {})).flatMap(({ logGroups }) => logGroups);
  const groups = await Promise.all(
    listed.map(async ({ logGroupName }) => {
      const events = (await pages('FilterLogEvents', Events, { logGroupName })).flatMap((page) => page.events);
      return events.map(({ timestamp, message }) => ({ timestamp, line: `${logGroupName} ${message.trimEnd()}` }));
    }),
  );
  const lines = groups.flat().sort((a, b) => a.timestamp - b.timestamp);
  return lines.map(({ timestamp, line }) => `${new Date(timestamp).toISOString()} ${line}`).join('\n');
};
