import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { freePort } from '../../infra/local/free-port.ts';
import { account, searchPath } from './aws-environment.ts';
import { lastLinesOf } from './child.ts';
import { EMULATOR_PACKAGES, LAUNCHER } from './emulator-workarounds.ts';
import { virtualEnvironment } from './python.ts';

const START_MS = 60_000;
const STOP_MS = 5_000;
const POLL_MS = 100;

export type Emulator = {
  readonly url: string;
  readonly log: string;
  /** Holds the milliseconds by which the functions' clock differs from the machine's; absent: none. */
  readonly clockOffsetFile: string;
  stop(): Promise<void>;
};

/** Functions run on this very Node and see nothing of this process's environment, as on AWS. */
const environmentOf = (folder: string, port: number, clockOffsetFile: string): NodeJS.ProcessEnv => ({
  PATH: searchPath,
  HOME: folder,
  TMPDIR: folder,
  LANG: 'C.UTF-8',
  BIND_HOST: '127.0.0.1',
  MINISTACK_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  LAMBDA_EXECUTOR: 'local',
  IOT_MTLS_ENABLED: '0',
  MINISTACK_ACCOUNT_ID: account,
  CLOCK_OFFSET_FILE: clockOffsetFile,
  // The warning is about the emulator's own url.parse.
  NODE_OPTIONS: `--disable-warning=DEP0169 --import=${pathToFileURL(join(import.meta.dirname, 'shifted-clock.ts')).href}`,
});

const isReady = (url: string) =>
  fetch(`${url}/_ministack/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Starts an empty emulated AWS on the loopback address; all that it writes lies in the given folder. */
export const startEmulator = async (folder: string): Promise<Emulator> => {
  const python = join(await virtualEnvironment(EMULATOR_PACKAGES), 'python');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(folder, 'emulator.log');
  const clockOffsetFile = join(folder, 'clock-offset');
  const output = await open(log, 'w');
  // A group of its own: the functions' processes end with it.
  const child = spawn(python, ['-c', LAUNCHER], {
    env: environmentOf(folder, port, clockOffsetFile),
    cwd: folder,
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  });
  await output.close();
  let ended = false;
  const end = new Promise<void>((resolve) => {
    child.once('close', () => {
      ended = true;
      resolve();
    });
  });
  const signal = (name: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group has ended.
    }
  };
  const kill = () => signal('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    signal('SIGTERM');
    await Promise.race([end, pause(STOP_MS, undefined, { ref: false })]);
    kill();
    process.off('exit', kill);
  };

  const deadline = Date.now() + START_MS;
  while (!(await isReady(url))) {
    if (ended || Date.now() > deadline) {
      await stop();
      throw new Error(`The emulated AWS did not start:\n${await lastLinesOf(log)}`);
    }
    await pause(POLL_MS);
  }
  return { url, log, clockOffsetFile, stop };
};
