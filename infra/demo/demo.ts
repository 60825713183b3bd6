import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { startLocalStack } from '../local/stack.ts';
import { correct, repeat, withdraw } from './changes.ts';
import { object } from './due-process.ts';
import { readInboxes } from './inboxes.ts';
import { jointCase } from './joint-case.ts';
import { publishLists } from './lists.ts';
import { type PostedRecord, postFile, recordsOf, showRefused } from './posting.ts';
import { heading, say } from './print.ts';
import { aYearLater, isPublic, lookUp, publish } from './publication.ts';
import { readRows } from './rows.ts';
import { town as townOn } from './town.ts';

const root = join(import.meta.dirname, '../..');
/** 09:00 in Beijing, so that every day's demonstration is the same. */
const NOW = new Date('2026-11-10T01:00:00.000Z');
const A_YEAR_LATER = new Date('2027-11-10T01:00:00.000Z');
const TODAY = '2026-11-10';

/** A penalty of a department that the public can read, with a fine. */
const publicPenalty = (records: readonly PostedRecord[], department: string): PostedRecord => {
  const found = records.find(
    (record) =>
      record.department.code === department && isPublic(record, TODAY) && Number(record.content['fineFen']) > 0,
  );
  if (found === undefined) throw new Error(`the file holds no public penalty of ${department}`);
  return found;
};

/** The newest record of a department on an organisation. */
const latestOf = (records: readonly PostedRecord[], department: string): PostedRecord => {
  const own = records.filter((one) => one.department.code === department && one.subject.category === 'organisation');
  const [latest] = own.toSorted((a, b) => b.decisionDate.localeCompare(a.decisionDate));
  if (latest === undefined) throw new Error(`the file holds nothing of ${department}`);
  return latest;
};

/** The code of which most is public. */
const mostPublicCode = (records: readonly PostedRecord[]): string => {
  const open = records.filter((record) => isPublic(record, TODAY));
  const codes = open.map(({ subject }) => subject.unifiedSocialCreditCode ?? '');
  const counted = [...Map.groupBy(codes, (code) => code)].toSorted(([, a], [, b]) => b.length - a.length);
  return counted[0]?.[0] ?? '';
};

/** The stand-alone verifier, as a reader runs it: it shares no code with the publisher. Answers its exit code. */
const verify = async (publicUrl: string): Promise<number> => {
  heading('核验', 'Somebody else checks every file, signature and version');
  const verifier = join(root, 'site/verify.mjs');
  const { code, output } = await new Promise<{ code: number; output: string }>((resolve) => {
    const child = execFile(process.execPath, [verifier, publicUrl], (_, stdout) =>
      resolve({ code: child.exitCode ?? 1, output: stdout }),
    );
  });
  say(...output.trimEnd().split('\n'));
  say(`node site/verify.mjs <公示地址 public URL>: exit code ${code}`);
  return code;
};

const run = async (): Promise<number> => {
  // Lambda's time zone; it holds for the whole process.
  process.env['TZ'] = 'UTC';
  const stack = await startLocalStack({
    assembly: join(root, 'cdk.out'),
    state: 'memory',
    now: NOW,
    schedules: 'by-hand',
    log: (line) => line.includes('"ERROR"') && console.error(line),
    environment: {},
  });
  try {
    console.log(
      '联合奖惩系统 Joint Credit：从报送到公示，从提请到解除 from posting to publicity, from proposal to lift',
    );
    say(`时间 time ${TODAY} 09:00（北京 Beijing）；全部在本机内存中运行 all of it runs in this machine's memory`);
    const town = townOn(stack);
    const rows = readRows();
    const posted = await postFile(town, rows);
    const records = recordsOf(posted);
    await showRefused(town, posted);
    await readInboxes(town);
    await publish(town, records, TODAY);
    await lookUp(town, mostPublicCode(records));
    await correct(town, publicPenalty(records, 'emergency-management'));
    await withdraw(town, publicPenalty(records, 'housing-construction'), TODAY);
    await repeat(
      town,
      rows.filter(({ department }) => department === 'emergency-management'),
    );
    await object(town, publicPenalty(records, 'market-regulation'), TODAY);
    await publishLists(town, stack, TODAY);
    await jointCase(town, latestOf(records, 'human-resources'), TODAY);
    await aYearLater(town, A_YEAR_LATER);
    return await verify(stack.publicUrl);
  } finally {
    await stack.stop();
  }
};

// Timers of the runner's waits may be left; nothing that matters is.
process.exit((await run()) === 0 ? 0 : 1);
