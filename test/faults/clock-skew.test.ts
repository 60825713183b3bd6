import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beijingDate } from '../../shared/kernel/beijing-time.ts';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { fictionalCompany } from '../builders/fictional.ts';
import { penalty } from '../builders/submissions.ts';
import { type Receiver, startReceiver } from '../builders/webhooks.ts';
import { officer } from '../e2e/client.ts';
import { nextDay, type Plot, type Story, storyIn } from '../e2e/joint-case/support/story.ts';
import { done, implementer, type Town, townOn } from '../e2e/joint-case/support/town.ts';
import type { Target } from '../e2e/target.ts';
import { chance } from './support/chance.ts';
import { heardBy, NOTHING_MISSING } from './support/heard.ts';
import { type Home, home } from './support/mortal-stack.ts';
import { creditCode } from './support/postings.ts';
import { entriesOf, numbersOf } from './support/public-copy.ts';
import { startWholeStack, type WholeStack } from './support/whole-stack.ts';

/** As far as a container's clock is off here: more than the lease of a publication lasts. */
const SKEW_MS = 5 * 60_000;
const EXACT = () => 0;
const BEHIND = () => -SKEW_MS;
const AHEAD = () => SKEW_MS;

const FIRST_DAY = '2026-11-10';
const REPORTER = officer('market-regulation');
const SECOND = officer('market-regulation', 'officer-2');
const LIMITS = 'wage-arrears-procurement-limits';
const DEPARTMENTS = ['credit-office', 'finance', 'transport', 'human-resources', 'market-regulation'] as const;
const plot = (serial: number): Plot => ({
  department: 'human-resources',
  subject: fictionalCompany(serial, `庄河示例第${serial}建筑有限公司`),
  behaviour: 'wage-arrears',
  act: `庄人社监〔2026〕${serial}号`,
  facts: '拖欠农民工工资，逾期仍未支付。',
  measures: [{ measure: LIMITS, basis: 'wage-payment-regulation-48', months: 12 }],
  plan: { [LIMITS]: ['finance', 'transport'] },
});
const [ENDING, EXPIRING] = [plot(4601), plot(4602)];

let folder: Home;
let stack: WholeStack;
let town: Town<Target>;
let story: Story;
let receiver: Receiver;
/** Which clock an invocation meets. */
let clocks: (functionName: string) => number = EXACT;
beforeAll(async () => {
  folder = home();
  receiver = await startReceiver();
  const now = new Date(`${FIRST_DAY}T02:00:00.000Z`);
  stack = await startWholeStack(folder, { now, memory: true, skew: (name) => clocks(name) });
});
afterAll(async () => {
  await stack?.stop();
  await receiver?.stop();
  folder?.remove();
});

const posting = (serial: number, { from, until }: { from?: string; until?: string } = {}) => {
  const subject = {
    ...penalty().subject,
    name: `庄河示例第${serial}公司`,
    unifiedSocialCreditCode: creditCode(serial),
  };
  const severity = { grade: 'serious', criterion: '标准' };
  const common = { documentNumber: `庄罚〔2026〕${serial}号`, severity, subject };
  const base = penalty(common, until === undefined ? {} : { publicityEnd: until });
  return { ...base, disclosure: { ...base.disclosure, ...(from && { publishFrom: from }) } };
};
const post = async (serial: number, term = {}): Promise<string> =>
  done(await town.call(REPORTER, 'POST', '/records', { body: posting(serial, term) }), 201).id;
const change = async (id: string, path: string, version: number, body: object, who = REPORTER) =>
  done(await town.change(who, `/records/${id}/${path}`, body, version));
const correct = (id: string, version: number) =>
  change(id, 'corrections', version, { reason: '金额录入有误', content: { fineFen: 1_000_000 - version } });
const WITHDRAWAL = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '认定事实不清' };
const withdraw = async (id: string, version: number) => {
  await change(id, 'withdrawal', version, WITHDRAWAL);
  await change(id, 'withdrawal/confirmation', version + 1, { confirmed: true }, SECOND);
};
/** A moment of Beijing's clock, which the right machines show. */
const at = (day: string, time: string) => stack.stack.clock.set(new Date(`${day}T${time}+08:00`));
const publish = async (reason: 'daily' | 'additions', skew: () => number) => {
  clocks = skew;
  await town.fire(`publish-${reason}`);
};
const shown = async () => {
  const reader = httpReader(stack.publicUrl);
  expect((await verifyDisclosure(reader)).findings).toEqual([]);
  const numbers = numbersOf(await entriesOf(reader)).map((number) => Number(number.match(/(\d+)号/)?.[1]));
  reader.close();
  return numbers.sort((a, b) => a - b);
};
const newest = async () => (await town.published((await town.published('latest.json')).body.manifest)).body;

