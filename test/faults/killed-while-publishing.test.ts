import { watch } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { clientOf } from '../e2e/client.ts';
import type { Target } from '../e2e/target.ts';
import { chance } from './support/chance.ts';
import { clerk } from './support/clerk.ts';
import { leftBehind } from './support/left-behind.ts';
import { type Home, home, isDead, type MortalStack, startMortalStack } from './support/mortal-stack.ts';
import { bucketFolder, bucketOnDisk, contentOf, entriesOf, numbersOf } from './support/public-copy.ts';

const KILLS = 10;
/** From the moment on at which a publication writes its first file, prepares its first one, or is about to end. */
const LONGEST_LIFE_MS = 600;
const PATIENCE_MS = 30_000;
const MORNING = Date.parse('2026-11-10T02:00:00.000Z');
/** By more than clocks differ: nobody waits for the lease of a run that was killed. */
const LIVES_APART_MS = 11 * 60_000;

let folder: Home;
let running: MortalStack | undefined;
beforeAll(() => {
  folder = home();
});
afterAll(async () => {
  await running?.kill();
  folder.remove();
});

/** Waits until a file is written below a folder. */
const written = async ({ below, file }: { below: string; file: string }): Promise<void> => {
  for await (const { filename } of watch(below, { recursive: true, signal: AbortSignal.timeout(PATIENCE_MS) }))
    if (filename?.includes(file)) return;
};

const inTheFiles = (number: string): string => `"documentNumber":"${number}"`;

it(`nothing withdrawn is public and nothing is lost, though publications were killed ${KILLS} times`, async () => {
  const luck = chance('killed while publishing');
  const { finish, work, all, ended, standing } = clerk();
  const wasPublic = new Set<string>();
  const gone = new Set<string>();
  let lives = 0;
  let unfinished = 0;
  const start = async (): Promise<Target & { outputs: Readonly<Record<string, string>> }> => {
    running = startMortalStack(folder, new Date(MORNING + lives++ * LIVES_APART_MS), luck);
    const target = await running.ready;
    if (target === undefined) throw new Error('it was not killed yet');
    return target;
  };

  while (lives < KILLS) {
    const target = await start();
    const api = clientOf(target);
    const { DerivedTable: table = '', DisclosureBucket: disclosure = '', StagingBucket: staging = '' } = target.outputs;
    const end = work(api, () => target.firePublication('additions')).catch((error: unknown) => {
      if (!isDead(error)) throw error;
    });
    const below = (bucket: string) => bucketFolder(folder.state, bucket);
    const moment = luck.oneOf([
      { below: below(staging), file: '' },
      { below: below(disclosure), file: '' },
      { below: below(disclosure), file: 'latest.json' },
    ]);
    await Promise.race([written(moment), end]);
    await pause(luck.between(0, LONGEST_LIFE_MS));
    await running?.kill();
    await end;

    const { head, versions, latest, content, files } = await leftBehind(folder, { table, bucket: disclosure });
    console.info(`kill ${lives}: version ${head?.version} ${head?.state}, public ${latest}, ${all().length} posted`);
    // No file of a version that was not decided is public, and what has left stays away.
    expect(Math.max(latest, ...versions)).toBeLessThanOrEqual(head?.version ?? 0);
    expect([...gone].filter((number) => content.includes(inTheFiles(number)))).toEqual([]);
    if (head?.state === 'committed') unfinished += 1;
    // `latest.json` is written last: only then is everything in its place.
    if (head?.version !== latest) continue;
    expect(await verifyDisclosure(files)).toMatchObject({ findings: [], summary: { version: head.version } });
    for (const number of all()) if (content.includes(inTheFiles(number))) wasPublic.add(number);
    for (const number of ended()) if (wasPublic.has(number) && !content.includes(inTheFiles(number))) gone.add(number);
  }

  const target = await start();
  const api = clientOf(target);
  await finish(api);
  await target.idle();
  await target.firePublication('additions');
  await target.idle();
  console.info(`${unfinished} of ${KILLS} kills left an unfinished version, ${gone.size} had left before the last`);

  const reader = httpReader(target.publicUrl);
  expect(ended().length).toBeGreaterThan(0);
  expect(numbersOf(await entriesOf(reader))).toEqual(standing().sort());
  const content = await contentOf(bucketOnDisk(folder.state, target.outputs['DisclosureBucket'] ?? ''));
  expect(ended().filter((number) => content.includes(inTheFiles(number)))).toEqual([]);
  const { withdrawals } = (await api.published('withdrawn.json')).body;
  const notices = withdrawals.map(({ documentNumber }: { documentNumber: string }) => documentNumber);
  expect(notices).toEqual(expect.arrayContaining(ended().filter((number) => wasPublic.has(number))));
  expect(new Set(notices).size).toBe(notices.length);
  const { findings, summary } = await verifyDisclosure(reader);
  expect(findings).toEqual([]);
  const { versions } = (await api.published('versions.json')).body;
  const numbers = versions.map(({ version }: { version: number }) => version);
  expect(numbers).toEqual(Array.from({ length: summary?.version ?? 0 }, (_, at) => numbers.length - at));
  reader.close();
});
