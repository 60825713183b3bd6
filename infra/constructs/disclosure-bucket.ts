import { Aws } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PrivateBucket } from './private-bucket.ts';

export interface DisclosureBucketProps {
  readonly retain: boolean;
  /** `cloudfront`, or the ARN of the principal that may read. @default - nobody but the publisher */
  readonly reader: string | undefined;
}

/** The public copy. The bucket itself is private: one named reader, the content network or another front, may read it. */
export class DisclosureBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, { retain, reader }: DisclosureBucketProps) {
    super(scope, id, {
      retain,
      noAccessLogBecause: 'A log of reads by address and look-up file would tell who asked about whom.',
    });
    if (reader !== undefined) this.bucket.addToResourcePolicy(this.#letRead(reader));
  }

  #letRead(reader: string): PolicyStatement {
    const read = { actions: ['s3:GetObject'], resources: [this.bucket.arnForObjects('*')] };
    if (reader !== 'cloudfront') return new PolicyStatement({ ...read, principals: [new ArnPrincipal(reader)] });
    return new PolicyStatement({
      ...read,
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      // The one distribution lives in the stateless stack, which depends on this one; so the account's, not its id.
      conditions: {
        ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/*` },
      },
    });
  }
}
