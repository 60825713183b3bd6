import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { freePort } from '../free-port.ts';
import type { RunningEngine } from './running-engine.ts';
import { checkStreamFile, prepareStreamFile, type ReadUpTo } from './stream-index.ts';

/** The one version whose file the stream index was made for, and the schema it writes. */
const VERSION = '1.2.1';
const SCHEMA_VERSION = '9';
const START_MILLISECONDS = 10_000;
const STOP_MILLISECONDS = 3_000;
/** Of what the engine says, its last words explain why it ended. */
const KEPT_OUTPUT = 2_000;

/**
 * Runs the engine as a child of a shell that ends it as soon as this process is gone, for whatever reason: the shell reads
 * a pipe that nobody writes to and that closes with its writer.
 */
const GUARD = 'exec 3<&0; "$@" </dev/null & engine=$!; { read -r _ <&3; kill "$engine"; } & wait "$engine"';

const PLATFORM_PACKAGE = `@dynoxide/${process.platform}-${process.arch}`;

/** The engine's program in the package for this machine; where there is none, says what to do. */
export const findBinary = (platformPackage = PLATFORM_PACKAGE): string => {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve(`${platformPackage}/package.json`);
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8')));
    if (version !== VERSION) throw new Error(`${platformPackage} is ${version}, but ${VERSION} is needed`);
    return join(dirname(manifest), process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
  }
  throw new Error(
    `No DynamoDB engine for this machine: the package ${platformPackage} is not installed. Start another engine, such as ` +
      'DynamoDB Local, and name it: AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm start',
  );
};

const launch = (command: string[]) => {
  const guarded = process.platform === 'win32' ? command : ['sh', '-c', GUARD, 'sh', ...command];
  const [program = 'sh', ...rest] = guarded;
  // A group of its own: Ctrl-C in the terminal must not end the engine before the functions that still write to it.
  return spawn(program, rest, { stdio: ['pipe', 'ignore', 'pipe'], detached: process.platform !== 'win32' });
};

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const ready = async (child: ChildProcess, port: number) => {
  const deadline = Date.now() + START_MILLISECONDS;
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`dynoxide ended with code ${child.exitCode} before it was ready`);
    if (Date.now() > deadline) throw new Error('dynoxide did not become ready');
    await pause(5);
  }
};

const stop = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin?.end();
  if (process.platform === 'win32') child.kill();
  const outcome = await Promise.race([gone, pause(STOP_MILLISECONDS, 'late')]);
  if (outcome === 'late' && child.pid) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
};

/** Starts DynamoDB on the given file. `lost` is called if it ends before it is asked to. */
export const startDynamoDb = async (options: {
  path: string;
  readUpTo: ReadUpTo[];
  lost: (reason: string) => void;
}): Promise<RunningEngine> => {
  const binary = findBinary();
  prepareStreamFile(options.path, options.readUpTo, new Date());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = launch([binary, '--host', '127.0.0.1', '--port', String(port), '--db-path', options.path]);
  let stopping = false;
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-KEPT_OUTPUT);
  });
  child.on('exit', (code) => stopping || options.lost(`dynoxide ended with code ${code}: ${said}`));
  try {
    await ready(child, port);
    checkStreamFile(options.path, SCHEMA_VERSION);
  } catch (error) {
    stopping = true;
    await stop(child);
    throw error;
  }
  return {
    url,
    label: `dynoxide ${VERSION}`,
    stop: () => {
      stopping = true;
      return stop(child);
    },
  };
};
