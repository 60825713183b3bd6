import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { show } from './child.ts';
import { synthesise } from './deploy.ts';
import { startDeployment } from './deployment.ts';
import { serveDeployments } from './deployments.ts';
import { EMULATOR_PACKAGES } from './emulator-workarounds.ts';
import { serveIssuer } from './issuer.ts';
import { virtualEnvironment } from './python.ts';
import type { EmulatedDeployment } from './target.ts';

/**
 * `npm run test:deploy`: the end-to-end suite, and the walks through the runbook, against what a real `cdk bootstrap` and `cdk deploy` make of the app on an
 * emulated AWS, one for each file, as many at a time as there are processors. Further arguments go to vitest. What was written stays for a look when something failed.
 */
const root = join(import.meta.dirname, '../..');

const started = performance.now();
const say = (what: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what}`);

const runSuite = async (deployment: EmulatedDeployment, folder: string): Promise<number> => {
  const file = join(folder, 'deployments.json');
  await writeFile(file, JSON.stringify(deployment));
  return show({
    command: process.execPath,
    args: [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      'e2e',
      '--project',
      'deploy',
      ...process.argv.slice(2),
    ],
    cwd: root,
    env: { ...process.env, EMULATED_DEPLOYMENT: file },
  });
};

const testDeployments = async (folder: string, stops: (() => Promise<void>)[]): Promise<number> => {
  const { stop: stopIssuer, ...issuer } = await serveIssuer(folder);
  stops.push(stopIssuer);
  // Receivers of webhooks are test processes on this machine.
  const assembly = await synthesise({ issuer: issuer.url, folder, webhookNetwork: 'this-machine' });
  say('synthesised');
  // Once, before deployments that start at the same time would each make it.
  await virtualEnvironment(EMULATOR_PACKAGES);
  const deployments = await serveDeployments(async (number) => {
    const deployment = await startDeployment({ assembly, issuer, folder: join(folder, `deployment-${number}`) });
    say(`deployed to the emulated AWS at ${deployment.url}`);
    return deployment;
  });
  stops.push(deployments.stop);
  return runSuite({ deploymentsUrl: deployments.url }, folder);
};

process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

const folder = await mkdtemp(join(tmpdir(), 'joint-credit-deploy-'));
const stops: (() => Promise<void>)[] = [];
try {
  process.exitCode = await testDeployments(folder, stops);
} catch (error) {
  process.exitCode = 1;
  console.error(error);
} finally {
  for (const stop of stops.reverse()) await stop();
  if (process.exitCode === 0) await rm(folder, { recursive: true, force: true });
  say(process.exitCode === 0 ? 'stopped' : `stopped; logs in ${folder}`);
}
