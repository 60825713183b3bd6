import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chunks } from '../../shared/kernel/concurrently.ts';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { fictionalCompany } from '../builders/fictional.ts';
import { penalty } from '../builders/submissions.ts';
import { startReceiver } from '../builders/webhooks.ts';
import { officer } from '../e2e/client.ts';
import { bindingOf, type Plot, type Story, storyIn } from '../e2e/joint-case/support/story.ts';
import { CREDIT_OFFICE, done, type Town, townOn } from '../e2e/joint-case/support/town.ts';
import type { Target } from '../e2e/target.ts';
import { inboxOf } from './support/inbox.ts';
import { endOfStream, forgetStreamUpTo } from './support/lost-stream.ts';
import { type Home, home } from './support/mortal-stack.ts';
import { creditCode } from './support/postings.ts';
import { entriesOf, numbersOf } from './support/public-copy.ts';
import { startWholeStack, type WholeStack, type WholeStackOptions } from './support/whole-stack.ts';

/** Puts or deletes of one call. */
const AT_ONCE = 25;
const FIRST_DAY = '2026-11-10';
const REPORTER = officer('market-regulation');
const SECOND = officer('market-regulation', 'officer-2');
const SECOND_CLERK = officer('credit-office', 'officer-2', 'credit-office');
/** Who is told of penalties, and has acknowledged what came before the table was lost. */
const TOLD = ['credit-office', 'finance', 'transport'] as const;
const LIMITS = 'wage-arrears-procurement-limits';
const COMPANY = fictionalCompany(4401, '庄河示例恢复建筑有限公司');
const PLOT: Plot = {
  department: 'human-resources',
  subject: COMPANY,
  behaviour: 'wage-arrears',
  act: '庄人社监〔2026〕4401号',
  facts: '拖欠农民工工资，逾期仍未支付。',
  measures: [{ measure: LIMITS, basis: 'wage-payment-regulation-48', months: 12 }],
  plan: { [LIMITS]: ['finance', 'transport'] },
};

let folder: Home;
let stack: WholeStack;
let town: Town<Target>;
let story: Story;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let now = new Date(`${FIRST_DAY}T02:00:00.000Z`);
const start = async (options: Partial<WholeStackOptions> = {}) => {
  stack = await startWholeStack(folder, { now, retrySeconds: 1, ...options });
};
beforeAll(async () => {
  folder = home();
  receiver = await startReceiver();
  await start();
  town = await townOn(stack, FIRST_DAY);
  story = storyIn(town);
});
afterAll(async () => {
  await stack?.stop();
  await receiver?.stop();
  folder?.remove();
});

const api = () => ({ call: callNow, published: publishedNow });
const callNow: Town<Target>['call'] = (...given) => town.call(...given);
const publishedNow: Town<Target>['published'] = (path) => town.published(path);
const posting = (serial: number) =>
  penalty({
    documentNumber: `庄罚〔2026〕${serial}号`,
    severity: { grade: 'serious', criterion: '标准' },
    subject: { ...penalty().subject, name: `庄河示例第${serial}公司`, unifiedSocialCreditCode: creditCode(serial) },
  });
const SERIALS = {
  withdrawn: 1,
  takenDown: 2,
  erased: 3,
  corrected: 4,
  untouched: 5,
  lost: 6,
  lostAndEnded: 7,
} as const;
type What = keyof typeof SERIALS;
const ids = new Map<What, string>();
const id = (what: What): string => ids.get(what) ?? '';
const post = async (what: What) => {
  const reply = await town.call(REPORTER, 'POST', '/records', { body: posting(SERIALS[what]) });
  expect([200, 201], JSON.stringify(reply.body)).toContain(reply.status);
  ids.set(what, reply.body.id);
};
const change = async (what: What, path: string, version: number, body: object, who = REPORTER) =>
  done(await town.change(who, `/records/${id(what)}/${path}`, body, version));
