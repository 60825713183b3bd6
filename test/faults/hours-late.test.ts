import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarDate } from '../../shared/kernel/beijing-time.ts';
import { addWorkingDays } from '../../shared/kernel/working-calendar.ts';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { fictionalCompany } from '../builders/fictional.ts';
import { penalty } from '../builders/submissions.ts';
import { officer } from '../e2e/client.ts';
import { bindingOf, nextDay, type Plot, type Story, storyIn } from '../e2e/joint-case/support/story.ts';
import { done, type Town, townOn } from '../e2e/joint-case/support/town.ts';
import type { Target } from '../e2e/target.ts';
import { heardBy, NOTHING_MISSING } from './support/heard.ts';
import { inboxOf } from './support/inbox.ts';
import { giveBack, type Late, takeAll } from './support/late-mail.ts';
import { type Home, home } from './support/mortal-stack.ts';
import { creditCode } from './support/postings.ts';
import { entriesOf, numbersOf } from './support/public-copy.ts';
import { startWholeStack, type Taker, type WholeStack } from './support/whole-stack.ts';

const FIRST_DAY = '2026-11-10';
const REPORTER = officer('market-regulation');
const SECOND = officer('market-regulation', 'officer-2');
const LIMITS = 'wage-arrears-procurement-limits';
const DEPARTMENTS = ['credit-office', 'finance', 'transport', 'human-resources', 'market-regulation'] as const;
const QUEUES = ['PublicationQueueUrl', 'NotificationQueueUrl', 'CaseWorkQueueUrl'] as const;
const plot = (serial: number): Plot => ({
  department: 'human-resources',
  subject: fictionalCompany(serial, `庄河示例第${serial}建筑有限公司`),
  behaviour: 'wage-arrears',
  act: `庄人社监〔2026〕${serial}号`,
  facts: '拖欠农民工工资，逾期仍未支付。',
  measures: [{ measure: LIMITS, basis: 'wage-payment-regulation-48', months: 12 }],
  plan: { [LIMITS]: ['finance', 'transport'] },
});
/** In force when all stops; dispatched and ended before its beginning arrives; dispatched before a midnight, carried out after it. */
const [IN_FORCE, OVERTAKEN, COMING] = [plot(4701), plot(4702), plot(4703)];

let folder: Home;
let stack: WholeStack;
let town: Town<Target>;
let story: Story;
let now = new Date(`${FIRST_DAY}T02:00:00.000Z`);
/** The stack goes on where it stood, with some who take nothing. */
const goOn = async (...held: readonly Taker[]) => {
  if (stack !== undefined) {
    now = stack.stack.clock.now();
    await stack.stop();
  }
  stack = await startWholeStack(folder, { now, held });
  town = await townOn(stack, town?.today() ?? FIRST_DAY);
  story = storyIn(town);
};
beforeAll(async () => {
  folder = home();
  await goOn();
});
afterAll(async () => {
  await stack?.stop();
  folder?.remove();
});

const posting = (serial: number, until?: string) => {
  const subject = {
    ...penalty().subject,
    name: `庄河示例第${serial}公司`,
    unifiedSocialCreditCode: creditCode(serial),
  };
  const severity = { grade: 'serious', criterion: '标准' };
  const term = until === undefined ? {} : { publicityEnd: until };
  return penalty({ documentNumber: `庄罚〔2026〕${serial}号`, severity, subject }, term);
};
const post = async (serial: number, until?: string): Promise<string> =>
  done(await town.call(REPORTER, 'POST', '/records', { body: posting(serial, until) }), 201).id;
const change = async (id: string, path: string, version: number, body: object, who = REPORTER) =>
  done(await town.change(who, `/records/${id}/${path}`, body, version));
const correct = (id: string, version: number) =>
  change(id, 'corrections', version, { reason: '金额录入有误', content: { fineFen: 1_000_000 - version } });
