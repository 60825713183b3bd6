import { copyFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runCheck } from './checker/check.ts';
import { startReceiver } from './receiver.ts';
import { report } from './report.ts';
import { runLoad } from './run.ts';
import { bareCosts } from './system/bare-costs.ts';
import { callsOf } from './system/calls.ts';
import { processorTime, threadTimes } from './system/processor-time.ts';
import { startSystem } from './system/system.ts';

const USAGE = `npm run load -- [--operations <n>] [--seed <n>] [--at-once <n>] [--minutes <n>] [--json <file>] [--keep-log <file>]
  --operations  3000 unless told: each record of an array and each row of a file counts
  --seed        what is drawn; what comes in between whom is the machine's
  --at-once     department systems at work at once, 6 unless told
  --minutes     after which nothing more is begun, 60 unless told
  --json        writes the figures to a file too`;

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '20261123' },
    'at-once': { type: 'string', default: '6' },
    minutes: { type: 'string', default: '60' },
    json: { type: 'string' },
    'keep-log': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const MINUTES_TO_SETTLE = 45;

const step = async <Done>(what: string, work: () => Promise<Done>): Promise<Done> => {
  const began = performance.now();
  const done = await work();
  console.error(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return done;
};

// Ended by a signal too, the system it started ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const receiver = await startReceiver();
const system = await step('start', startSystem);
try {
  const load = {
    operations: Number(values.operations),
    seed: Number(values.seed),
    atOnce: Number(values['at-once']),
    minutes: Number(values.minutes),
  };
  const before = processorTime(system.pid);
  const ran = await step('load', () => runLoad(system, receiver.url, load));
  const loaded = processorTime(system.pid);
  const settle = async (...schedules: readonly string[]) => {
    for (const schedule of schedules) await system.fire(schedule);
    await system.idle(MINUTES_TO_SETTLE);
  };
  await step('until it is quiet', async () => {
    await settle();
    await settle('publish-additions', 'run-clocks', 'end-by-date', 'fold-statistics');
    const later = new Date((await system.now()).getTime() + 3 * 3_600_000);
    await system.setClock(later);
    // What a receiver did not take is sent again.
    await settle('send-deliveries');
    await settle('publish-daily');
  });
  const quiet = processorTime(system.pid);
  const calls = callsOf(system.calls);
  const found = await step('check', () => runCheck({ ...system, ledger: ran.ledger, received: receiver.received }));
  const bare = await step('bare calls', () => bareCosts(system, calls));
  const figures = { load, ran, calls, bare, time: { before, loaded, quiet }, threads: threadTimes(system.pid), found };
  console.log(report(figures));
  if (values.json !== undefined)
    writeFileSync(
      values.json,
      `${JSON.stringify({ load, operations: ran.operations, seconds: ran.seconds, calls, bare, time: figures.time, ...found }, null, 2)}\n`,
    );
  if (found.findings.length > 0 || ran.ledger.wrong.length > 0) process.exitCode = 1;
} finally {
  if (values['keep-log'] !== undefined) copyFileSync(system.log, values['keep-log']);
  receiver.stop();
  await system.stop();
}
