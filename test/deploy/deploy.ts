import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Config } from '../../infra/config.ts';
import { account, awsEnvironment, region, searchPath } from './aws-environment.ts';
import { run } from './child.ts';

const root = join(import.meta.dirname, '../..');
const cdk = join(root, 'node_modules/.bin/cdk');

/** What the stacks say of themselves, all of it in one. */
export const Outputs = z.looseObject({
  ApiUrl: z.string(),
  RegisterTable: z.string(),
  DerivedTable: z.string(),
  DisclosureBucket: z.string(),
  StagingBucket: z.string(),
  NotificationQueueUrl: z.string(),
  PublicationQueueUrl: z.string(),
  CaseWorkQueueUrl: z.string(),
  FileScanQueueUrl: z.string(),
  ExchangeArrivalsQueueUrl: z.string(),
  ExchangeBucket: z.string(),
  PersonKeysSecret: z.string(),
  SigningKeySecret: z.string(),
  WebhookKeysSecret: z.string(),
  SiteUrl: z.string(),
});
export type Outputs = z.infer<typeof Outputs>;

const StackOutputs = z.record(z.string(), z.record(z.string(), z.string()));

/** Builds the functions and synthesises the app once, all that it can make; returns the assembly's folder. */
export const synthesise = async ({
  issuer,
  folder,
  webhookNetwork = 'public',
}: {
  issuer: string;
  folder: string;
  webhookNetwork?: Config['webhookNetwork'];
}): Promise<string> => {
  const assembly = join(folder, 'cdk.out');
  const context = { issuer, demoDataOnly: 'true', disclosureReader: 'cloudfront', webhookNetwork };
  const given = Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  const env = { ...process.env, PATH: searchPath };
  await run({ command: cdk, args: ['synth', '--quiet', ...given, '--output', assembly], cwd: root, env });
  return assembly;
};

/** `cdk bootstrap`, away from the tree: beside cdk.json it would synthesise the app once more for nothing. */
export const bootstrap = async ({ url, folder }: { url: string; folder: string }): Promise<void> => {
  await run({
    command: cdk,
    args: ['bootstrap', `aws://${account}/${region}`, '--output', join(folder, 'bootstrap.out')],
    cwd: folder,
    env: awsEnvironment(url),
  });
};

type Deployment = { readonly url: string; readonly assembly: string; readonly folder: string };

/** `cdk deploy --all` of an assembly. */
export const deploy = async ({ url, assembly, folder }: Deployment): Promise<Outputs> => {
  const outputs = join(folder, 'outputs.json');
  const options = ['--require-approval', 'never', '--progress', 'events', '--outputs-file', outputs];
  await run({
    command: cdk,
    args: ['deploy', '--all', '--app', assembly, ...options],
    cwd: folder,
    env: awsEnvironment(url),
  });
  const stacks = StackOutputs.parse(JSON.parse(await readFile(outputs, 'utf8')));
  return Outputs.parse(Object.assign({}, ...Object.values(stacks)));
};

/** `npm run keys`. */
export const setKeys = async (url: string, outputs: Outputs): Promise<void> => {
  const { PersonKeysSecret, SigningKeySecret, WebhookKeysSecret } = outputs;
  const secrets = [
    ...['--person-keys-secret', PersonKeysSecret],
    ...['--signing-key-secret', SigningKeySecret],
    ...['--webhook-keys-secret', WebhookKeysSecret],
  ];
  await run({ command: 'npm', args: ['run', 'keys', '--', ...secrets], cwd: root, env: awsEnvironment(url) });
};
