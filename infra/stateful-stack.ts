import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { IMPORT_ATTEMPTS } from '../shared/imports/progress.ts';
import { type Config, partName } from './config.ts';
import { DerivedTable } from './constructs/derived-table.ts';
import { DisclosureBucket } from './constructs/disclosure-bucket.ts';
import { ExchangeBucket } from './constructs/exchange-bucket.ts';
import { ExchangeRole } from './constructs/exchange-role.ts';
import { FilesBucket } from './constructs/files-bucket.ts';
import { ImportsBucket } from './constructs/imports-bucket.ts';
import { KeySecret } from './constructs/key-secret.ts';
import { PlacementRules } from './constructs/placement-rules.ts';
import { PrivateBucket } from './constructs/private-bucket.ts';
import { QueueWithDeadLetters } from './constructs/queue-with-dead-letters.ts';
import { RegisterTable } from './constructs/register-table.ts';
import type { SecretName } from './function-spec.ts';
import { timeoutSecondsOf } from './functions.ts';

export interface StatefulStackProps extends StackProps {
  readonly config: Config;
}

/** Past a short outage of the scanner; what fails as often waits for the operator. */
const SCAN_ATTEMPTS = 10;
/** Past a receipt that comes before its package is noted, and a short outage of the table. */
const TAKE_ATTEMPTS = 10;

/** All that must outlive a deployment: tables, buckets, what came into them, secrets, and nothing else. */
export class StatefulStack extends Stack {
  readonly register: Table;
  readonly derived: Table;
  readonly buckets: Readonly<
    Record<'disclosure' | 'staging' | 'exchange' | 'files' | 'imports' | 'ledger', PrivateBucket>
  >;
  /** Where S3 says that a file came. */
  readonly fileScans: QueueWithDeadLetters;
  /** Where S3 says that the superior platform wrote something. */
  readonly exchangeArrivals: QueueWithDeadLetters;
  readonly secretArns: Readonly<Record<SecretName, string>>;
  /** Where S3 says that a file of records came, and where its parts wait. */
  readonly importWork: Readonly<Record<'files' | 'parts', QueueWithDeadLetters>>;

  constructor(scope: Construct, id: string, { config, ...props }: StatefulStackProps) {
    super(scope, id, {
      ...props,
      description: 'Joint Credit: tables, buckets and secrets.',
      terminationProtection: config.retain,
    });
    new PlacementRules(this, 'Placement', config);
    const { retain } = config;
    this.register = new RegisterTable(this, 'Register', { retain }).table;
    this.derived = new DerivedTable(this, 'Derived', { retain }).table;
    // Beside the bucket that writes to it, and like it not to be thrown away: a file that came and was not looked at can be used by nobody.
    this.fileScans = new QueueWithDeadLetters(this, 'FileScans', {
      name: partName(config, 'file-scans'),
      consumerTimeoutSeconds: timeoutSecondsOf('scan-file'),
      attempts: SCAN_ATTEMPTS,
      retain,
    });
    // Likewise: a package that came and was not taken may be a repair that is not carried out.
    this.exchangeArrivals = new QueueWithDeadLetters(this, 'ExchangeArrivals', {
      name: partName(config, 'exchange-arrivals'),
      consumerTimeoutSeconds: timeoutSecondsOf('take-exchange'),
      attempts: TAKE_ATTEMPTS,
      retain,
    });
    const importQueue = (name: string) => ({
      name: partName(config, name),
      consumerTimeoutSeconds: timeoutSecondsOf('take-imports'),
      comesAgainSoon: true,
      attempts: IMPORT_ATTEMPTS,
      retain,
    });
    this.importWork = {
      files: new QueueWithDeadLetters(this, 'ImportFiles', importQueue('import-files')),
      parts: new QueueWithDeadLetters(this, 'ImportParts', importQueue('import-parts')),
    };
    this.buckets = {
      disclosure: new DisclosureBucket(this, 'Disclosure', { retain, reader: config.disclosureReader }),
      staging: new PrivateBucket(this, 'Staging', {
        retain,
        // Longer than any outage: the plan of an unfinished publication must still be there. Runs clean up after themselves.
        expiration: Duration.days(30),
        noAccessLogBecause:
          "The publisher's workshop: one role writes and reads it, and all in it is gone when its run is done.",
      }),
      exchange: new ExchangeBucket(this, 'Exchange', { retain, arrivals: this.exchangeArrivals.queue }),
      files: new FilesBucket(this, 'Files', { retain, scans: this.fileScans.queue, siteDomain: config.siteDomain }),
      imports: new ImportsBucket(this, 'Imports', {
        retain,
        files: this.importWork.files.queue,
      }),
      // Kept apart from the tables, and for good: a restore of a table takes nothing back that is written here.
      ledger: new PrivateBucket(this, 'Ledger', {
        retain,
        noAccessLogBecause:
          'Ids, versions and moments only: one role writes it, nobody deletes from it, and a restore reads it.',
      }),
    };
    if (config.exchangePrincipal !== undefined) {
      const { exchangePrincipal: principal, exchangeExternalId: externalId } = config;
      const { role } = new ExchangeRole(this, 'ExchangeRole', { bucket: this.buckets.exchange, principal, externalId });
      new CfnOutput(this, 'ExchangeRoleArn', { value: role.roleArn });
    }
    this.secretArns = {
      personKeys: new KeySecret(this, 'PersonKeys', {
        description: "person-keys: the keys by which persons' numbers are looked up and encrypted.",
        retain,
        noRotationBecause:
          'A new key version is added by command: aliases under the old one must be written anew first.',
      }).arn,
      signingKey: new KeySecret(this, 'SigningKey', {
        description: 'signing-key: the key that signs the manifests of publications.',
        retain,
        noRotationBecause: 'Readers pin the public key: a change is announced with a date, then made by command.',
      }).arn,
      webhookKeys: new KeySecret(this, 'WebhookKeys', {
        description: "webhook-keys: the keys under which the secrets of departments' endpoints are sealed.",
        retain,
        noRotationBecause:
          'A new key version is added by command: secrets sealed under an old one are opened until departments rotate them.',
      }).arn,
    };
  }
}
