import { Duration } from 'aws-cdk-lib';
import { HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { INCOMING } from '../../shared/files/file-paths.ts';
import { UploadBucket } from './upload-bucket.ts';

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
export class FilesBucket extends UploadBucket {
  constructor(scope: Construct, id: string, { retain, scans, siteDomain }: FilesBucketProps) {
    super(scope, id, {
      retain,
      pages:
        siteDomain === undefined
          ? undefined
          : { allowedOrigins: [`https://${siteDomain}`], allowedMethods: [HttpMethods.POST, HttpMethods.GET] },
      hears: scans,
      incoming: INCOMING,
      // What passed has no age at which it goes: it is erased with what bears it (shared/retention/retention-terms.json).
      lifecycleRules: [{ prefix: INCOMING, expiration: INCOMING_KEPT }],
    });
  }
}
