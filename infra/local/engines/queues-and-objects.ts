import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { RunningEngine } from './running-engine.ts';

const STOP_MILLISECONDS = 3_000;

/**
 * What the last process had received and not finished becomes visible at once: its functions are gone, and a message of a
 * queue with a long visibility timeout would otherwise hold its group back for as long.
 */
const releaseReceived = (dataDirectory: string) => {
  const path = join(dataDirectory, 'fauxqs.db');
  if (!existsSync(path)) return;
  const database = new DatabaseSync(path);
  // A process that was killed at its very first moment left a file without the table.
  const begun = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'sqs_messages'").get();
  if (begun) database.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL');
  database.close();
};

/** Starts SQS and S3 in one thread; without directories nothing is kept. */
export const startQueuesAndObjects = async (options: {
  region: string;
  /** By whose key, and by which clock, forms for objects are signed. @default the engines' own, and the machine's */
  forms?: { secretAccessKey: string; clockOffset: SharedArrayBuffer };
  kept?: { dataDirectory: string; objectDirectory: string } | undefined;
  lost: (reason: string) => void;
}): Promise<RunningEngine> => {
  if (options.kept) releaseReceived(options.kept.dataDirectory);
  const worker = new Worker(new URL('./queues-and-objects-thread.ts', import.meta.url), {
    workerData: {
      region: options.region,
      ...options.forms,
      ...options.kept,
    },
    execArgv: [],
  });
  let stopping = false;
  worker.on('error', (error) => options.lost(`fauxqs failed: ${error}`));
  worker.on('exit', (code) => stopping || options.lost(`fauxqs ended with code ${code}`));
  const [port] = await once(worker, 'message');
  return {
    url: `http://127.0.0.1:${z.number().parse(port)}`,
    label: 'fauxqs',
    allowOrigins: (bucket, rules) => worker.postMessage({ bucket, rules }),
    stop: async () => {
      stopping = true;
      const gone = once(worker, 'exit');
      worker.postMessage('stop');
      await Promise.race([gone, pause(STOP_MILLISECONDS)]);
      await worker.terminate();
    },
  };
};
