import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const COUNTER = new URL('count-calls.mjs', import.meta.url).href;

/** The machine of `npm start`, running as a process of its own, and what it lets its user do. */
export interface System {
  readonly pid: number;
  readonly apiUrl: string;
  /** The public copy, as readers reach it. */
  readonly publicUrl: string;
  /** Where its table engine answers, for whoever would call it without the system. */
  readonly tables: string;
  /** Where its objects lie, and in which bucket the public ones: what an operator can list and a reader cannot. */
  readonly objects: { readonly url: string; readonly bucket: string };
  /** Where each of its threads writes how often it called the tables. */
  readonly calls: string;
  /** Where functions and runner log. */
  readonly log: string;
  token(claims: Record<string, unknown>): Promise<string>;
  now(): Promise<Date>;
  setClock(instant: Date): Promise<void>;
  fire(schedule: string): Promise<void>;
  /** Waits until nothing is in flight, for so many minutes at most. */
  idle(minutes: number): Promise<void>;
  stop(): Promise<void>;
}

/** What is measured is what comes out, on a machine that may do much else: nothing is to fail for want of time. */
const PATIENCE = '6';
const TOKEN_SECONDS = 90 * 24 * 60 * 60;

/** The address that the command prints when it is ready. */
const announced = async (child: ChildProcess): Promise<string> => {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += chunk;
    const [, apiUrl] = /^API +(\S+)$/m.exec(said) ?? [];
    if (apiUrl !== undefined) return apiUrl;
  }
  throw new Error(`the system ended: ${said}`);
};

interface Outputs {
  readonly publicUrl: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly endpoints: Readonly<Record<'dynamodb' | 's3', string>>;
}

/** Starts the synthesised template as `npm start` does, all its event sources and schedules by the clock, on a state of its own. */
export const startSystem = async (): Promise<System> => {
  const folder = mkdtempSync(join(tmpdir(), 'joint-credit-load-'));
  const [calls, log] = [join(folder, 'calls'), join(folder, 'log')];
  const given = [
    '--assembly',
    join(root, 'cdk.out'),
    '--state',
    join(folder, 'state'),
    '--logs',
    log,
    '--port',
    '0',
    '--patience',
    PATIENCE,
  ];
  const child = spawn(
    process.execPath,
    [
      '--import',
      `${COUNTER}?file=${encodeURIComponent(calls)}`,
      join(root, 'infra/local/start.ts'),
      ...given,
      '--no-throttle',
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
        NODE_NO_WARNINGS: '1',
      },
    },
  );
  const { pid } = child;
  if (pid === undefined) throw new Error('the system could not be started');
  const exit = once(child, 'exit');
  // Where the load itself is ended: the system and its state go with it.
  const abandon = () => {
    child.kill('SIGKILL');
    // Its engines end a moment later.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  };
  process.once('exit', abandon);
  const apiUrl = await announced(child);
  child.stdout?.resume();

  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${apiUrl}/_local/${path}`, {
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const { publicUrl, outputs, endpoints } = (await control('outputs')) as Outputs;
  return {
    pid,
    apiUrl,
    publicUrl,
    tables: endpoints.dynamodb,
    objects: { url: endpoints.s3, bucket: outputs['DisclosureBucket'] ?? '' },
    calls,
    log,
    token: async (claims) =>
      ((await control('tokens', { claims, lifetimeSeconds: TOKEN_SECONDS })) as { token: string }).token,
    now: async () => new Date(((await control('clock')) as { now: string }).now),
    setClock: async (instant) => void (await control('clock', { now: instant.toISOString() })),
    fire: async (schedule) => void (await control(`schedules/${schedule}`, {})),
    // It looks for a minute, then says what is busy.
    idle: async (minutes) => {
      for (let left = minutes; ; left -= 1) {
        const told = await control('idle').catch((error: unknown) => error);
        if (!(told instanceof Error)) return;
        if (left <= 1) throw told;
        console.error(`  ${told.message.slice(0, 200)}`);
      }
    },
    stop: async () => {
      process.off('exit', abandon);
      child.kill('SIGTERM');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
