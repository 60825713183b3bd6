import { afterAll, beforeAll, expect, it } from 'vitest';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { beijingDate } from '../../shared/kernel/beijing-time.ts';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { penalty } from '../builders/submissions.ts';
import { clientOf, officer } from '../e2e/client.ts';
import { done } from '../e2e/joint-case/support/town.ts';
import { heardBy } from './support/heard.ts';
import { type Home, home } from './support/mortal-stack.ts';
import { creditCode } from './support/postings.ts';
import { entriesOf, numbersOf } from './support/public-copy.ts';
import { startWholeStack, type Taker, type WholeStack } from './support/whole-stack.ts';

/** The days on which the publisher takes nothing, and the one on which it is back. */
const DEAD_DAYS = ['2026-11-11', '2026-11-12', '2026-11-13'] as const;
const BACK = '2026-11-14';
const REPORTER = officer('market-regulation');
const SECOND = officer('market-regulation', 'officer-2');
const CREDIT_OFFICE = officer('credit-office', 'officer-1', 'credit-office');

let folder: Home;
let stack: WholeStack;
let api: ReturnType<typeof clientOf>;
let now = new Date('2026-11-10T02:00:00.000Z');
const goOn = async (...held: readonly Taker[]) => {
  if (stack !== undefined) {
    now = stack.stack.clock.now();
    await stack.stop();
  }
  stack = await startWholeStack(folder, { now, held });
  api = clientOf(stack);
};
beforeAll(async () => {
  folder = home();
  await goOn();
});
afterAll(async () => {
  await stack?.stop();
  folder?.remove();
});

const post = async (serial: number, decided: string, until?: string): Promise<string> => {
  const subject = {
    ...penalty().subject,
    name: `庄河示例第${serial}公司`,
    unifiedSocialCreditCode: creditCode(serial),
  };
  const base = penalty({ documentNumber: `庄罚〔2026〕${serial}号`, subject }, until ? { publicityEnd: until } : {});
  const disclosure = { ...base.disclosure, decidedOn: decided };
  const body = { ...base, decisionDate: decided, disclosure };
  return done(await api.call(REPORTER, 'POST', '/records', { body }), 201).id;
};
const change = async (id: string, path: string, version: number, body: object, who = REPORTER) =>
  done(await api.call(who, 'POST', `/records/${id}/${path}`, { body, headers: { 'if-match': `"${version}"` } }));
const withdraw = async (id: string, on: string) => {
  const reasons = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: on, reason: '认定事实不清' };
  await change(id, 'withdrawal', 1, reasons);
  await change(id, 'withdrawal/confirmation', 2, { confirmed: true }, SECOND);
};
const at = (day: string, time: string) => stack.stack.clock.set(new Date(`${day}T${time}+08:00`));
const shown = async () => {
  const reader = httpReader(stack.publicUrl);
  const numbers = numbersOf(await entriesOf(reader)).map((number) => Number(number.match(/(\d+)号/)?.[1]));
  reader.close();
  return numbers.sort((a, b) => a - b);
};
/** What a verifier that knows the time says. */
const verified = async () => {
  const reader = httpReader(stack.publicUrl);
  const { findings } = await verifyDisclosure(reader, { at: stack.stack.clock.now().toISOString() });
  reader.close();
  return findings;
};
const counts = async () => {
  await stack.run('fold-statistics');
  return done(await api.call(CREDIT_OFFICE, 'GET', '/statistics/disclosures?month=2026-11')).counts;
};
/** What the alarm `latest-publication-stale` counts. */
const projected = () => stack.lines.filter((line) => line.includes(`"${publisherMessages.projected}"`)).length;
const manifest = async (version: number) => (await api.published(`v/${version}/manifest.json`)).body;
const newest = async () => (await api.published((await api.published('latest.json')).body.manifest)).body;

it('is asked in vain for three days, and makes good for all of it when it takes its requests again', async () => {
  const ending = await post(1, '2026-11-02', DEAD_DAYS[1]);
  await post(2, '2026-11-02');
  const withdrawn = await post(3, '2026-11-02');
  await stack.idle();
  await stack.run('publish-additions');
  expect(await shown()).toEqual([1, 2, 3]);
  expect(projected()).toBe(1);
  const before = await heardBy(api, ['credit-office']);

  await goOn('Publish');
  at(DEAD_DAYS[0], '09:00:00');
  await withdraw(withdrawn, DEAD_DAYS[0]);
  // Seven working days end on the 11th, on which it was sent in, and on the 16th.
  const late = await post(4, '2026-11-02');
  const timely = await post(5, '2026-11-05');
  for (const day of DEAD_DAYS) {
    if (day !== DEAD_DAYS[0]) at(day, '00:00:05');
    await stack.run('publish-daily');
    at(day, '12:00:00');
    await stack.run('publish-additions');
  }
  expect(await shown()).toEqual([1, 2, 3]);
  expect(projected()).toBe(0);
  expect(new Set((await verified()).map(({ check }) => check))).toEqual(new Set(['publicity']));
  expect(await counts()).toMatchObject([{ received: 5, timely: 3, late: 0, missing: 1, running: 1 }]);

  await goOn();
  at(BACK, '10:00:00');
  await stack.idle();
  expect(await shown()).toEqual([2, 4, 5]);
  expect(await verified()).toEqual([]);
  expect(projected()).toBeGreaterThan(0);
  // The first run makes good for all; those that were asked for beside it find nothing left to do.
  const back = await newest();
  const versions = Array.from({ length: back.version - 1 }, async (_, made) => manifest(made + 2));
  const made = (await Promise.all(versions)).map(({ changes, result }) => ({ ...changes, result }));
  const nothing = { ADD: 0, MOD: 0, DEL: 0, result: 'complete' };
  expect(made).toEqual([{ ...nothing, ADD: 2, DEL: 2 }, ...made.slice(1).map(() => nothing)]);
  expect(made.length).toBeLessThanOrEqual(1 + DEAD_DAYS.length);
  const { withdrawals } = (await api.published('withdrawn.json')).body;
  expect(withdrawals).toMatchObject([{ documentNumber: '庄罚〔2026〕3号', withdrawnOn: DEAD_DAYS[0] }]);
  // Late is late, whoever's fault it was.
  expect(await counts()).toMatchObject([{ received: 5, timely: 4, late: 1, missing: 0, running: 0 }]);

  const nextDay = '2026-11-15';
  at(nextDay, '00:00:05');
  await stack.run('publish-daily');
  const daily = await newest();
  expect(daily).toMatchObject({ version: back.version + 1, changes: { ADD: 0, MOD: 0, DEL: 0 } });
  expect(beijingDate(daily.cutAt)).toBe(nextDay);
  expect(await verified()).toEqual([]);
  const heard = (await heardBy(api, ['credit-office'])).filter((one) => !before.includes(one));
  expect(heard).toEqual(
    [
      `credit-office record.ended ${withdrawn} 3`,
      `credit-office record.posted ${late} 1`,
      `credit-office record.posted ${timely} 1`,
      `credit-office record.publicity-ended ${ending} 1`,
    ].sort(),
  );
});
