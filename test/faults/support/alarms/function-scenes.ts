import { answering, startReceiver } from '../../../builders/webhooks.ts';
import { officer } from '../../../e2e/client.ts';
import { DAY, failsWhenDue, MINUTE, nextSerial, post, REPORTER, run, type Scene, submission } from './scene.ts';
import type { WatchedTown } from './watched-town.ts';

const FINANCE = officer('finance', 'technician-1', 'implementer');

/** An endpoint of a department for whatever is posted. */
export const openEndpoint = async ({ call }: WatchedTown, url: string): Promise<void> => {
  const body = { name: `main-${nextSerial()}`, url, types: ['record.posted'] };
  const { status } = await call(FINANCE, 'POST', '/endpoints', { body });
  if (status !== 201) throw new Error(`POST /endpoints: ${status}`);
};

/** The key of the webhooks cannot be read, by functions that have not read it yet. */
const keyNotReadable: Scene = async (town) => {
  const receiver = await startReceiver();
  await openEndpoint(town, receiver.url);
  for (const name of ['deliver-notification', 'send-deliveries'])
    town.breakCalls(name, ({ service }) => service === 'secretsmanager');
  await post(town);
  await town.idle();
  town.goOn(2 * MINUTE);
  await run(town, 'send-deliveries');
  await receiver.stop();
};

/** A receiver that is always down: the last of ten attempts is made more than three days after the first. */
const receiverDown: Scene = async (town, alarm) => {
  const begun = town.now();
  const receiver = await startReceiver(answering(503));
  await openEndpoint(town, receiver.url);
  await post(town);
  await town.idle();
  for (let attempt = 0; attempt < 14 && !town.wentOn(alarm, begun); attempt += 1) {
    town.goOn(DAY);
    await run(town, 'send-deliveries');
  }
  await receiver.stop();
};

/** The tables do not answer those who read. */
const tablesFail: Scene = async (town, alarm) => {
  const begun = town.now();
  town.breakCalls('get-record');
  for (let request = 0; request < 10 && !town.wentOn(alarm, begun); request += 1)
    await town.call(REPORTER, 'GET', `/records/${'a'.repeat(22)}`);
};

/** A post comes, and the function that should take it crashes. */
export const postCrashes: Scene = async (town, alarm) => {
  const begun = town.now();
  await town.call(REPORTER, 'POST', '/records', { body: submission(town) });
  await town.goesOn(alarm, begun);
};

const turnedAway: Scene = async (town) => {
  await post(town);
  town.turnedAway('post-records');
};

/** A change that the relay fails on again and again, for longer than it may be behind. */
const relayFails: Scene = async (town, alarm) => {
  const begun = town.now();
  const { EvaluationPeriods, Threshold } = town.alarm(alarm);
  town.breakCalls('relay');
  await post(town);
  for (let minute = 0; minute <= EvaluationPeriods && !town.wentOn(alarm, begun); minute += 1) {
    await town.isMeasuredSince(alarm, town.now());
    town.goOn(minute === 0 ? Threshold + MINUTE : MINUTE);
  }
  await town.goesOn(alarm, begun);
};

/** A change that the relay fails on until it is given up. */
export const relayGivesUp: Scene = async (town, alarm) => {
  const begun = town.now();
  town.breakCalls('relay');
  await post(town);
  await town.goesOn(alarm, begun);
};

/** What functions do by the clock or upon a request, and fail at. */
export const FUNCTION_SCENES: Readonly<Record<string, Scene>> = {
  'webhook-own-faults': keyNotReadable,
  'webhooks-given-up': receiverDown,
  'api-server-errors': tablesFail,
  'post-records-throttles': turnedAway,
  'relay-behind': relayFails,
  'fold-statistics-errors': failsWhenDue('fold-statistics'),
  'fold-deltas-errors': failsWhenDue('fold-deltas'),
  'disclose-statistics-errors': failsWhenDue('disclose-statistics'),
  'lay-site-errors': failsWhenDue('lay-site'),
  'flag-checks-errors': failsWhenDue('flag-checks'),
  'pack-exchange-errors': failsWhenDue('pack-exchange'),
  'run-clocks-errors': failsWhenDue('run-clocks'),
  'retain-errors': failsWhenDue('retain'),
  'end-by-date-errors': failsWhenDue('end-by-date'),
  'send-deliveries-errors': failsWhenDue('send-deliveries'),
};
