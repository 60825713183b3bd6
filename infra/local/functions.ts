import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import type { DeployedResource } from './deployment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { parseProperties } from './properties.ts';

const FunctionProperties = z.strictObject({
  FunctionName: z.string().optional(),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
  Handler: z.string(),
  MemorySize: z.number().default(128),
  PackageType: z.literal('Zip').optional(),
  ReservedConcurrentExecutions: z.number().min(1).optional(),
  Runtime: z.literal('nodejs24.x'),
  Timeout: z.number().default(3),
});
const WITHOUT_EFFECT = ['Architectures', 'Description', 'LoggingConfig', 'Role', 'Tags', 'TracingConfig'];

/** Without a reserved concurrency a function may have this many threads; more only share the same few cores. */
const CONCURRENCY = 8;

/**
 * Copies an asset to where no package.json above it can change its meaning and no node_modules above it can lend it what
 * its bundle lacks: it is loaded here as it will be on Lambda, or not at all.
 */
const placeCode = (source: string, target: string) => {
  mkdirSync(target, { recursive: true });
  cpSync(source, target, { recursive: true });
  writeFileSync(join(target, 'package.json'), '{}');
};

/** Reads a function of the template and puts its code below the given directory. */
export const readFunction = (deps: {
  resource: DeployedResource;
  assembly: Assembly;
  codeDirectory: string;
  /** Variables that every function gets, as from its runtime. */
  environment: Record<string, string>;
  /** Whom a variable means that names the template's placeholder of an issuer; any other as it is. */
  issuerOf: (value: string) => string;
}): FunctionDefinition => {
  const { resource, assembly } = deps;
  const properties = parseProperties(FunctionProperties, resource, WITHOUT_EFFECT);
  const { Arn: arn = '' } = resource.identity.attributes;
  const name = resource.identity.ref;
  const codeDirectory = join(deps.codeDirectory, name);
  placeCode(assembly.assetPath(properties.Code.S3Key), codeDirectory);
  return {
    name,
    arn,
    codeDirectory,
    handler: properties.Handler,
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    concurrency: properties.ReservedConcurrentExecutions ?? CONCURRENCY,
    environment: {
      AWS_EXECUTION_ENV: `AWS_Lambda_${properties.Runtime}`,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      // The engines' requests bear it, as their credentials would on AWS: so it can be seen who called.
      AWS_SDK_UA_APP_ID: name,
      LAMBDA_TASK_ROOT: codeDirectory,
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
      // A profile of whoever runs this must not reach into the functions.
      AWS_CONFIG_FILE: join(codeDirectory, 'no-profile'),
      AWS_SHARED_CREDENTIALS_FILE: join(codeDirectory, 'no-profile'),
      ...deps.environment,
      ...Object.fromEntries(
        Object.entries(properties.Environment.Variables).map(([key, value]) => [key, deps.issuerOf(value)]),
      ),
      // Receivers of webhooks run on this machine too, as everything here does.
      ...('WEBHOOK_NETWORK' in properties.Environment.Variables && { WEBHOOK_NETWORK: 'this-machine' }),
    },
  };
};
