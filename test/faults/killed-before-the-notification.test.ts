import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { clientOf, officer } from '../e2e/client.ts';
import { chance } from './support/chance.ts';
import { inboxOf } from './support/inbox.ts';
import { type Home, home, isDead, type MortalStack, startMortalStack } from './support/mortal-stack.ts';
import { type Posting, posting, RECIPIENTS } from './support/postings.ts';
import { untilGone } from './support/processes.ts';
import { entriesOf, numbersOf } from './support/public-copy.ts';

const KILLS = 10;
const POSTINGS_A_LIFE = 20;
const AT_ONCE = 4;
/** From the first answer on; some lives end before the stack is ready. */
const LONGEST_LIFE_MS = 1_000;
const LONGEST_START_MS = 1_500;
const DIES_WHILE_STARTING = 0.2;
/** Without its engines, which the next life may still meet. */
const ALONE = 0.3;
const MORNING = Date.parse('2026-11-10T02:00:00.000Z');
const MINUTE = 60_000;

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

type Api = ReturnType<typeof clientOf>;

/** Posts until all is answered or nobody answers any more; what was answered is kept, what was not waits to be sent again. */
const postAll = async (api: Api, waiting: Posting[], answered: Map<string, string>, firstAnswer = () => {}) => {
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        const reply = await api.call(officer(next.department), 'POST', '/records', { body: next.submission });
        // What was written before the kill without being answered is found when it is sent again.
        if (![200, 201].includes(reply.status)) throw new Error(`POST: ${reply.status} ${JSON.stringify(reply.body)}`);
        answered.set(next.documentNumber, reply.body.id);
        firstAnswer();
      } catch (error) {
        waiting.push(next);
        if (isDead(error)) return;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
};

it(`what was answered is stored, told once and public in its time, though everything was killed ${KILLS} times`, async () => {
  const luck = chance('killed before the notification');
  const answered = new Map<string, string>();
  const waiting: Posting[] = [];
  let starts = 0;
  const start = () => {
    running = startMortalStack(folder, new Date(MORNING + starts++ * MINUTE), luck);
    return running;
  };

  for (let kill = 0; kill < KILLS; kill += 1) {
    waiting.push(...Array.from({ length: POSTINGS_A_LIFE }, (_, at) => posting(kill * POSTINGS_A_LIFE + at)));
    const stack = start();
    if (luck.happens(DIES_WHILE_STARTING)) {
      await pause(luck.between(0, LONGEST_START_MS));
      await stack.kill();
      continue;
    }
    const target = await stack.ready;
    if (target === undefined) throw new Error('it was not killed yet');
    const { promise: firstAnswer, resolve } = Promise.withResolvers<void>();
    const posts = postAll(clientOf(target), waiting, answered, resolve);
    await firstAnswer;
    await pause(luck.between(0, LONGEST_LIFE_MS));
    await (luck.happens(ALONE) ? stack.killAlone() : stack.kill());
    await posts;
    console.info(`kill ${kill + 1}: ${answered.size} answered, ${waiting.length} waiting`);
  }

  const known = answered.size;
  const target = await start().ready;
  if (target === undefined) throw new Error('it was not killed');
  const api = clientOf(target);
  await postAll(api, waiting, answered);
  await target.idle();
  expect(known).toBeGreaterThan(KILLS);

  const postings = Array.from({ length: KILLS * POSTINGS_A_LIFE }, (_, serial) => posting(serial));
  for (const { department, documentNumber } of postings) {
    const id = answered.get(documentNumber);
    const read = await api.call(officer(department), 'GET', `/records/${id}`);
    expect(read).toMatchObject({ status: 200, body: { id, documentNumber, version: 1 } });
  }
  expect(new Set(answered.values()).size).toBe(postings.length);

  for (const recipient of RECIPIENTS) {
    const told = (await inboxOf(api, recipient)).map(({ type, subject, data }) => `${type} ${subject} ${data.version}`);
    const concerned = postings.filter(({ recipients }) => recipients.includes(recipient));
    const due = concerned.map(({ documentNumber }) => `joint-credit.record.posted ${answered.get(documentNumber)} 1`);
    expect(told.sort()).toEqual(due.sort());
  }

  const reader = httpReader(target.publicUrl);
  expect(await entriesOf(reader)).toEqual([]);
  await target.firePublication('additions');
  await target.idle();
  const due = postings.filter((one) => one.public).map(({ documentNumber }) => documentNumber);
  expect(numbersOf(await entriesOf(reader))).toEqual(due.sort());
  expect(await verifyDisclosure(reader)).toMatchObject({ ok: true, findings: [] });
  reader.close();
});