const withdraw = async (id: string, version: number) => {
  const reasons = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: FIRST_DAY, reason: '认定事实不清' };
  await change(id, 'withdrawal', version, reasons);
  await change(id, 'withdrawal/confirmation', version + 1, { confirmed: true }, SECOND);
};
const at = (day: string, time: string) => stack.stack.clock.set(new Date(`${day}T${time}+08:00`));
const shown = async () => {
  const reader = httpReader(stack.publicUrl);
  expect((await verifyDisclosure(reader)).findings).toEqual([]);
  const numbers = numbersOf(await entriesOf(reader)).map((number) => Number(number.match(/(\d+)号/)?.[1]));
  reader.close();
  return numbers.sort((a, b) => a - b);
};
const ofBoth = (version: number, type: string, id = '') =>
  ['credit-office', 'finance'].map((department) => `${department} ${type} ${id} ${version}`);

/** Cases whose decisions are served, and nothing is dispatched yet. */
const served = async (...plots: readonly Plot[]): Promise<[string, string]> => {
  const ids: string[] = [];
  const lastDays: string[] = [];
  for (const one of plots) {
    const { id } = done(await story.propose(one), 201).case;
    lastDays.push((await story.notice(id, one)).notice.answerBy);
    ids.push(id);
  }
  for (const lastDay of lastDays) await town.goTo(nextDay(lastDay));
  for (const [index, one] of plots.entries()) {
    await story.decide(ids[index] ?? '', one);
    await story.serve(ids[index] ?? '', one);
  }
  return [ids[0] ?? '', ids[1] ?? ''];
};

let [first, second, third, ending] = ['', '', '', ''];
let [inForce, overtaken, coming] = ['', '', ''];
let before: readonly string[] = [];
let late: Readonly<Record<(typeof QUEUES)[number], readonly Late[]>>;
let day = '';

