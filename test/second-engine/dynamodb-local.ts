import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../infra/local/free-port.ts';
import { lastLinesOf, run } from '../deploy/child.ts';
import { cacheFolder } from '../deploy/python.ts';

/** AWS's own local DynamoDB. Its licence lets anybody use it and nobody pass it on: it is fetched, never kept in the tree. */
const VERSION = '3.1.0';
const MAIN = 'software.amazon.dynamodb.services.local.main.ServerRunner';
const DEPENDENCIES_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:2.8';

const START_MS = 60_000;
const POLL_MS = 100;
/** Some 40 files' tables at once, in memory. */
const HEAP = '-Xmx1536m';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>joint-credit</groupId><artifactId>second-engine</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>software.amazon.dynamodb</groupId><artifactId>DynamoDBLocal</artifactId><version>${VERSION}</version>
  </dependency></dependencies>
</project>`;

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** The folder of the engine's classes and its native SQLite, fetched once by Maven and kept in the user's cache. */
export const fetchDynamoDbLocal = async (): Promise<string> => {
  const folder = join(cacheFolder(), `dynamodb-local-${VERSION}`);
  const lib = join(folder, 'lib');
  const complete = join(folder, 'complete');
  if (await exists(complete)) return lib;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'pom.xml'), POM);
  const copy = [`${DEPENDENCIES_PLUGIN}:copy-dependencies`, '-DincludeScope=runtime', `-DoutputDirectory=${lib}`];
  await run({ command: 'mvn', args: ['--quiet', '--batch-mode', ...copy], cwd: folder });
  await writeFile(complete, '');
  return lib;
};

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

const ready = async (child: ChildProcess, url: string, log: string): Promise<void> => {
  const deadline = Date.now() + START_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`DynamoDB Local did not become ready:\n${await lastLinesOf(log)}`);
    await pause(POLL_MS);
  }
};

/** Starts the engine, in memory. It offers no choice of address and listens on all: no data but a test's goes there. */
export const startDynamoDbLocal = async (
  folder: string,
): Promise<{ readonly url: string; readonly label: string; stop(): Promise<void> }> => {
  const lib = await fetchDynamoDbLocal();
  const port = await freePort();
  const log = join(folder, 'dynamodb-local.log');
  const output = await open(log, 'w');
  const options = ['-inMemory', '-disableTelemetry', '-port', String(port)];
  const args = [HEAP, `-Djava.library.path=${lib}`, '-cp', join(lib, '*'), MAIN, ...options];
  const child = spawn('java', args, { cwd: folder, stdio: ['ignore', output.fd, output.fd] });
  await output.close();
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    process.off('exit', kill);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    kill();
    await ended;
  };
  try {
    await Promise.race([ready(child, url, log), once(child, 'error').then(([error]) => Promise.reject(error))]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, label: `DynamoDB Local ${VERSION}`, stop };
};
