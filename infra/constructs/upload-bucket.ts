import type { CorsRule, LifecycleRule } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { PrivateBucket } from './private-bucket.ts';
import { tellQueue } from './tell-queue.ts';

export interface UploadBucketProps {
  readonly retain: boolean;
  /** Hears of every object that is sent. */
  readonly hears: Queue;
  /** Where forms put what is sent. */
  readonly incoming: string;
  /** Which pages may send and read, and what of it. @default - no page */
  readonly pages?: Pick<CorsRule, 'allowedOrigins' | 'allowedMethods'> | undefined;
  readonly lifecycleRules: readonly LifecycleRule[];
}

/** A private bucket into which files are sent by forms that name everything about them, and which tells a queue of each. */
export class UploadBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, props: UploadBucketProps) {
    const { retain, hears, incoming, pages, lifecycleRules } = props;
    super(scope, id, {
      retain,
      lifecycleRules,
      ...(pages && { cors: [{ ...pages, allowedHeaders: ['*'], maxAge: 3_600 }] }),
      noAccessLogBecause:
        'Forms and links are given out by the API, which logs each; a log of reads by address would tell who reads whose papers.',
    });
    tellQueue(this.bucket, hears, incoming);
  }
}
