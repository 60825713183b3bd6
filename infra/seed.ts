import * as z from 'zod';
import { beijingDate, parseCalendarDate } from '../shared/kernel/beijing-time.ts';
import { readCommand } from './command-line.ts';
import { httpCall, localSystem, type SeedTokens } from './seed/http-call.ts';
import { seedLists } from './seed/seed-lists.ts';

const USAGE = `登记首批规范性文件，发布两个清单的首版 Seeds the register of instruments and the first editions of the two lists.

  --api-url <url>          of the API (default http://127.0.0.1:8787; or the variable API_URL)
  --clerk-token <jwt>      of an officer of the credit office (CLERK_TOKEN)
  --reviewer-token <jwt>   of a legal reviewer, another officer (REVIEWER_TOKEN)
  --in-force-from <date>   first day of the editions (default: today in Beijing)

Without tokens a system that runs on this machine (npm start) is asked for some. It can be run again: what is there is left as it is.
These are drafts for a legal reviewer to check against the published texts; each says so.`;

const settings = readCommand({
  usage: USAGE,
  options: {
    'api-url': { type: 'string' },
    'clerk-token': { type: 'string' },
    'reviewer-token': { type: 'string' },
    'in-force-from': { type: 'string' },
  },
  variables: { 'api-url': 'API_URL', 'clerk-token': 'CLERK_TOKEN', 'reviewer-token': 'REVIEWER_TOKEN' },
  settings: {
    'api-url': z.url().default('http://127.0.0.1:8787'),
    'clerk-token': z.string().optional(),
    'reviewer-token': z.string().optional(),
    'in-force-from': z
      .string()
      .refine((text) => parseCalendarDate(text) !== undefined, 'YYYY-MM-DD')
      .optional(),
  },
});

/** Names of the claims that a system of `npm start` reads. */
const LOCAL_CLAIMS = { department: 'department', roles: 'roles' };

type Settings = NonNullable<typeof settings>;

const run = async (given: Settings): Promise<void> => {
  const { 'clerk-token': clerk, 'reviewer-token': reviewer, 'in-force-from': day } = given;
  const apiUrl = given['api-url'].replace(/\/$/, '');
  const local = localSystem(apiUrl);
  const isLocal = clerk === undefined || reviewer === undefined;
  const tokens: SeedTokens = isLocal ? await local.tokens(LOCAL_CLAIMS) : { clerk, reviewer };
  const now = isLocal ? await local.now() : new Date();
  const done = await seedLists(httpCall(apiUrl, tokens), { inForceFrom: day ?? beijingDate(now.getTime()) });
  console.log(`规范性文件 instruments: ${done.proposed} 登记 proposed, ${done.approved} 核准 approved`);
  if (done.leftAlone.length > 0) console.log(`未动 left alone: ${done.leftAlone.join(', ')}`);
  for (const { list, edition, done: what } of done.editions) {
    console.log(`清单 ${list}, 第${edition}版 edition ${edition}: ${what}`);
  }
};

/** What went wrong, with its cause: who is not there is named in the cause only. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.message}${error.cause ? `: ${reasonOf(error.cause)}` : ''}` : String(error);

if (settings) {
  try {
    await run(settings);
  } catch (error) {
    console.error(`${settings['api-url']}: ${reasonOf(error)}`);
    process.exitCode = 1;
  }
}
