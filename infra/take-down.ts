import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { readCommand } from './command-line.ts';
import { apiDesk } from './take-down/api-desk.ts';
import { directDesk } from './take-down/direct-desk.ts';
import { findPublicEntry, namedBy } from './take-down/public-entry.ts';

const USAGE = `紧急下架一条公示信息，或由第二人确认、恢复 Takes an entry down at once; a second officer confirms it, or lets it go on.

  --record <id>           the record's id; or
  --public-id <id>        the id that the public sees, of a record or a typical case, with
  --public-copy <url>     the public copy (PUBLIC_COPY); then it is waited for until the entry is gone from it
  --reason <text>         why; no identity numbers
  --document <text>       on which document; left out where there is none yet
  --confirm, --lift       the second officer's word on what is down already
  --api-url <url>         of the API (default http://127.0.0.1:8787; or API_URL)
  --token <jwt>           of an officer of the credit office or the platform (TOKEN)

When the API does not answer, with rights to the table itself:

  --register-table <name>  the stack's output RegisterTable (REGISTER_TABLE)
  --officer <name>         who does it, as --department/… does elsewhere
  --department <code>      default credit-office

Exit code: 0; 1 if it was refused, or if the entry is public still after ten minutes (docs/runbook.md, "Taking an entry down").`;

const WAIT_MS = 600_000;
const BETWEEN_LOOKS_MS = 5_000;

const settings = readCommand({
  usage: USAGE,
  options: {
    record: { type: 'string' },
    'public-id': { type: 'string' },
    'public-copy': { type: 'string' },
    reason: { type: 'string' },
    document: { type: 'string' },
    confirm: { type: 'boolean' },
    lift: { type: 'boolean' },
    'api-url': { type: 'string' },
    token: { type: 'string' },
    'register-table': { type: 'string' },
    officer: { type: 'string' },
    department: { type: 'string' },
  },
  variables: { 'public-copy': 'PUBLIC_COPY', 'api-url': 'API_URL', token: 'TOKEN', 'register-table': 'REGISTER_TABLE' },
  settings: {
    record: z.string().optional(),
    'public-id': z.string().optional(),
    'public-copy': z.url().optional(),
    reason: z.string().min(1),
    document: z.string().min(1).optional(),
    confirm: z.boolean().default(false),
    lift: z.boolean().default(false),
    'api-url': z.url().default('http://127.0.0.1:8787'),
    token: z.string().optional(),
    'register-table': z.string().optional(),
    officer: z.string().optional(),
    department: z.string().default('credit-office'),
  },
});
type Settings = NonNullable<typeof settings>;

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

const deskOf = (given: Settings) => {
  const { token, officer, department, 'register-table': registerTable } = given;
  if (token !== undefined) return apiDesk({ apiUrl: withoutSlash(given['api-url']), token });
  if (registerTable === undefined || officer === undefined)
    throw new Error('--token, or --register-table with --officer, is missing');
  return directDesk({ registerTable, officer, department });
};

/** What is meant: by its own id, or by what is public of it. */
const namedIn = async (given: Settings) => {
  const { record, 'public-id': publicId, 'public-copy': copy } = given;
  if (record !== undefined) return { recordId: record };
  if (publicId === undefined || copy === undefined)
    throw new Error('--record, or --public-id with --public-copy, is missing');
  const entry = await findPublicEntry(withoutSlash(copy), publicId);
  if (entry === undefined) throw new Error(`${publicId} is not public at ${copy}`);
  return namedBy(entry);
};

const say = async (given: Settings): Promise<void> => {
  const desk = deskOf(given);
  const named = await namedIn(given);
  const { reason, document, confirm, lift } = given;
  const said = { reason, ...(document !== undefined && { document }) };
  if ('typicalCase' in named) {
    if (!('withdrawTypicalCase' in desk)) throw new Error('a typical case is withdrawn through the API');
    await desk.withdrawTypicalCase(named.typicalCase, reason, new Date().getUTCFullYear() + 1);
    return console.log(`典型案例已撤下 The typical case is withdrawn: ${named.typicalCase}`);
  }
  if (confirm || lift) {
    await desk.decide(named.recordId, { ...said, confirmed: confirm });
    return console.log(confirm ? '已确认下架 It stays down.' : '已恢复 It goes on.');
  }
  await desk.takeDown(named.recordId, said);
  console.log(
    `已下架 Down: ${named.recordId}；请另一名工作人员确认 a second officer confirms it (--confirm) or lets it go on (--lift)`,
  );
};

/** Whether the entry has left the public copy, before patience ends. */
const isGone = async (copy: string, publicId: string): Promise<boolean> => {
  const deadline = Date.now() + WAIT_MS;
  while (Date.now() < deadline) {
    const looked = await findPublicEntry(copy, publicId).then(
      (entry) => entry === undefined,
      () => false,
    );
    if (looked) return true;
    await pause(BETWEEN_LOOKS_MS);
  }
  return false;
};

const run = async (given: Settings): Promise<void> => {
  await say(given);
  const { 'public-copy': copy, 'public-id': publicId, lift, confirm } = given;
  if (copy === undefined || publicId === undefined || lift || confirm) return;
  if (await isGone(withoutSlash(copy), publicId)) return console.log('公示端已无此条 It is gone from the public copy.');
  throw new Error('公示端仍有此条 it is public still: see docs/runbook.md, "Taking an entry down"');
};

if (settings) {
  await run(settings).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
