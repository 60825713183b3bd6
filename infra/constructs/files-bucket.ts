import { Duration } from 'aws-cdk-lib';
import { HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { INCOMING } from '../../shared/files/file-paths.ts';
import { PrivateBucket } from './private-bucket.ts';
import { tellQueue } from './tell-queue.ts';

/** What was sent is looked at within minutes, or once whatever kept it from that is mended; what lies there after a week nobody waits for. */
const INCOMING_KEPT = Duration.days(7);

export interface FilesBucketProps {
  readonly retain: boolean;
  /** Hears of every object that is sent. */
  readonly scans: Queue;
  /** The public site, whose pages send files. @default - no page does */
  readonly siteDomain: string | undefined;
}

/** Files that are handed in: sent by a form that names everything about them, looked at, then read by links of some minutes. */
export class FilesBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, { retain, scans, siteDomain }: FilesBucketProps) {
    super(scope, id, {
      retain,
      // What passed has no age at which it goes: it is erased with what bears it (shared/retention/retention-terms.json).
      lifecycleRules: [{ prefix: INCOMING, expiration: INCOMING_KEPT }],
      ...(siteDomain !== undefined && {
        cors: [
          {
            allowedOrigins: [`https://${siteDomain}`],
            allowedMethods: [HttpMethods.POST, HttpMethods.GET],
            allowedHeaders: ['*'],
            maxAge: 3_600,
          },
        ],
      }),
      noAccessLogBecause:
        'Forms and links are given out by the API, which logs each; a log of reads by address would tell who reads whose papers.',
    });
    tellQueue(this.bucket, scans, INCOMING);
  }
}
