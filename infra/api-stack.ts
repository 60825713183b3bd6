import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type Config, partName } from './config.ts';
import { CreditApi } from './constructs/credit-api.ts';
import { functionNameOf } from './house-functions.ts';

export interface ApiStackProps extends StackProps {
  readonly config: Config;
  /** Who hears of its alarm. */
  readonly topic: ITopic;
}

/**
 * The door: the HTTP API and its routes, apart from the functions, since a route is a resource and a stack holds five
 * hundred. Functions are found by their names, not imported: what a stack imports, the other cannot take away, and a
 * function could only leave in two deployments (docs/adr/0023).
 */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, { config, topic, ...props }: ApiStackProps) {
    super(scope, id, { ...props, description: 'Joint Credit: the HTTP API and its routes.' });
    const api = new CreditApi(this, 'CreditApi', {
      name: partName(config, 'joint-credit'),
      issuer: config.issuer,
      audience: config.audience,
      functionOf: (name) => LambdaFunction.fromFunctionName(this, name, functionNameOf(config, name)),
      retain: config.retain,
      topic,
    });
    new CfnOutput(this, 'ApiUrl', { value: api.url });
  }
}