const deliveries = async (): Promise<{ about: string; version: number; state: string }[]> =>
  done(await town.call(implementer('finance'), 'GET', `/endpoints/${endpointId}/deliveries?limit=100`)).deliveries;

let endpointId = '';
let ids: readonly string[] = [];
let cases: readonly string[] = [];
let before: readonly string[] = [];
let today = '';
let tomorrow = '';

describe('containers whose clocks differ by five minutes', () => {
  it('serve whoever comes in time, and tell everybody of each version once', async () => {
    town = await townOn(stack, FIRST_DAY);
    story = storyIn(town);
    cases = await story.open(ENDING, EXPIRING);
    for (const id of cases) await story.applyAll(id);
    [today, tomorrow] = [town.today(), nextDay(town.today())];
    ids = [await post(1, { until: tomorrow }), await post(2), await post(3, { from: tomorrow }), await post(4)];
    await town.idle();
    await publish('additions', EXACT);
    expect(await shown()).toEqual([1, 2, 4]);
    // The receiver goes by the right clock, as the standard asks of it.
    receiver.answers(({ headers }, response) => {
      const differs = Math.abs(Number(headers['webhook-timestamp']) * 1_000 - stack.stack.clock.now().getTime());
      response.writeHead(differs > SKEW_MS - 30_000 ? 400 : 204).end();
    });
    const endpoint = { name: 'main', url: receiver.url };
    endpointId = done(await town.call(implementer('finance'), 'POST', '/endpoints', { body: endpoint }), 201).id;
    await town.idle();
    before = await heardBy(town, DEPARTMENTS);
    receiver.received.length = 0;

    // Who is ahead shows the next day already.
    at(today, '23:57:00');
    const luck = chance('clocks that differ');
    // Whose clock publishes is for the next trials to say.
    clocks = (name) => (name.endsWith('-publish') ? 0 : luck.oneOf([-SKEW_MS, 0, SKEW_MS]));
    const [, corrected = '', , withdrawn = ''] = ids;
    for (const version of [1, 2, 3]) await correct(corrected, version);
    await withdraw(withdrawn, 1);
    await story.end(cases[0] ?? '', ENDING, 'lift');
    ids = [...ids, await post(5)];
    await town.idle();

    const ended = await story.read(cases[0] ?? '');
    const tasks = await story.tasksOf(ended.id);
    const ofBoth = (version: number, type: string, id = '') =>
      ['credit-office', 'finance'].map((department) => `${department} ${type} ${id} ${version}`);
    const since = (await heardBy(town, DEPARTMENTS)).filter((one) => !before.includes(one));
    expect(since).toEqual(
      [
        ...[2, 3, 4].flatMap((version) => ofBoth(version, 'record.corrected', corrected)),
        ...ofBoth(3, 'record.ended', withdrawn),
        ...ofBoth(1, 'record.posted', ids[4]),
        ...['credit-office', 'human-resources'].map((one) => `${one} case.carried-out ${ended.id} ${ended.version}`),
        ...tasks.map((task) => `${task.department.code} task.lift ${task.id} ${task.version}`),
      ].sort(),
    );
    // Whose day it was when the lift was asked for is one of the two that the clocks showed.
    for (const { lift } of tasks) expect([today, tomorrow]).toContain(beijingDate(lift.at));
    const { body } = await town.call(REPORTER, 'GET', `/records/${corrected}/history`);
    expect(body.versions.map(({ version }: { version: number }) => version)).toEqual([1, 2, 3, 4]);
  });

  it('show at midnight what that day begins and ends, though the publisher is behind', async () => {
    at(tomorrow, '00:00:05');
    await publish('daily', BEHIND);
    // Of the day before, a daily version would leave in what ends with it, and state what the day before states.
    expect(await newest()).toMatchObject({ result: 'complete' });
    expect(beijingDate((await newest()).cutAt)).toBe(tomorrow);
    expect(await shown()).toEqual([2, 3, 5]);
  });

  it('show nothing earlier than clocks differ, and nothing again that has left, though the publisher is ahead', async () => {
    const third = nextDay(tomorrow);
    clocks = EXACT;
    await post(6, { from: third });
    await post(7, { until: third });
    await town.idle();
    at(tomorrow, '23:50:00');
    await publish('additions', AHEAD);
    expect(await shown()).toEqual([2, 3, 5, 7]);
    at(tomorrow, '23:57:00');
    await publish('additions', AHEAD);
    expect(await shown()).toEqual([2, 3, 5, 6]);
    clocks = EXACT;
    await post(8);
    await withdraw(ids[2] ?? '', 1);
    await publish('additions', BEHIND);
    // Removals do not wait until the clocks agree on the day.
    expect(await shown()).toEqual([2, 5, 6]);
    at(third, '00:00:05');
    await publish('daily', BEHIND);
    expect(await shown()).toEqual([2, 5, 6, 8]);
    const { versions } = (await town.published('versions.json')).body;
    const times = versions.map(({ publishedAt }: { publishedAt: string }) => publishedAt);
    expect(times).toEqual(times.toSorted().reverse());
  });

  it('refuse what is of a day that they do not know yet, which changes nothing, and take it when they do', async () => {
    const day = nextDay(tomorrow);
    const end = { ...WITHDRAWAL, decidedOn: day };
    const [, id = ''] = ids;
    at(day, '00:02:00');
    clocks = BEHIND;
    const refused = await town.change(REPORTER, `/records/${id}/withdrawal`, end, 4);
    expect({ status: refused.status, type: refused.body.type }).toEqual({ status: 422, type: expect.any(String) });
    clocks = EXACT;
    expect((await town.call(REPORTER, 'GET', `/records/${id}`)).body.version).toBe(4);
    await change(id, 'withdrawal', 4, end);
    await change(id, 'withdrawal/confirmation', 5, { confirmed: false }, SECOND);
  });

  it('let in whom the authorizer lets in, and nobody else', async () => {
    const claims = { sub: REPORTER.officer, department: REPORTER.department, roles: REPORTER.roles };
    const token = await stack.stack.token(claims, 60);
    const ask = () => fetch(`${stack.apiUrl}/records/${ids[1]}`, { headers: { authorization: `Bearer ${token}` } });
    for (const skew of [BEHIND, AHEAD]) {
      clocks = skew;
      expect((await ask()).status).toBe(200);
    }
    const issued = stack.stack.clock.now().getTime();
    stack.stack.clock.set(new Date(issued + 6 * 60_000));
    clocks = BEHIND;
    expect((await ask()).status).toBe(401);
  });

  it('deliver by webhook, once their clocks are right, what a receiver did not take under a wrong time', async () => {
    const refused = (await deliveries()).filter(({ state }) => state === 'waiting');
    expect(refused.length).toBeGreaterThan(0);
    clocks = EXACT;
    for (const hours of [1, 2, 4]) {
      stack.stack.clock.set(new Date(stack.stack.clock.now().getTime() + hours * 3_600_000));
      await town.fire('send-deliveries');
    }
    expect((await deliveries()).filter(({ state }) => state !== 'delivered')).toEqual([]);
    const [, corrected] = ids;
    const sent = (await deliveries()).filter(({ about }) => about === corrected).map(({ version }) => version);
    expect(sent.toSorted()).toEqual([2, 3, 4]);
  });

  it('lift what ends at midnight in that night, though every machine is behind', async () => {
    const [, id = ''] = cases;
    const [{ until }] = await story.tasksOf(id);
    at(until, '00:05:01');
    clocks = BEHIND;
    await town.fire('end-by-date');
    const lifted = await story.tasksOf(id);
    expect(lifted.map(({ state, lift }) => [state, lift?.verb])).toEqual(lifted.map(() => ['lifting', 'expire']));
    expect(lifted.map(({ lift }) => beijingDate(lift.at))).toEqual(lifted.map(() => until));
  });

  it('leave nothing behind that does not add up', async () => {
    clocks = EXACT;
    await town.fire('publish-additions');
    await shown();
    const audited = await stack.command('audit.ts');
    expect(audited, audited.stdout).toMatchObject({ code: 0 });
    const { stdout } = await stack.command('rederive.ts', '--dry-run');
    expect(stdout).toMatch(NOTHING_MISSING);
    await heardBy(town, DEPARTMENTS);
  });
});
