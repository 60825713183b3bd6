import type { Acknowledgement } from './template-findings.ts';

/**
 * Rules of checkov that are not kept, and why. What the CDK's own rules ask as well is acknowledged beside its resource
 * (infra/constructs) in the same sense. Buckets, tables and secrets are named one by one: a new one is asked again.
 */
export const ACKNOWLEDGED: readonly Acknowledgement[] = [
  {
    check: 'CKV_AWS_158',
    type: 'AWS::Logs::LogGroup',
    reason:
      'CloudWatch encrypts all logs under its own keys, and no log holds personal data: a key of ours would guard nothing more, and could be lost.',
  },
  {
    check: 'CKV_AWS_119',
    type: 'AWS::DynamoDB::Table',
    only: ['RegisterTable', 'DerivedTable'],
    reason:
      "Encrypted under the account's DynamoDB key, which logs each use; persons' numbers lie in the tables only sealed under keys of our own.",
  },
  {
    check: 'CKV_AWS_27',
    type: 'AWS::SQS::Queue',
    reason:
      'Every queue is encrypted under SQS’s own keys (SqsManagedSseEnabled), which this rule does not know; no message holds personal data.',
  },
  {
    check: 'CKV_AWS_18',
    type: 'AWS::S3::Bucket',
    only: ['DisclosureBucket', 'StagingBucket', 'ExchangeBucket', 'FilesBucket', 'ImportsBucket', 'LedgerBucket'],
    reason:
      'Each bucket says beside itself why (noAccessLogBecause): such a log would tell who asked about whom, or says nothing new.',
  },
  {
    check: 'CKV_AWS_21',
    type: 'AWS::S3::Bucket',
    only: ['DisclosureBucket', 'StagingBucket', 'ExchangeBucket', 'FilesBucket', 'ImportsBucket'],
    reason:
      'What must leave the public and what is erased must be gone, not lie below a marker. All of it can be made anew from the register, or its sender has it.',
  },
  {
    check: 'CKV_AWS_21',
    type: 'AWS::S3::Bucket',
    only: ['LedgerBucket'],
    reason:
      'Nobody may delete from it, and what is written again is the same: a name follows from what the object says.',
  },
  {
    check: 'CKV_AWS_149',
    type: 'AWS::SecretsManager::Secret',
    only: ['PersonKeysSecret', 'SigningKeySecret', 'WebhookKeysSecret'],
    reason:
      "Encrypted under the account's Secrets Manager key; nobody of another account reads them, for which alone a key of our own would be needed.",
  },
  {
    check: 'CKV_AWS_116',
    type: 'AWS::Lambda::Function',
    reason:
      'The API waits for its answer, and queues and the stream have dead letters of their own. What a schedule starts is started again by its next firing.',
  },
  {
    check: 'CKV_AWS_117',
    type: 'AWS::Lambda::Function',
    reason:
      'All that a function speaks to is reached over TLS under its own role; no network of ours holds anything to protect, and one would cost each cold start.',
  },
  {
    check: 'CKV_AWS_115',
    type: 'AWS::Lambda::Function',
    reason:
      'The API is throttled at its door and queues have their own limits; a reserve would take from the others what one of them does not use.',
  },
  {
    check: 'CKV_AWS_173',
    type: 'AWS::Lambda::Function',
    reason: 'Names of tables, queues and secrets, no secret itself; Lambda encrypts them under its own key.',
  },
  {
    check: 'CKV_AWS_68',
    type: 'AWS::CloudFront::Distribution',
    reason: 'Static files and nothing that runs: there is nothing for a firewall to protect.',
  },
  {
    check: 'CKV_AWS_86',
    type: 'AWS::CloudFront::Distribution',
    reason: 'A log of reads by address and look-up file would tell who asked about whom.',
  },
  {
    check: 'CKV_AWS_174',
    type: 'AWS::CloudFront::Distribution',
    reason:
      'TLS 1.2 holds once siteDomain and siteCertificateArn are given; the default certificate has no floor to set.',
  },
];
