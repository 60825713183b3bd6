import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Server } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { CorsRules } from './cross-origin.ts';
import { holdFormsToPolicies } from './object-forms.ts';

/**
 * Runs fauxqs in a thread of its own. It always listens on all addresses, which an unauthenticated store must not:
 * within this thread every server is held to the loopback address instead.
 */
const settings: {
  region: string;
  dataDirectory?: string;
  objectDirectory?: string;
  secretAccessKey?: string;
  /** By how many milliseconds the functions' clock, by which they sign forms, differs from this machine's. */
  clockOffset?: SharedArrayBuffer;
} = workerData;
const port = parentPort;
if (!port) throw new Error('queues-and-objects-thread.ts runs in a worker thread only');

const listen = Server.prototype.listen;
Server.prototype.listen = function (this: Server, ...given: unknown[]) {
  const [options, ...rest] = given;
  const held = typeof options === 'object' && options !== null ? { ...options, host: '127.0.0.1' } : options;
  return Reflect.apply(listen, this, [held, ...rest]);
};

/**
 * It writes objects and what it knows of them in place. If this process is killed meanwhile, half a file is left, and half a file
 * of what it knows keeps it from ever starting again: within this thread a file is its old self until the new one is whole.
 */
const { writeFileSync, renameSync } = fs;
fs.writeFileSync = (file, data, options) => {
  if (typeof file !== 'string') return writeFileSync(file, data, options);
  writeFileSync(`${file}.new`, data, options);
  renameSync(`${file}.new`, file);
};
syncBuiltinESMExports();

const rules = new Map<string, CorsRules>();
const offset = settings.clockOffset && new Float64Array(settings.clockOffset);
holdFormsToPolicies({
  now: () => new Date(Date.now() + (offset?.[0] ?? 0)),
  secretAccessKey: settings.secretAccessKey ?? 'local',
  rulesOf: (bucket) => rules.get(bucket),
});

const { startFauxqs } = await import('fauxqs');
const server = await startFauxqs({
  port: 0,
  logger: false,
  defaultRegion: settings.region,
  ...(settings.dataDirectory && { dataDir: settings.dataDirectory }),
  ...(settings.objectDirectory && { s3StorageDir: settings.objectDirectory }),
});
port.on('message', async (message: 'stop' | { bucket: string; rules: CorsRules }) => {
  if (message !== 'stop') {
    rules.set(message.bucket, message.rules);
    return;
  }
  await server.stop();
  port.close();
});
port.postMessage(server.port);