describe('queues that are hours late', () => {
  it('let nothing bind that has ended, though nobody has heard of it', async () => {
    const cases = await story.open(IN_FORCE);
    inForce = cases[0] ?? '';
    await story.applyAll(inForce);
    [overtaken, coming] = await served(OVERTAKEN, COMING);
    day = town.today();
    [first, second, ending] = [await post(1), await post(2), await post(9, nextDay(day))];
    await town.idle();
    await town.fire('publish-additions');
    expect(await shown()).toEqual([1, 2, 9]);
    before = await heardBy(town, DEPARTMENTS);
    const { category: _, ...subject } = IN_FORCE.subject;
    const binding = async () => bindingOf(await town.check('finance', 'procurement-qualification', [subject]));
    expect(await binding()).toEqual([LIMITS]);

    await goOn('DeliverNotification', 'WorkOnCases', 'Publish');
    at(day, '23:30:00');
    await story.dispatch(overtaken, OVERTAKEN);
    await story.end(overtaken, OVERTAKEN, 'lift');
    await story.dispatch(coming, COMING);
    await story.end(inForce, IN_FORCE, 'lift');
    await withdraw(first, 1);
    for (const version of [1, 2]) await correct(second, version);
    third = await post(3);
    await stack.idle();
    expect(await binding()).toEqual([]);
    expect(await heardBy(town, DEPARTMENTS)).toEqual(before);
    expect(await shown()).toEqual([1, 2, 9]);
    const taken = await Promise.all(QUEUES.map((queue) => takeAll(stack, stack.table(queue))));
    late = Object.fromEntries(QUEUES.map((queue, index) => [queue, taken[index] ?? []])) as typeof late;
    for (const mail of taken) expect(mail.length).toBeGreaterThan(0);
  });

  it('tell everybody of each version once and in its meaning, whatever overtook what, when they arrive after midnight', async () => {
    at(nextDay(day), '13:00:00');
    await goOn();
    // The daily run is a day late, the newest comes first, and some of it twice.
    await town.fire('publish-daily');
    for (const queue of QUEUES) {
      const mail = late[queue].toReversed();
      await giveBack(stack, stack.table(queue), mail);
      await stack.idle();
      await giveBack(stack, stack.table(queue), mail.slice(0, Math.ceil(mail.length / 2)));
      await stack.idle();
    }
    const [lifted, never, pushed] = await Promise.all([inForce, overtaken, coming].map(story.tasksOf));
    // What ended before it was pushed is not pushed any more.
    expect(never).toEqual([]);
    expect(lifted?.map(({ state, lift }) => [state, lift.verb])).toEqual(lifted?.map(() => ['lifting', 'lift']));
    const since = (await heardBy(town, DEPARTMENTS)).filter((one) => !before.includes(one));
    const carriedOut = await Promise.all([inForce, overtaken, coming].map(story.read));
    expect(since).toEqual(
      [
        ...ofBoth(3, 'record.ended', first),
        ...[2, 3].flatMap((version) => ofBoth(version, 'record.corrected', second)),
        ...ofBoth(1, 'record.posted', third),
        ...ofBoth(1, 'record.publicity-ended', ending),
        ...carriedOut.flatMap(({ id, version }) =>
          ['credit-office', 'human-resources'].map((one) => `${one} case.carried-out ${id} ${version}`),
        ),
        ...(lifted ?? []).map((task) => `${task.department.code} task.lift ${task.id} ${task.version}`),
        ...(pushed ?? []).map((task) => `${task.department.code} task.pushed ${task.id} 1`),
      ].sort(),
    );
  });

  it('show nothing that has ended, and lose nothing that was to be shown', async () => {
    expect(await shown()).toEqual([2, 3]);
    const { withdrawals } = (await town.published('withdrawn.json')).body;
    expect(withdrawals).toMatchObject([{ documentNumber: '庄罚〔2026〕1号', withdrawnOn: day }]);
  });

  it('let terms run from what happened, not from when it arrived', async () => {
    const pushed = await story.tasksOf(coming);
    expect(pushed.map(({ pushedOn }) => pushedOn)).toEqual(pushed.map(() => day));
    const within = (days: number) => addWorkingDays(calendarDate(day), days).date;
    const terms = pushed.map(({ clocks }) => clocks.map(({ due }: { due: string }) => due));
    expect(terms).toEqual(pushed.map(() => [within(2), within(10)]));
    const told = (await inboxOf(town, 'finance')).filter(({ subject }) => subject === first);
    const due = told.find(({ type }) => type.endsWith('record.ended')) as { data: { due?: string } } | undefined;
    expect(due?.data.due).toBe(within(3));
  });
});

describe('a stream that is hours late', () => {
  it('is carried on, once: what was asked for before it arrived found nothing, and what it brings is done', async () => {
    await goOn('Relay');
    const known = await heardBy(town, DEPARTMENTS);
    at(nextDay(day), '23:40:00');
    await withdraw(second, 3);
    await story.end(coming, COMING, 'lift');
    const fourth = await post(4);
    at(nextDay(nextDay(day)), '09:00:00');
    await town.fire('publish-daily');
    await town.fire('publish-additions');
    expect(await heardBy(town, DEPARTMENTS)).toEqual(known);
    expect(await shown()).toEqual([2, 3]);

    await goOn();
    await stack.idle();
    await town.fire('publish-additions');
    expect(await shown()).toEqual([3, 4]);
    const since = (await heardBy(town, DEPARTMENTS)).filter((one) => !known.includes(one));
    const withdrawn = await story.tasksOf(coming);
    const { version } = await story.read(coming);
    expect(since).toEqual(
      [
        ...ofBoth(5, 'record.ended', second),
        ...ofBoth(1, 'record.posted', fourth),
        ...['credit-office', 'human-resources'].map((one) => `${one} case.carried-out ${coming} ${version}`),
        ...withdrawn.map((task) => `${task.department.code} task.withdrawn ${task.id} ${task.version}`),
      ].sort(),
    );
    const audited = await stack.command('audit.ts');
    expect(audited, audited.stdout).toMatchObject({ code: 0 });
    const { stdout } = await stack.command('rederive.ts', '--dry-run');
    expect(stdout).toMatch(NOTHING_MISSING);
  });
});
