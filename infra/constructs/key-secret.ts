import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export interface KeySecretProps {
  readonly description: string;
  readonly retain: boolean;
  readonly noRotationBecause: string;
}

/**
 * A secret without a value: `npm run keys` puts one. The template never holds or generates it, and a function that
 * is started too early fails at once instead of working with a key nobody chose.
 */
export class KeySecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: KeySecretProps) {
    super(scope, id);
    const secret = new CfnSecret(this, 'Secret', { description: props.description });
    secret.applyRemovalPolicy(props.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: props.noRotationBecause });
    this.arn = secret.ref;
  }
}
