import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';

/**
 * What runs in the new process: the bundle is loaded as Lambda does it, woken with one event, and says what that cost. The main thread's
 * time alone: what other threads compile or collect meanwhile is not waited for.
 */
const WAKE = `
  const [bundle, event] = process.argv.slice(1);
  const began = process.threadCpuUsage();
  const { handler } = require(bundle);
  const loaded = process.threadCpuUsage(began);
  Promise.resolve(handler(JSON.parse(event), {})).then(
    (answer) => {
      const woken = process.threadCpuUsage(began);
      const whole = process.threadCpuUsage();
      const micros = ({ user, system }) => user + system;
      const said = { load: micros(loaded), first: micros(woken) - micros(loaded), whole: micros(whole), status: answer?.statusCode ?? 200 };
      process.stdout.write('\\n' + JSON.stringify(said), () => process.exit(0));
    },
    (error) => { console.error(error); process.exit(1); },
  );
`;

const Woken = z.object({ load: z.number(), first: z.number(), whole: z.number(), status: z.number() });

/** What a cold start cost the main thread: microseconds of processor time for the load, the first answer, and from the process's start. */
export type Woken = z.output<typeof Woken>;

/** A minified bundle's trace shows its line, which is all of it. */
const ENOUGH = 800;

/** Starts Node on a bundle and wakes it with an event. Throws if it fails or answers with a fault. */
export const wake = async (bundle: string, event: unknown, env: Readonly<Record<string, string>>): Promise<Woken> => {
  const child = spawn(process.execPath, ['--input-type=commonjs', '-e', WAKE, bundle, JSON.stringify(event)], {
    env: { ...env, LAMBDA_TASK_ROOT: dirname(bundle) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, failed] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const said = out.slice(out.lastIndexOf('\n') + 1);
  if (said === '') throw new Error(`${bundle} was not woken: ${failed.slice(-ENOUGH)}`);
  const woken = Woken.parse(JSON.parse(said));
  if (woken.status >= 500) throw new Error(`${bundle} answered ${woken.status}: ${failed.slice(-ENOUGH)}`);
  return woken;
};
