import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { IN, PREPARED } from '../../shared/exchange/paths.ts';
import { PrivateBucket } from './private-bucket.ts';
import { tellQueue } from './tell-queue.ts';

/** A quarter: the counterpart fetches packages within the hour, and what was withdrawn since must not lie here for good. */
const KEPT = Duration.days(92);
/** A run clears up after itself; what an interrupted one left is finished by the next. */
const PREPARED_KEPT = Duration.days(14);

export interface ExchangeBucketProps {
  readonly retain: boolean;
  /** Hears of every object that the counterpart writes. */
  readonly arrivals: Queue;
}

/** Packages to the superior platform and from it. Persons' numbers lie here and in no other bucket: it is an exchange, no publication. */
export class ExchangeBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, { retain, arrivals }: ExchangeBucketProps) {
    super(scope, id, {
      retain,
      expiration: KEPT,
      lifecycleRules: [{ prefix: PREPARED, expiration: PREPARED_KEPT }],
      noAccessLogBecause:
        'Every package is numbered and receipted, and each entry bears the package that spoke of it; all of it expires.',
    });
    tellQueue(this.bucket, arrivals, IN);
  }
}