const withdraw = async (what: What) => {
  const reasons = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: FIRST_DAY, reason: '决定予以撤销' };
  await change(what, 'withdrawal', 1, reasons);
  await change(what, 'withdrawal/confirmation', 2, { confirmed: true }, SECOND);
};
const correct = (what: What, version: number, fineFen: number) =>
  change(what, 'corrections', version, { reason: '金额录入有误', content: { fineFen } });
const erase = async (what: What) => {
  const path = `/records/${id(what)}/erasure`;
  const body = { ground: 'unlawful', document: '庄信办删〔2026〕1号', decidedOn: FIRST_DAY, reason: '处理无依据' };
  const proposed = await town.call(CREDIT_OFFICE, 'POST', path, { body });
  expect([200, 201], JSON.stringify(proposed.body)).toContain(proposed.status);
  const headers = { 'if-match': proposed.headers.get('etag') ?? '' };
  done(await town.call(SECOND_CLERK, 'POST', `${path}/confirmation`, { body: { confirmed: true }, headers }));
};

/** What the public reads, and what the verifier finds wrong with it; nothing, if all adds up. */
const shown = async () => {
  const reader = httpReader(stack.publicUrl);
  const { findings, summary } = await verifyDisclosure(reader);
  expect(findings).toEqual([]);
  const numbers = numbersOf(await entriesOf(reader)).map((number) => Number(number.match(/(\d+)号/)?.[1]));
  reader.close();
  return { numbers: numbers.sort((a, b) => a - b), version: summary?.version ?? 0 };
};
/** Every identifier that any version after `from` added or changed. */
const shownAgain = async (from: number): Promise<readonly string[]> => {
  const found: string[] = [];
  const { version } = await shown();
  for (let at = from + 1; at <= version; at += 1) {
    const bytes = await (await fetch(`${stack.publicUrl}/v/${at}/delta.ndjson.gz`)).arrayBuffer();
    const text = new TextDecoder().decode(bytes.byteLength > 0 ? await gunzip(bytes) : new Uint8Array());
    for (const line of text.split('\n').filter(Boolean)) {
      const { op, publicId } = JSON.parse(line);
      if (op !== 'DEL') found.push(publicId);
    }
  }
  return found;
};
const gunzip = async (bytes: ArrayBuffer) =>
  new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer(),
  );
const open = async (department: string) =>
  (await inboxOf(api(), department)).map((one) => `${one.type.slice(13)} ${one.subject} ${one.data.version}`).sort();
const acknowledgeAll = async (department: string) => {
  for (const one of await inboxOf(api(), department))
    done(await town.call(officer(department), 'POST', `/notifications/${one.id}/acknowledgement`));
};
const hooked = () => receiver.received.map(({ headers }) => String(headers['webhook-id']));

let yesterday: readonly Record<string, unknown>[];
let joint = '';
let publicIds: ReadonlyMap<number, string>;
let before: { readonly version: number; readonly hooked: readonly string[] };

