import { join } from 'node:path';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { NO_SCANNER } from '../shared/files/no-scanner.ts';
import { NO_ORIGIN } from '../shared/transparency/log-signer.ts';
import { type Config, partName, siteLinesOf } from './config.ts';
import { grantActions, grantObjects, grantTable } from './constructs/grant-actions.ts';
import { HouseFunction } from './constructs/house-function.ts';
import { FUNCTION_NAMES, type FunctionName } from './function-names.ts';
import type { EnvName, FunctionSpec, SentTo } from './function-spec.ts';
import { FUNCTIONS, timeoutSecondsOf } from './functions.ts';
import { heapEnvironment } from './heap-limit.ts';
import type { StatefulStack } from './stateful-stack.ts';

const BUILT = join(import.meta.dirname, '../dist/functions');

export interface HouseFunctionsDeps {
  readonly config: Config;
  readonly stateful: StatefulStack;
  readonly queues: Readonly<Record<SentTo, { readonly queue: Queue }>>;
}

/** Makes every function of the table with its environment and rights; the answer finds one by its name. */
export const houseFunctions = (scope: Construct, deps: HouseFunctionsDeps): ((name: FunctionName) => HouseFunction) => {
  const values = environmentOf(deps);
  const made = new Map(FUNCTION_NAMES.map((name) => [name, makeFunction(scope, name, { ...deps, values })]));
  return (name) => {
    const found = made.get(name);
    if (found === undefined) throw new Error(`There is no function ${name}.`);
    return found;
  };
};

/** What the function is called where it is deployed. */
export const functionNameOf = (config: Config, name: FunctionName): string => partName(config, `joint-credit-${name}`);

const environmentOf = ({ config, stateful, queues }: HouseFunctionsDeps): Readonly<Record<EnvName, string>> => ({
  REGISTER_TABLE: stateful.register.tableName,
  DERIVED_TABLE: stateful.derived.tableName,
  PERSON_KEYS_SECRET: stateful.secretArns.personKeys,
  SIGNING_KEY_SECRET: stateful.secretArns.signingKey,
  LOG_ORIGIN: config.logOrigin ?? (config.siteDomain === undefined ? NO_ORIGIN : `${config.siteDomain}/log`),
  LOG_WITNESSES: config.witnesses,
  WEBHOOK_KEYS_SECRET: stateful.secretArns.webhookKeys,
  WEBHOOK_NETWORK: config.webhookNetwork,
  CLAIM_DEPARTMENT: config.departmentClaim,
  CLAIM_ROLES: config.rolesClaim,
  SIGN_IN_ISSUER: config.issuer,
  SIGN_IN_CLIENT: config.signInClient,
  SIGN_IN_SCOPE: config.signInScope,
  SIGN_IN_ORIGIN: config.signInOrigin ?? config.issuer,
  UPLOAD_ORIGIN: `https://${stateful.buckets.imports.bucket.bucketRegionalDomainName}`,
  DISCLOSURE_BUCKET: stateful.buckets.disclosure.bucket.bucketName,
  STAGING_BUCKET: stateful.buckets.staging.bucket.bucketName,
  EXCHANGE_BUCKET: stateful.buckets.exchange.bucket.bucketName,
  FILES_BUCKET: stateful.buckets.files.bucket.bucketName,
  SITE_LINES: JSON.stringify(siteLinesOf(config)),
  FILE_SCANNER: config.fileScanner ?? NO_SCANNER,
  IMPORTS_BUCKET: stateful.buckets.imports.bucket.bucketName,
  LEDGER_BUCKET: stateful.buckets.ledger.bucket.bucketName,
  NOTIFICATION_QUEUE_URL: queues.notifications.queue.queueUrl,
  PUBLICATION_QUEUE_URL: queues.publications.queue.queueUrl,
  CASE_WORK_QUEUE_URL: queues.caseWork.queue.queueUrl,
  IMPORT_PART_QUEUE_URL: queues.importParts.queue.queueUrl,
});

type MakeDeps = HouseFunctionsDeps & { readonly values: Readonly<Record<EnvName, string>> };

const makeFunction = (scope: Construct, name: FunctionName, { values, ...deps }: MakeDeps): HouseFunction => {
  const spec = FUNCTIONS[name];
  const made = new HouseFunction(scope, pascalCase(name), {
    name,
    functionName: functionNameOf(deps.config, name),
    description: spec.does,
    environment: {
      ...Object.fromEntries(spec.env.map((key) => [key, values[key]])),
      ...(spec.heapMiB !== undefined && heapEnvironment(spec.heapMiB)),
    },
    timeoutSeconds: timeoutSecondsOf(name),
    ...(spec.memoryMiB !== undefined && { memoryMiB: spec.memoryMiB }),
    codeRoot: deps.config.codeRoot ?? BUILT,
    retain: deps.config.retain,
  });
  grantRights(made, spec, deps);
  return made;
};

const grantRights = (fn: HouseFunction, spec: FunctionSpec, { config, stateful, queues }: HouseFunctionsDeps): void => {
  grantTable(fn, stateful.register, spec.register ?? {});
  grantTable(fn, stateful.derived, spec.derived ?? {});
  for (const name of spec.secrets ?? []) {
    grantActions(fn, ['secretsmanager:GetSecretValue'], [stateful.secretArns[name]]);
  }
  for (const name of spec.sendsTo ?? []) grantActions(fn, ['sqs:SendMessage'], [queues[name].queue.queueArn]);
  if (spec.buckets?.disclosure) grantObjects(fn, stateful.buckets.disclosure, spec.buckets.disclosure);
  if (spec.buckets?.staging) grantObjects(fn, stateful.buckets.staging, spec.buckets.staging);
  if (spec.buckets?.exchange) grantObjects(fn, stateful.buckets.exchange, spec.buckets.exchange);
  if (spec.buckets?.files) grantObjects(fn, stateful.buckets.files, spec.buckets.files);
  if (spec.buckets?.imports) grantObjects(fn, stateful.buckets.imports, spec.buckets.imports);
  if (spec.invokesScanner && config.fileScanner) grantActions(fn, ['lambda:InvokeFunction'], [config.fileScanner]);
  if (spec.buckets?.ledger) grantObjects(fn, stateful.buckets.ledger, spec.buckets.ledger);
};

const pascalCase = (name: string) => name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
