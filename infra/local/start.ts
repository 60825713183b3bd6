import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import type { LocalStack } from './local-stack.ts';
import { startLocalStack } from './stack.ts';
import { summarise } from './summary.ts';

const USAGE = `Runs the synthesised template on this machine.

  --assembly <dir>   what cdk synth wrote (default cdk.out)
  --state <dir>      what is kept between starts (default .local)
  --memory           keep nothing
  --port <number>    of the API; the public copy is on the next one (default 8787; 0: any)
  --now <instant>    the time at which the clock starts, such as 2026-11-22T23:59:00+08:00
  --logs <file>      where functions and runner log (default: standard output)
  --patience <times> how many times their own time functions are given, on a machine that is busy with much else (default 1)
  --no-throttle      without the template's limits on requests

An engine is not started if its endpoint is given: AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL_S3,
AWS_ENDPOINT_URL_SECRETS_MANAGER.
`;

const { values } = parseArgs({
  options: {
    assembly: { type: 'string', default: 'cdk.out' },
    state: { type: 'string', default: '.local' },
    memory: { type: 'boolean', default: false },
    port: { type: 'string', default: '8787' },
    now: { type: 'string' },
    logs: { type: 'string' },
    patience: { type: 'string', default: '1' },
    throttle: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

const parseInstant = (text: string) => {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw new Error(`--now is not an instant: ${text}`);
  return instant;
};

const run = async () => {
  // Lambda's time zone; it holds for the whole process and cannot be set for one thread.
  process.env['TZ'] = 'UTC';
  const file = values.logs === undefined ? process.stdout : createWriteStream(values.logs, { flags: 'a' });
  let stack: LocalStack | undefined;
  const end = async (code: number, reason?: string) => {
    if (reason) console.error(reason);
    await stack?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(0));
  stack = await startLocalStack({
    assembly: values.assembly,
    state: values.memory ? 'memory' : values.state,
    port: Number(values.port),
    throttle: values.throttle,
    patience: Number(values.patience),
    ...(values.now !== undefined && { now: parseInstant(values.now) }),
    log: (line) => file.write(`${line}\n`),
    lost: (reason) => end(1, reason),
  });
  console.log(await summarise(stack));
};

if (values.help) console.log(USAGE);
else
  run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
