import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import type { HouseFunction } from './house-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { linesOf } from './lines-of.ts';

/** A day and two hours: the daily publication, with time for its repeats. */
const STALE_AFTER_HOURS = 26;
/** A withdrawal reaches the public copy within minutes. */
const REMOVAL_LATE_AFTER = Duration.minutes(15);
const FIRINGS_MISSED = 3;
const IDLE_AT_LEAST = Duration.minutes(30);

export interface PublicationAlarmsProps {
  readonly publisher: HouseFunction;
  readonly publications: Queue;
  readonly publishEveryMinutes: number;
  readonly topic: ITopic;
}

/** All that can go wrong between a decision to publish or remove, and the public copy. */
export class PublicationAlarms extends Construct {
  constructor(scope: Construct, id: string, props: PublicationAlarmsProps) {
    super(scope, id);
    const { publisher, publications, topic } = props;
    const fiveMinutes = Duration.minutes(5);
    new ImpactAlarm(this, 'Errors', {
      name: 'publish-errors',
      what: 'A publication run failed.',
      impact:
        'Readers see the last good state; entries that must leave wait for the next run, hidden but in the files.',
      metric: publisher.lambda.metricErrors({ period: fiveMinutes }),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'RemovalsLate', {
      name: 'disclosure-removals-late',
      what: `The oldest request to publish has waited for more than ${REMOVAL_LATE_AFTER.toMinutes()} minutes.`,
      impact: 'Withdrawn and expired entries may still lie in public files, to the harm of those whom they name.',
      metric: publications.metricApproximateAgeOfOldestMessage({ period: fiveMinutes, statistic: 'Maximum' }),
      limit: { from: REMOVAL_LATE_AFTER.toSeconds() },
      topic,
    });
    const idleMinutes = Math.max(IDLE_AT_LEAST.toMinutes(), FIRINGS_MISSED * props.publishEveryMinutes);
    new ImpactAlarm(this, 'Idle', {
      name: 'publisher-idle',
      what: `The publisher has not been started for ${idleMinutes} minutes.`,
      impact: 'Entries whose term ended stay in public files, and new ones miss their 7 working days.',
      metric: publisher.lambda.metricInvocations({ period: fiveMinutes }),
      limit: { below: 1 },
      periods: Math.ceil(idleMinutes / fiveMinutes.toMinutes()),
      topic,
    });
    new ImpactAlarm(this, 'Stale', {
      name: 'latest-publication-stale',
      what: `No publication was completed within ${STALE_AFTER_HOURS} hours.`,
      impact: 'The public reads an old state, and departments breach their 7 working days without fault.',
      metric: linesOf(publisher, 'PublicationsProjected', [publisherMessages.projected]),
      limit: { below: 1 },
      periods: STALE_AFTER_HOURS,
      topic,
    });
    const { additionsHeld, additionsFailed, entryRefused, fileFull, clockBehind, fileDamaged, digestDiffers } =
      publisherMessages;
    new ImpactAlarm(this, 'Held', {
      name: 'additions-held-back',
      what: 'The publisher holds back new entries until a person has looked at them; removals go out.',
      impact: 'Departments breach their 7 working days without fault.',
      metric: linesOf(publisher, 'AdditionsHeldBack', [
        additionsHeld,
        additionsFailed,
        entryRefused,
        fileFull,
        clockBehind,
      ]),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'Damaged', {
      name: 'public-copy-damaged',
      what: 'Public files are not what was published, or do not add up.',
      impact: 'Readers may see a false entry or miss a true one, and no verifier will accept the publication.',
      metric: linesOf(publisher, 'PublicCopyDamaged', [fileDamaged, digestDiffers]),
      limit: { from: 1 },
      topic,
    });
  }
}
