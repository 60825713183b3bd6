import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { fictionalCompany } from '../builders/fictional.ts';
import { penalty } from '../builders/submissions.ts';
import { officer } from '../e2e/client.ts';
import { type Plot, type Story, storyIn } from '../e2e/joint-case/support/story.ts';
import { done, type Town, townOn } from '../e2e/joint-case/support/town.ts';
import type { Target } from '../e2e/target.ts';
import { heardBy } from './support/heard.ts';
import { endOfStream, forgetStreamUpTo } from './support/lost-stream.ts';
import { type Home, home } from './support/mortal-stack.ts';
import { creditCode } from './support/postings.ts';
import { entriesOf, numbersOf } from './support/public-copy.ts';
import { startWholeStack, type WholeStack, type WholeStackOptions } from './support/whole-stack.ts';

const FIRST_DAY = '2026-11-10';
/** Thirty hours: six more than a stream keeps. */
const LOST_MS = 30 * 3_600_000;
const REPORTER = officer('market-regulation');
const SECOND = officer('market-regulation', 'officer-2');
const LIMITS = 'wage-arrears-procurement-limits';
const plot = (serial: number): Plot => ({
  department: 'human-resources',
  subject: fictionalCompany(serial, `庄河示例第${serial}建筑有限公司`),
  behaviour: 'wage-arrears',
  act: `庄人社监〔2026〕${serial}号`,
  facts: '拖欠农民工工资，逾期仍未支付。',
  measures: [{ measure: LIMITS, basis: 'wage-payment-regulation-48', months: 12 }],
  plan: { [LIMITS]: ['finance', 'transport'] },
});
const [ENDING, COMING] = [plot(4501), plot(4502)];
const DEPARTMENTS = ['credit-office', 'finance', 'transport', 'human-resources', 'market-regulation'] as const;

let folder: Home;
let stack: WholeStack;
let town: Town<Target>;
let story: Story;
let now = new Date(`${FIRST_DAY}T02:00:00.000Z`);
const start = async (options: Partial<WholeStackOptions> = {}) => {
  stack = await startWholeStack(folder, { now, ...options });
};
beforeAll(async () => {
  folder = home();
  await start();
});
afterAll(async () => {
  await stack?.stop();
  folder?.remove();
});

const posting = (serial: number) =>
  penalty({
    documentNumber: `庄罚〔2026〕${serial}号`,
    severity: { grade: 'serious', criterion: '标准' },
    subject: { ...penalty().subject, name: `庄河示例第${serial}公司`, unifiedSocialCreditCode: creditCode(serial) },
  });
const post = async (serial: number): Promise<string> =>
  done(await town.call(REPORTER, 'POST', '/records', { body: posting(serial) }), 201).id;
const change = async (id: string, path: string, version: number, body: object, who = REPORTER) =>
  done(await town.change(who, `/records/${id}/${path}`, body, version));
const withdraw = async (id: string) => {
  const reasons = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: FIRST_DAY, reason: '决定予以撤销' };
  await change(id, 'withdrawal', 1, reasons);
  await change(id, 'withdrawal/confirmation', 2, { confirmed: true }, SECOND);
};
const heard = () => heardBy(town, DEPARTMENTS);
const shown = async (): Promise<readonly number[]> => {
  const reader = httpReader(stack.publicUrl);
  expect((await verifyDisclosure(reader)).findings).toEqual([]);
  const numbers = numbersOf(await entriesOf(reader)).map((number) => Number(number.match(/(\d+)号/)?.[1]));
  reader.close();
  return numbers.sort((a, b) => a - b);
};
const rederived = async (): Promise<string> => {
  const { code, stdout, stderr } = await stack.command('rederive.ts');
  expect(code, stderr).toBe(0);
  await stack.idle();
  return stdout;
};
const nothingIsMissing = /已补全 written +0$/m;

let ids: readonly string[] = [];
let cases: readonly string[] = [];
let before: readonly string[] = [];

describe('a stream that was lost for thirty hours', () => {
  it('carried nothing to anybody of what happened meanwhile', async () => {
    town = await townOn(stack, FIRST_DAY);
    story = storyIn(town);
    cases = await story.open(ENDING, COMING);
    await story.applyAll(cases[0] ?? '');
    ids = [await post(1), await post(2), await post(3)];
    await town.idle();
    await town.fire('publish-additions');
    expect(await shown()).toEqual([1, 2, 3]);
    before = await heard();

    now = stack.stack.clock.now();
    await stack.stop();
    await start({ held: ['Relay'] });
    town = await townOn(stack, town.today());
    story = storyIn(town);
    const [withdrawn = '', corrected = ''] = ids;
    await withdraw(withdrawn);
    await change(corrected, 'corrections', 1, { reason: '金额录入有误', content: { fineFen: 1_000_000 } });
    await change(corrected, 'corrections', 2, { reason: '金额录入有误', content: { fineFen: 900_000 } });
    ids = [...ids, await post(4)];
    await story.end(cases[0] ?? '', ENDING, 'lift');
    stack.stack.clock.set(new Date(now.getTime() + LOST_MS));
    await town.fire('publish-daily');
    await town.fire('publish-additions');
    expect(await heard()).toEqual(before);
    // What was withdrawn is still public: the publisher did not hear of it.
    expect(await shown()).toEqual([1, 2, 3]);
  });

  it('is made good for from the register: everything that should have followed has, once', async () => {
    const lost = await endOfStream(stack);
    now = stack.stack.clock.now();
    await stack.stop();
    forgetStreamUpTo(folder, lost);
    await start();
    town = await townOn(stack, town.today());
    story = storyIn(town);
    await stack.idle();
    expect(await heard()).toEqual(before);

    const dry = await stack.command('rederive.ts', '--dry-run');
    expect(dry.stdout).not.toMatch(nothingIsMissing);
    let runs = 1;
    while (!nothingIsMissing.test(await rederived())) runs += 1;
    expect(runs).toBeLessThan(5);
    await town.fire('publish-additions');
    expect(await shown()).toEqual([2, 3, 4]);

    const [withdrawn, corrected, , posted] = ids;
    const [ended = ''] = cases;
    const since = (await heard()).filter((one) => !before.includes(one));
    expect(before.filter((one) => !since.includes(one))).toEqual(before);
    const tasks = await story.tasksOf(ended);
    const due = [
      `credit-office record.ended ${withdrawn} 3`,
      `finance record.ended ${withdrawn} 3`,
      `credit-office record.corrected ${corrected} 2`,
      `finance record.corrected ${corrected} 2`,
      `credit-office record.corrected ${corrected} 3`,
      `finance record.corrected ${corrected} 3`,
      `credit-office record.posted ${posted} 1`,
      `finance record.posted ${posted} 1`,
      ...tasks.map((task) => `${task.department.code} task.lift ${task.id} ${task.version}`),
    ];
    expect(since).toEqual(expect.arrayContaining(due));
    expect(tasks.map(({ lift }) => lift?.verb)).toEqual(['lift', 'lift']);
  });

  it('has nothing left to follow, and goes on: what happens now is told once', async () => {
    const known = await heard();
    await rederived();
    expect(await heard()).toEqual(known);
    const fresh = await post(5);
    await stack.idle();
    expect((await heard()).filter((one) => !known.includes(one))).toEqual([
      `credit-office record.posted ${fresh} 1`,
      `finance record.posted ${fresh} 1`,
    ]);
  });
});
