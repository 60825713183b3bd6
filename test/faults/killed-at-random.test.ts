import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { clientOf, officer } from '../e2e/client.ts';
import { townOn } from '../e2e/joint-case/support/town.ts';
import { busyClerks, documentNumberOf, type File } from './support/busy-clerks.ts';
import { chance } from './support/chance.ts';
import { inboxOf } from './support/inbox.ts';
import { type Home, home, type MortalStack, startMortalStack } from './support/mortal-stack.ts';
import { untilGone } from './support/processes.ts';
import { entriesOf, numbersOf } from './support/public-copy.ts';
import { startWholeStack } from './support/whole-stack.ts';

/** Ten minutes by hand: KILLS_SECONDS=600 npm run test:faults -- test/faults/killed-at-random.test.ts */
const SECONDS = Number(process.env['KILLS_SECONDS'] ?? 60);
const LONGEST_LIFE_MS = 6_000;
const LONGEST_START_MS = 4_000;
const DIES_WHILE_STARTING = 0.15;
const FIRST_DAY = '2026-11-10';
const MORNING = Date.parse(`${FIRST_DAY}T02:00:00.000Z`);
/** By more than clocks differ: nobody waits for the lease of a run that was killed. */
const LIVES_APART_MS = 11 * 60_000;

let folder: Home;
let running: MortalStack | undefined;
beforeAll(() => {
  folder = home();
});
afterAll(async () => {
  await running?.kill();
  await untilGone(folder.orphans);
  folder.remove();
});

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

it('loses nothing that was answered and doubles nothing, whichever process was killed', {
  timeout: 1_800_000,
}, async () => {
  const luck = chance('killed at random');
  let answer = () => {};
  const clerks = busyClerks(luck, () => answer());
  let lives = 0;
  const deaths = { starting: 0, any: 0, all: 0, alone: 0 };
  const start = () => {
    running = startMortalStack(folder, new Date(MORNING + lives++ * LIVES_APART_MS), luck);
    return running;
  };
  const first = await start().ready;
  if (first === undefined) throw new Error('it was not killed');
  await townOn(first, FIRST_DAY);
  await running?.end();

  const end = Date.now() + SECONDS * 1_000;
  while (Date.now() < end) {
    const stack = start();
    if (luck.happens(DIES_WHILE_STARTING)) {
      await pause(luck.between(0, LONGEST_START_MS));
      await stack.kill();
      deaths.starting += 1;
      continue;
    }
    const target = await stack.ready;
    if (target === undefined) throw new Error('it was not killed yet');
    let over = false;
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    answer = resolve;
    const work = clerks.work(clientOf(target), () => over);
    const publishing = (async () => {
      while (!over) {
        await pause(luck.between(300, 1_500));
        if (!over) await target.firePublication(luck.happens(0.2) ? 'daily' : 'additions').catch(() => undefined);
      }
    })();
    // What no clerk expects ends the work, and the test with it.
    await Promise.race([answered, work]);
    await pause(luck.between(0, LONGEST_LIFE_MS));
    const how = luck.oneOf(['any', 'any', 'all', 'alone'] as const);
    deaths[how] += 1;
    if (how === 'any') await stack.killAny();
    else await (how === 'all' ? stack.kill() : stack.killAlone());
    over = true;
    await Promise.all([work, publishing]);
  }
  await untilGone(folder.orphans);

  const stack = await startWholeStack(folder, { now: new Date(MORNING + lives * LIVES_APART_MS) });
  try {
    const api = clientOf(stack);
    const steps = clerks.files.reduce((sum, { version }) => sum + version, 0);
    await clerks.finish(api);
    await stack.idle();
    const records = clerks.files.filter(({ what }) => what === 'record');
    const ended = records.filter(({ told }) => told.some(({ type }) => type === 'record.ended'));
    console.info(
      `${SECONDS} s, ${lives} lives, deaths ${JSON.stringify(deaths)}: ${steps} answered, ` +
        `${records.length} records, ${ended.length} ended, ${clerks.files.length - records.length} cases`,
    );

    for (const { what, id, version, serial } of clerks.files) {
      const who =
        what === 'record' ? officer('market-regulation') : officer('human-resources', 'officer-1', 'initiator');
      const { status, body } = await api.call(who, 'GET', `/${what}s/${id}`);
      expect({ status, id: body.id, version: body.version, serial }).toEqual({ status: 200, id, version, serial });
    }
    expect(new Set(clerks.files.map(({ id }) => id)).size).toBe(clerks.files.length);
    const heads = (await stack.itemsOf('RegisterTable')).filter(
      ({ entity }) => entity === 'record' || entity === 'case',
    );
    expect(heads.length).toBe(clerks.files.length);

    const due = (some: readonly File[]) =>
      some.flatMap(({ id, told }) => told.map(({ version, type }) => `joint-credit.${type} ${id} ${version}`));
    const expected = { 'credit-office': records, finance: records.filter(({ serious }) => serious) };
    for (const [department, some] of Object.entries(expected)) {
      const heard = (await inboxOf(api, department))
        .filter(({ type }) => type.includes('record.'))
        .map(({ type, subject, data }) => `${type} ${subject} ${data.version}`);
      expect(heard.sort(byText)).toEqual(due(some).sort(byText));
    }

    for (let run = 0; run < 2; run += 1) await stack.run('publish-additions');
    await stack.run('publish-daily');
    const reader = httpReader(stack.publicUrl);
    const standing = records.filter((file) => !ended.includes(file)).map(documentNumberOf);
    expect(numbersOf(await entriesOf(reader))).toEqual(standing.sort());
    expect(await verifyDisclosure(reader)).toMatchObject({ ok: true, findings: [] });
    reader.close();
    expect((await stack.command('audit.ts')).code).toBe(0);
    const { stdout } = await stack.command('rederive.ts', '--dry-run');
    expect(stdout).toMatch(/缺失 missing +(0 [^,]*, )*0 [^,]*$/m);
  } finally {
    await stack.stop();
  }
});
