import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * Has a bucket tell a queue of every object that comes under a prefix. Said in the template itself: CDK's own way is a function of its that
 * would have to be allowed to change any bucket.
 */
export const tellQueue = (bucket: Bucket, queue: Queue, prefix: string): void => {
  const told = queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('s3.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      // By the account: the bucket's name is not known before it is there, and it is not made before it may write here.
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket) || told.policyDependable === undefined) throw new Error('There is no bucket.');
  resource.notificationConfiguration = {
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
      },
    ],
  };
  bucket.node.addDependency(told.policyDependable);
};
