import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { deliverOneByOne, type QueueWithDeadLetters } from './queue-with-dead-letters.ts';

/** Files that are read from end to end at a time: a small one does not wait behind the parts of a large one. The least that SQS knows. */
const FILES_AT_ONCE = 2;

/**
 * Parts at a time. Each writes some 600 rows a second (a core's worth of our own work beside a call of 25 rows), two units a row: three take
 * less than the 4,000 units a second of a fresh table, so that posts over the API find room, and a million rows take ten minutes.
 */
const PARTS_AT_ONCE = 3;

/** A million rows take minutes, several such files less than an hour. */
const LATE_AFTER = Duration.hours(2);

export interface ImportWorkProps {
  readonly files: QueueWithDeadLetters;
  readonly parts: QueueWithDeadLetters;
  readonly takeImports: HouseFunction;
  readonly topic: ITopic;
}

/** From a file of records that came to its last row, and who hears when it stands still. */
export class ImportWork extends Construct {
  constructor(scope: Construct, id: string, { files, parts, takeImports, topic }: ImportWorkProps) {
    super(scope, id);
    deliverOneByOne(files.queue, takeImports, FILES_AT_ONCE);
    deliverOneByOne(parts.queue, takeImports, PARTS_AT_ONCE);
    const period = Duration.minutes(5);
    const each = { period, statistic: 'Maximum' };
    new ImpactAlarm(this, 'FileDeadLettersNotEmpty', {
      name: 'import-file-dead-letters',
      what: 'A file of records could not be read from end to end.',
      impact: 'Records that a department handed in are not in the register, and checks that should find them do not.',
      metric: files.deadLetters.metricApproximateNumberOfMessagesVisible(each),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'PartDeadLettersNotEmpty', {
      name: 'import-part-dead-letters',
      what: 'A part of a file of records could not be taken in.',
      impact: 'Some rows of the file are records and others are not, and its department is not told of its end.',
      metric: parts.deadLetters.metricApproximateNumberOfMessagesVisible(each),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'Late', {
      name: 'imports-late',
      what: `A part of a file of records has waited for more than ${LATE_AFTER.toHours()} hours.`,
      impact: 'Departments wait for the outcome of what they handed in; what was sent is deleted after two weeks.',
      metric: parts.queue.metricApproximateAgeOfOldestMessage(each),
      limit: { from: LATE_AFTER.toSeconds() },
      topic,
    });
  }
}
