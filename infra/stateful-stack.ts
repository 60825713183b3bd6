import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Config } from './config.ts';
import { DerivedTable } from './constructs/derived-table.ts';
import { DisclosureBucket } from './constructs/disclosure-bucket.ts';
import { KeySecret } from './constructs/key-secret.ts';
import { PlacementRules } from './constructs/placement-rules.ts';
import { PrivateBucket } from './constructs/private-bucket.ts';
import { RegisterTable } from './constructs/register-table.ts';

export interface StatefulStackProps extends StackProps {
  readonly config: Config;
}

/** All that must outlive a deployment: tables, buckets, secrets, and nothing else. */
export class StatefulStack extends Stack {
  readonly register: Table;
  readonly derived: Table;
  readonly buckets: Readonly<Record<'disclosure' | 'staging' | 'exchange', PrivateBucket>>;
  readonly secretArns: Readonly<Record<'personKeys' | 'signingKey', string>>;

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
    this.buckets = {
      disclosure: new DisclosureBucket(this, 'Disclosure', { retain, reader: config.disclosureReader }),
      staging: new PrivateBucket(this, 'Staging', {
        retain,
        // Longer than any outage: the plan of an unfinished publication must still be there. Runs clean up after themselves.
        expiration: Duration.days(30),
        noAccessLogBecause:
          "The publisher's workshop: one role writes and reads it, and all in it is gone when its run is done.",
      }),
      exchange: new PrivateBucket(this, 'Exchange', {
        retain,
        // A quarter: the superior platform fetches what is written weekly, and what was withdrawn meanwhile must not lie here for good.
        expiration: Duration.days(92),
        noAccessLogBecause:
          'What lies here is on its way to the superior platform: one role writes it, each head bears the receipt, and it expires.',
      }),
    };
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
    };
  }
}
