import { Stack, Validations } from 'aws-cdk-lib';
import { ArnPrincipal, Effect, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { IN, OUT } from '../../shared/exchange/paths.ts';
import type { PrivateBucket } from './private-bucket.ts';

export interface ExchangeRoleProps {
  readonly bucket: PrivateBucket;
  /** ARN of who may be it: an account, a role or a user of the superior platform. */
  readonly principal: string;
  /** What both sides agreed on, so that the other side cannot be talked into using this role for somebody else. @default - none */
  readonly externalId: string | undefined;
}

/** The role that the superior platform takes on: it lists and reads what went out, writes what goes in, and may do nothing else. */
export class ExchangeRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { bucket: { bucket }, principal, externalId }: ExchangeRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      description: 'The superior platform: reads out/ and writes in/ of the exchange bucket.',
      assumedBy: new ArnPrincipal(principal).withConditions(
        externalId === undefined ? {} : { StringEquals: { 'sts:ExternalId': externalId } },
      ),
      inlinePolicies: {
        exchange: new PolicyDocument({
          statements: [
            new PolicyStatement({
              effect: Effect.ALLOW,
              actions: ['s3:ListBucket'],
              resources: [bucket.bucketArn],
              conditions: { StringLike: { 's3:prefix': [`${OUT}*`] } },
            }),
            new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(`${OUT}*`)] }),
            new PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects(`${IN}*`)] }),
          ],
        }),
      },
    });
    const resource = bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new Error('There is no bucket.');
    const name = Stack.of(bucket).getLogicalId(resource);
    for (const prefix of [OUT, IN]) {
      Validations.of(this.role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::<${name}.Arn>/${prefix}*]`,
        reason: 'Packages are named by their numbers: only their bucket and prefix are known in advance.',
      });
    }
  }
}
