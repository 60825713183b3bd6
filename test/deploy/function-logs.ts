import * as z from 'zod';
import { callAws } from './aws-call.ts';

const Groups = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })) });
const Events = z.object({
  events: z.array(z.object({ timestamp: z.number(), message: z.string() })),
  nextToken: z.string().optional(),
});

/** All that the deployed functions have logged, oldest first. */
export const functionLogs = async (url: string): Promise<string> => {
  const ask = (target: string, body: unknown) =>
    callAws({ url, service: 'logs', method: 'POST', target: `Logs_20140328.${target}`, body });
  const { logGroups } = Groups.parse(await ask('DescribeLogGroups', {}));
  const groups = await Promise.all(
    logGroups.map(async ({ logGroupName }) => {
      const events: z.output<typeof Events>['events'] = [];
      for (let nextToken: string | undefined, more = true; more; more = nextToken !== undefined) {
        const page = Events.parse(await ask('FilterLogEvents', { logGroupName, ...(nextToken && { nextToken }) }));
        events.push(...page.events);
        nextToken = page.nextToken;
      }
      return events.map(({ timestamp, message }) => ({ timestamp, line: `${logGroupName} ${message.trimEnd()}` }));
    }),
  );
  const lines = groups.flat().sort((a, b) => a.timestamp - b.timestamp);
  return lines.map(({ timestamp, line }) => `${new Date(timestamp).toISOString()} ${line}`).join('\n');
};
