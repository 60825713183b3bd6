import { penalty } from '../../builders/submissions.ts';
import { answering, startReceiver } from '../../builders/webhooks.ts';
import { officer } from '../../e2e/client.ts';
import { metricName, metricOf } from '../../watch/cloudwatch.ts';
import { creditCode } from './postings.ts';
import type { WatchedTown } from './watched-town.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const REPORTER = officer('market-regulation');
const SECOND = officer('market-regulation', 'officer-2');
const FINANCE = officer('finance', 'technician-1', 'implementer');

type Way = (town: WatchedTown, alarm: string) => Promise<void>;

let serial = 0;
/** A public penalty of a company of its own, decided shortly before now; answers its id. */
const post = async ({ client, now }: WatchedTown): Promise<string> => {
  serial += 1;
  const day = new Date(now().getTime() - DAY).toISOString().slice(0, 10);
  const subject = {
    ...penalty().subject,
    name: `庄河示例警报第${serial}公司`,
    unifiedSocialCreditCode: creditCode(70_000 + serial),
  };
  const body = penalty({
    subject,
    documentNumber: `庄警罚〔2026〕${serial}号`,
    decisionDate: day,
    disclosure: { ...penalty().disclosure, decidedOn: day },
    severity: { grade: 'serious', criterion: '货值金额超过十万元' },
  });
  const reply = await client.call(REPORTER, 'POST', '/records', { body });
  if (reply.status !== 201) throw new Error(`POST: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body.id;
};
const withdraw = async ({ client, now }: WatchedTown, id: string): Promise<void> => {
  const decidedOn = now().toISOString().slice(0, 10);
  const body = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn, reason: '认定事实不清' };
  const path = `/records/${id}/withdrawal`;
  await client.call(REPORTER, 'POST', path, { body, headers: { 'if-match': '"1"' } });
  const confirmation = { body: { confirmed: true }, headers: { 'if-match': '"2"' } };
  await client.call(SECOND, 'POST', `${path}/confirmation`, confirmation);
};
const publish = async (town: WatchedTown, reason: 'daily' | 'additions' = 'daily'): Promise<void> => {
  await town.fire(`publish-${reason}`);
  await town.idle();
  await town.sample();
};

/** A function of a schedule fails in each period that its alarm looks at, at least as often as the schedule starts it. */
const failsOnSchedule =
  (name: string): Way =>
  async (town, alarm) => {
    const { Period, EvaluationPeriods } = town.alarms.get(alarm) ?? { Period: 0, EvaluationPeriods: 0 };
    town.breakCalls(name);
    for (let period = 0; period < EvaluationPeriods; period += 1) {
      town.goOn(Period * 1_000);
      await town.fire(name);
      await town.idle();
      await town.sample();
    }
    town.mend(name);
  };

/** A message that its consumer fails on again and again ends among the dead letters. */
const failsOn =
  (name: string, queue: string, message: string): Way =>
  async (town, alarm) => {
    town.breakCalls(name);
    await town.message(queue, message);
    await town.becomes(alarm, true);
    town.mend(name);
  };
/** The same of what S3 tells of an object. */
const failsOnObject =
  (name: string, bucket: string, key: string): Way =>
  async (town, alarm) => {
    town.breakCalls(name);
    await town.object(bucket, key, '{}');
    await town.becomes(alarm, true);
    town.mend(name);
  };
/** What lies in a queue is not done with, because its function waits for an answer, for longer than the alarm's limit. */
const liesUndone =
  (name: string, put: Way): Way =>
  async (town, alarm) => {
    town.hold(name);
    await put(town, alarm);
    await town.comesToLie(alarm);
    town.goOn((town.alarms.get(alarm)?.Threshold ?? 0) * 1_000 + MINUTE);
    await town.becomes(alarm, true);
    town.mend(name);
  };

const object =
  (bucket: string, key: string): Way =>
  (town) =>
    town.object(bucket, key, '{}');
const part = JSON.stringify({ import: 'i'.repeat(22), part: 0 });

const openEndpoint = async ({ client }: WatchedTown, url: string): Promise<void> => {
  const body = { name: `main-${serial}`, url, types: ['record.posted'] };
  const { status } = await client.call(FINANCE, 'POST', '/endpoints', { body });
  if (status !== 201) throw new Error(`POST /endpoints: ${status}`);
};

/** A webhook whose secret cannot be read: by functions that have not read it yet. */
const ownFault: Way = async (town) => {
  const receiver = await startReceiver();
  await openEndpoint(town, receiver.url);
  for (const name of ['deliver-notification', 'send-deliveries'])
    town.breakCalls(name, ({ service }) => service === 'secretsmanager');
  await post(town);
  await town.idle();
  town.goOn(2 * MINUTE);
  await town.fire('send-deliveries');
  await town.idle();
  for (const name of ['deliver-notification', 'send-deliveries']) town.mend(name);
  await receiver.stop();
};
/** Ten attempts in vain: the last one is more than three days after the first. */
const givenUp: Way = async (town, alarm) => {
  const receiver = await startReceiver(answering(503));
  await openEndpoint(town, receiver.url);
  await post(town);
  await town.idle();
  for (let attempt = 0; attempt < 14 && !town.isOn(alarm); attempt += 1) {
    town.goOn(DAY);
    await town.fire('send-deliveries');
    await town.idle();
  }
  await receiver.stop();
};
const damaged: Way = async (town) => {
  await post(town);
  await town.idle();
  await publish(town);
  const { version } = (await town.client.published('latest.json')).body;
  const { parts } = (await town.client.published(`bulk/${version}.json`)).body;
  await town.object('DisclosureBucket', parts[0].ndjson.path, 'not what was published');
  town.goOn(DAY);
  await publish(town);
};
const heldBack: Way = async (town) => {
  await post(town);
  await town.idle();
  await publish(town);
  town.goOn(-DAY);
  await post(town);
  await town.idle();
  await publish(town, 'additions');
};
const removalOwed: Way = async (town, alarm) => {
  const id = await post(town);
  await town.idle();
  for (const round of ['put', 'remove']) {
    if (round === 'remove') await withdraw(town, id);
    await town.idle();
    await publish(town);
    await town.fire('pack-exchange');
    await town.idle();
  }
  for (let day = 0; day < 30 && !town.isOn(alarm); day += 1) {
    town.goOn(DAY);
    await town.fire('run-clocks');
    await town.idle();
  }
};
const serverErrors: Way = async (town, alarm) => {
  town.breakCalls('get-record');
  for (let request = 0; request < 6; request += 1) {
    const { status } = await town.client.call(REPORTER, 'GET', `/records/${'a'.repeat(22)}`);
    const watched = town.alarms.get(alarm);
    if (status >= 500 && watched !== undefined) town.count(metricOf(watched));
  }
  town.mend('get-record');
};
/** The relay cannot do a change, for as long as is said. */
const relayFails =
  (milliseconds: number): Way =>
  async (town, alarm) => {
    town.breakCalls('relay');
    await post(town);
    for (let minute = 0; minute < 4 && !town.isOn(alarm); minute += 1) {
      await town.relayTried();
      town.goOn(minute === 0 ? milliseconds : MINUTE);
    }
    await town.becomes(alarm, true);
    town.mend('relay');
    await town.idle();
  };

/** How each alarm's state comes about. */
export const BROUGHT_ABOUT: Readonly<Record<string, Way>> = {
  // What must happen and does not: silence is enough.
  'publisher-idle': async (town) => town.goOn(31 * MINUTE),
  'latest-publication-stale': async (town) => town.goOn(27 * HOUR),
  'webhook-own-faults': ownFault,
  'webhooks-given-up': givenUp,
  'notification-dead-letters': failsOn('deliver-notification', 'punishment-notifications.fifo', '{}'),
  'case-work-dead-letters': failsOn('work-on-cases', 'case-work.fifo', '{}'),
  'import-part-dead-letters': failsOn('take-imports', 'import-parts', part),
  'import-file-dead-letters': failsOnObject('take-imports', 'ImportsBucket', `incoming/${'i'.repeat(22)}`),
  'file-scan-dead-letters': failsOnObject('scan-file', 'FilesBucket', `incoming/${'f'.repeat(22)}`),
  'exchange-dead-letters': failsOnObject('take-exchange', 'ExchangeBucket', 'in/receipts/alarm.json'),
  'publication-dead-letters': failsOn('publish', 'publication.fifo', JSON.stringify({ reason: 'manual' })),
  'relay-behind': relayFails(6 * MINUTE),
  'relay-failures-not-empty': relayFails(2 * HOUR),
  'publish-errors': async (town) => {
    town.breakCalls('publish');
    await town.fire('publish-additions');
    await town.becomes('publish-errors', true);
    town.mend('publish');
    await town.idle();
  },
  'disclosure-removals-late': liesUndone('publish', (town) => town.fire('publish-additions')),
  'file-scans-late': liesUndone('scan-file', object('FilesBucket', `incoming/${'g'.repeat(22)}`)),
  'imports-late': liesUndone('take-imports', (town) => town.message('import-parts', part)),
  'api-server-errors': serverErrors,
  'post-records-errors': async (town) => {
    town.hold('post-records');
    await post(town).catch(() => undefined);
    await town.becomes('post-records-errors', true);
    town.mend('post-records');
  },
  // Lambda counts whom it turns away, and turns nobody away here: no account's limit holds on this machine.
  'post-records-throttles': async (town, alarm) => {
    const watched = town.alarms.get(alarm);
    if (watched) town.count(metricName('AWS/Lambda', 'Throttles', 'joint-credit-post-records'));
  },
  'additions-held-back': heldBack,
  'public-copy-damaged': damaged,
  'exchange-refused': async (town) => {
    await town.object('ExchangeBucket', 'in/packages/0000000001/manifest.json', '{}');
    await town.becomes('exchange-refused', true);
  },
  'exchange-removals-owed': removalOwed,
  'fold-statistics-errors': failsOnSchedule('fold-statistics'),
  'fold-deltas-errors': failsOnSchedule('fold-deltas'),
  'disclose-statistics-errors': failsOnSchedule('disclose-statistics'),
  'lay-site-errors': failsOnSchedule('lay-site'),
  'flag-checks-errors': failsOnSchedule('flag-checks'),
  'pack-exchange-errors': failsOnSchedule('pack-exchange'),
  'run-clocks-errors': failsOnSchedule('run-clocks'),
  'retain-errors': failsOnSchedule('retain'),
  'end-by-date-errors': failsOnSchedule('end-by-date'),
  'send-deliveries-errors': failsOnSchedule('send-deliveries'),
};

/** What is done when it is on: what must happen happens, dead letters are taken away; all else is over once it happens no more. */
export const putRight: Way = async (town, alarm) => {
  const { TreatMissingData, MetricName, Dimensions, Period = 0, EvaluationPeriods = 0 } = town.alarms.get(alarm) ?? {};
  if (TreatMissingData === 'breaching') return publish(town);
  await town.idle().catch(() => undefined);
  if (MetricName === 'ApproximateNumberOfMessagesVisible') await town.purge(Dimensions?.[0]?.Value ?? '');
  town.goOn(Period * EvaluationPeriods * 1_000 + MINUTE);
};
