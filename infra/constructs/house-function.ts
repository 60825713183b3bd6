import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { keptLogs } from './kept-logs.ts';

/** CPU comes with memory; below this a cold start's imports dominate, above it nothing here gets faster. */
const MEMORY_MIB = 512;

export interface HouseFunctionProps {
  readonly name: string;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** @default 512 */
  readonly memoryMiB?: number;
  /** The folder of bundles: one folder per function, with its index.js. */
  readonly codeRoot: string;
  readonly functionName: string;
  readonly retain: boolean;
}

/**
 * The house function: arm64, Node 24, a role and a log group of its own. No X-Ray: the HTTP API starts no trace, so
 * it would show single functions only, at a price ($0.25 a million calls at 5 %, $5 in full); requests are followed in the logs (ADR 40).
 */
export class HouseFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    super(scope, id);
    this.logs = keptLogs(this, 'Logs', props);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logs.grantWrite(role);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: props.functionName,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: bundleOf(props),
      environment: { ...props.environment },
      memorySize: props.memoryMiB ?? MEMORY_MIB,
      timeout: Duration.seconds(props.timeoutSeconds),
      tracing: Tracing.DISABLED,
      logGroup: this.logs,
      role,
    });
  }
}

const bundleOf = ({ codeRoot, name }: HouseFunctionProps): Code => {
  const folder = join(codeRoot, name);
  if (existsSync(join(folder, 'index.js'))) return Code.fromAsset(folder);
  throw new Error(
    `There is no bundle of ${name}: ${folder}/index.js is missing. Build the functions first (npm run build).`,
  );
};
