import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CorsRule,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface PrivateBucketProps {
  readonly retain: boolean;
  /** @default - objects stay until they are deleted */
  readonly expiration?: Duration;
  /** Rules for parts of it, beside that. */
  readonly lifecycleRules?: readonly LifecycleRule[];
  /** Pages of other origins that may send and read, by what they were given for it. @default - none */
  readonly cors?: readonly CorsRule[];
  /** Why reads and writes of this bucket are not logged one by one. */
  readonly noAccessLogBecause: string;
}

/** Large files are sent in parts; what an interrupted run left behind costs money and is never read. */
const ABORT_INCOMPLETE_UPLOADS: LifecycleRule = { abortIncompleteMultipartUploadAfter: Duration.days(1) };

/** A bucket that no one can make public, over TLS 1.2 or better only. Unversioned: what is deleted is gone. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket;
  /** Its ARN for other stacks, under a name that is known here: grants of objects must be acknowledged by it. */
  readonly importedArn: string;
  readonly exportName: string;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: false,
      lifecycleRules: [
        ABORT_INCOMPLETE_UPLOADS,
        ...(props.expiration ? [{ expiration: props.expiration }] : []),
        ...(props.lifecycleRules ?? []),
      ],
      ...(props.cors && { cors: [...props.cors] }),
      removalPolicy: props.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.exportName = `${Stack.of(this).stackName}-${id}BucketArn`;
    this.importedArn = Stack.of(this).exportValue(this.bucket.bucketArn, { name: this.exportName });
    Validations.of(this.bucket).acknowledge({ id: 'AwsSolutions-S1', reason: props.noAccessLogBecause });
  }
}
