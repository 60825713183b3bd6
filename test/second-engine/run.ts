import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { show } from '../deploy/child.ts';
import { startDynamoDbLocal } from './dynamodb-local.ts';
import { SECOND_ENGINE_VARIABLE } from './named.ts';
import { testsReaching } from './reaching.ts';

/**
 * `npm run test:second-engine`: tests on AWS's own local DynamoDB instead of dynoxide. What one of the two does otherwise
 * is a bug of ours or is written down in infra/local/README.md. Needs Java and Maven. `--all`: every unit and end-to-end
 * test that uses an engine; without it the stores and four stories. Further arguments go to vitest.
 */
const root = join(import.meta.dirname, '../..');

/** Between them they use each way of writing there is, and the stream for everything that follows from a write. */
const STORIES = [
  // One record at a time: conditional puts, versions, what follows to inboxes and the public copy, withdrawal.
  'test/e2e/main-job.test.ts',
  // Statements in batches, of which some are refused, and their way through the stream.
  'test/e2e/in-and-out/imports.test.ts',
  // Heads changed by many in turn, transactions over several, a plan that becomes tasks and their lifts.
  'test/e2e/joint-case/wage-arrears.test.ts',
  // Marks on records, clocks, and everyone who was told found again by indexes.
  'test/e2e/due-process/objections.test.ts',
];

const given = process.argv.slice(2);
const all = given.includes('--all');
// What kills its engine, or drives a browser, says nothing of this one; and of units this one reports others than are billed.
const useEngine = testsReaching(root, 'test/second-engine/named.ts').filter(
  (file) => !/^test\/(faults|browser)\/|units\.test\.ts$/.test(file),
);
const files = all ? useEngine : [...useEngine.filter((file) => file.startsWith('test/shared/')), ...STORIES];

process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

const folder = await mkdtemp(join(tmpdir(), 'joint-credit-second-engine-'));
const engine = await startDynamoDbLocal(folder);
try {
  console.log(`${files.length} files on ${engine.label}`);
  process.exitCode = await show({
    command: process.execPath,
    args: [
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--project', 'unit', '--project', 'e2e'],
      ...given.filter((argument) => argument !== '--all'),
      ...files,
    ],
    cwd: root,
    env: { ...process.env, [SECOND_ENGINE_VARIABLE]: engine.url },
  });
} finally {
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
}
