import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findBinary } from '../../../infra/local/engines/dynamodb.ts';
import { freePort } from '../../../infra/local/free-port.ts';

const LOOKS = 500;
const BETWEEN_LOOKS_MS = 20;

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

/** The table engine on a disk of which the size can be set: where there is no more, its writes fail as on a full disk. */
export const startOnNarrowDisk = async (folder: string) => {
  const port = await freePort();
  const args = ['--host', '127.0.0.1', '--port', String(port), '--db-path', join(folder, 'narrow.db')];
  // A write beyond the limit is an error to the engine, and not its end.
  const child = spawn('sh', ['-c', 'trap "" XFSZ; exec "$@"', 'sh', findBinary(), ...args], { stdio: 'ignore' });
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  const gone = once(child, 'exit');
  for (let look = 0; look < LOOKS && !(await listens(port)); look += 1) await pause(BETWEEN_LOOKS_MS);
  const limit = (bytes: number | 'unlimited') =>
    execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`]);
  return {
    url: `http://127.0.0.1:${port}`,
    /** No file may grow beyond this from now on. */
    limit: (bytes: number) => limit(bytes),
    /** There is space again. */
    free: () => limit('unlimited'),
    stop: async () => {
      process.off('exit', abandon);
      child.kill('SIGKILL');
      await gone;
    },
  };
};
