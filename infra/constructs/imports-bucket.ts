import { Duration } from 'aws-cdk-lib';
import { HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { IMPORT_PREFIXES } from '../../shared/imports/import-paths.ts';
import { ERRORS_KEPT_DAYS, INCOMING_KEPT_DAYS } from '../../shared/imports/kept.ts';
import { UploadBucket } from './upload-bucket.ts';

export interface ImportsBucketProps {
  readonly retain: boolean;
  /** Hears of every file that is sent. */
  readonly files: Queue;
}

/**
 * Files of records. Their rows hold identity numbers: what was sent and what was made of it is deleted when the import is over, the refused
 * rows two weeks after; these rules take what was never begun or could not be finished.
 */
export class ImportsBucket extends UploadBucket {
  constructor(scope: Construct, id: string, { retain, files }: ImportsBucketProps) {
    const { errors, ...working } = IMPORT_PREFIXES;
    super(scope, id, {
      retain,
      // The API serves the page, under an address that is not known before it is there. A form lets one file in and nothing out, and no
      // cookie goes with it: it does not matter which page sends it.
      pages: { allowedOrigins: ['*'], allowedMethods: [HttpMethods.POST] },
      hears: files,
      incoming: IMPORT_PREFIXES.incoming,
      lifecycleRules: [
        ...Object.values(working).map((prefix) => ({ prefix, expiration: Duration.days(INCOMING_KEPT_DAYS) })),
        { prefix: errors, expiration: Duration.days(ERRORS_KEPT_DAYS) },
      ],
    });
  }
}
