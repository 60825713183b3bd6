import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { deliverOneByOne } from './queue-with-dead-letters.ts';

/** Files come one by one; a campaign of uploads must not take the API's share of functions. */
const SCANS_AT_ONCE = 5;
/** Who sent a file waits for it in front of a form. */
const LATE_AFTER = Duration.minutes(15);

export interface FileScansProps {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly scanFile: HouseFunction;
  readonly topic: ITopic;
}

/** From a file that came to the word on it, and who hears when there is none. */
export class FileScans extends Construct {
  constructor(scope: Construct, id: string, { queue, deadLetters, scanFile, topic }: FileScansProps) {
    super(scope, id);
    deliverOneByOne(queue, scanFile, SCANS_AT_ONCE);
    const period = Duration.minutes(5);
    new ImpactAlarm(this, 'DeadLettersNotEmpty', {
      name: 'file-scan-dead-letters',
      what: 'Files that were sent could not be looked at.',
      impact: 'Subjects and departments cannot use the files that they handed in, and their terms run meanwhile.',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'Late', {
      name: 'file-scans-late',
      what: `A file that was sent has waited for its scan for more than ${LATE_AFTER.toMinutes()} minutes.`,
      impact: 'Objections and applications wait for files that were handed in; after a week what was sent is deleted.',
      metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      limit: { from: LATE_AFTER.toSeconds() },
      topic,
    });
  }
}