describe('a register that was restored to yesterday', () => {
  it('had been told of ends, erasures and new records since', async () => {
    const hook = { name: 'main', url: receiver.url };
    done(await town.call(officer('finance', 'technician-1', 'implementer'), 'POST', '/endpoints', { body: hook }), 201);
    const [opened = ''] = await story.open(PLOT);
    joint = opened;
    await story.applyAll(joint);
    for (const what of ['withdrawn', 'takenDown', 'erased', 'corrected', 'untouched'] as const) await post(what);
    await town.idle();
    await town.fire('publish-additions');
    expect((await shown()).numbers).toEqual([1, 2, 3, 4, 5]);
    yesterday = await stack.itemsOf('RegisterTable');

    await withdraw('withdrawn');
    await change('takenDown', 'take-down', 1, { reason: '涉及个人信息', document: '文1号' }, CREDIT_OFFICE);
    await erase('erased');
    await correct('corrected', 1, 1_000_000);
    await post('lost');
    await post('lostAndEnded');
    await town.idle();
    await town.fire('publish-additions');
    const reader = httpReader(stack.publicUrl);
    publicIds = new Map(
      (await entriesOf(reader)).map(({ fields, publicId }) => [
        Number(String(fields['documentNumber']).match(/(\d+)号/)?.[1]),
        publicId,
      ]),
    );
    reader.close();
    await withdraw('lostAndEnded');
    await story.end(joint, PLOT, 'lift');
    await town.idle();
    for (const task of await story.tasksOf(joint)) await story.confirmLift(task);
    await town.idle();
    await town.fire('publish-additions');
    expect((await shown()).numbers).toEqual([4, 5, 6]);
    for (const department of TOLD) await acknowledgeAll(department);
    await town.fire('send-deliveries');
    before = { version: (await shown()).version, hooked: hooked() };
  });

  it('is as the ledger says before anybody is let in', async () => {
    now = stack.stack.clock.now();
    await stack.stop();
    await start({ held: ['Relay'] });
    const TableName = stack.table('RegisterTable');
    const gone = (await stack.itemsOf('RegisterTable')).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
    const back = yesterday.map((Item) => ({ PutRequest: { Item } }));
    for (const some of [...chunks(gone, AT_ONCE), ...chunks(back, AT_ONCE)])
      await stack.tables.send(new BatchWriteCommand({ RequestItems: { [TableName]: [...some] } }));
    const restored = await endOfStream(stack);

    const asked = await stack.command('replay.ts', '--dry-run');
    expect(asked).toMatchObject({ code: 0 });
    const replayed = await stack.command('replay.ts');
    expect(replayed, replayed.stderr).toMatchObject({ code: 0 });
    expect((await stack.command('replay.ts', '--dry-run')).stdout).toMatch(/replayed +0 [^,]*, 0 [^,]*, 0 [^,]*, 0 /);
    await stack.stop();
    forgetStreamUpTo(folder, restored);
    await start();
    town = await townOn(stack, town.today());
    story = storyIn(town);
  });

  it('follows from there, and is public as it was: what was taken away is not shown for a single version', async () => {
    await stack.idle();
    for (let run = 0; run < 4; run += 1) {
      const { stdout, code, stderr } = await stack.command('rederive.ts');
      expect(code, stderr).toBe(0);
      await stack.idle();
      if (/written +0$/m.test(stdout)) break;
    }
    await stack.command('publish-now.ts');
    await stack.idle();
    const { numbers } = await shown();
    for (const serial of [1, 2, 3, 7]) expect(numbers).not.toContain(serial);
    const again = await shownAgain(before.version);
    for (const serial of [1, 2, 3, 7]) expect(again).not.toContain(publicIds.get(serial));
    expect((await stack.command('rederive.ts', '--dry-run')).stdout).not.toMatch(/unreadable/);
  });

  it('tells nobody again what was told and acknowledged, in the inbox or by webhook', async () => {
    await town.fire('send-deliveries');
    const since = hooked().slice(before.hooked.length);
    expect(since.filter((one) => before.hooked.includes(one))).toEqual([]);
  });

  it('binds nobody to a measure that had ended', async () => {
    expect(
      bindingOf(
        await town.check('finance', 'fiscal-subsidy', [{ unifiedSocialCreditCode: COMPANY.unifiedSocialCreditCode }]),
      ),
    ).toEqual([]);
  });

  it('takes what was lost when it is sent again, and shows it once', async () => {
    await post('lost');
    await stack.idle();
    await town.fire('publish-additions');
    await town.fire('publish-additions');
    expect((await shown()).numbers).toEqual([4, 5, 6]);
  });

  it('tells of what changes from now on, though the lost versions bore the same numbers', async () => {
    await correct('corrected', (await callNow(REPORTER, 'GET', `/records/${id('corrected')}`)).body.version, 900_000);
    await stack.idle();
    expect(await open('finance')).toContainEqual(expect.stringContaining(`record.corrected ${id('corrected')}`));
  });
});
