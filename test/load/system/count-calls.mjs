import diagnostics from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';

// Loaded beside the system's own code into its every thread: counts how often each operation of the tables is called, and writes it down
// twice a second. What a thread called within its last half second is not written, where it is ended by force.
const TARGET = /^DynamoDB_\d+\.(\w+)$/;
const BETWEEN_MS = 500;

const file = new URL(import.meta.url).searchParams.get('file') ?? '';
const counts = new Map();

diagnostics.subscribe('http.client.request.start', ({ request }) => {
  const [, operation] = TARGET.exec(String(request.getHeader('x-amz-target') ?? '')) ?? [];
  if (operation !== undefined) counts.set(operation, (counts.get(operation) ?? 0) + 1);
});

const write = () => {
  if (counts.size === 0) return;
  appendFileSync(file, `${JSON.stringify(Object.fromEntries(counts))}\n`);
  counts.clear();
};
setInterval(write, BETWEEN_MS).unref();

// The functions' threads are given nothing of the process's own: they are given this.
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(script, options) {
    super(script, { ...options, execArgv: ['--import', import.meta.url] });
  }
};
syncBuiltinESMExports();
