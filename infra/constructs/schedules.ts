import { Aws, TimeZone } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';

/** A missed firing is not worth repeating for long: the next one does its work. */
const RETRIES = { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 600 };
const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';
const FOLD_EVERY_MINUTES = 15;
/** Figures by month need no more; the hour's last fold is at most a quarter of an hour old. */
const STATISTICS_EVERY_MINUTES = 60;
/** After a deployment the site is there this soon; a run that finds it there is one read. */
const LAY_SITE_EVERY_MINUTES = 5;
/** The first rungs of the ladder are seconds and minutes. */
const SEND_EVERY_MINUTES = 1;
/** What was withdrawn must be gone from other sites within three working days (行政处罚法 48): packing is the least of that. */
const PACK_EVERY_MINUTES = 15;
/** What ends with a day ends at midnight; a few minutes later no machine's clock still shows the day before. */
const AFTER_MIDNIGHT = 'cron(5 0 * * ? *)';

/** What has ended by date has ended by then; in the small hours erasing is in nobody's way. */
const AFTER_THE_ENDS = 'cron(0 2 * * ? *)';

/** Early enough that whoever looks into it finds it in the morning. */
const FLAG_CHECKS_AT = 'cron(30 6 * * ? *)';
/** Before the day's work and in the middle of it: the second run makes good for a first one that failed. */
const AT_OFFICE_HOURS = 'cron(0 8,14 * * ? *)';

/** Some minutes after the day's first version; the other hours make good for one that came late or a run that failed. */
const FOLD_DELTAS_AT = 'cron(20 * * * ? *)';

export interface SchedulesProps {
  readonly publications: Queue;
  readonly publishEveryMinutes: number;
  readonly foldStatistics: HouseFunction;
  readonly foldDeltas: HouseFunction;
  readonly discloseStatistics: HouseFunction;
  readonly laySite: HouseFunction;
  readonly flagChecks: HouseFunction;
  readonly packExchange: HouseFunction;
  readonly endByDate: HouseFunction;
  readonly retain: HouseFunction;
  readonly runClocks: HouseFunction;
  readonly sendDeliveries: HouseFunction;
}

/** What happens by the clock of Beijing. Each kind of target has a role of its own. */
export class Schedules extends Construct {
  readonly #group: CfnScheduleGroup;
  #invoke: Role | undefined;

  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    this.#group = new CfnScheduleGroup(this, 'Group');
    const send = this.#roleFor('SendRole');
    send.addToPolicy(statement('sqs:SendMessage', props.publications.queueArn));
    const publish = (reason: 'daily' | 'additions') => ({
      arn: props.publications.queueArn,
      roleArn: send.roleArn,
      input: JSON.stringify({ reason, at: SCHEDULED_TIME }),
      sqsParameters: { messageGroupId: 'publication' },
    });
    this.#add('publish-daily', 'cron(0 0 * * ? *)', publish('daily'));
    this.#add('publish-additions', every(props.publishEveryMinutes), publish('additions'));
    this.#start(props.foldStatistics, 'fold-statistics', every(FOLD_EVERY_MINUTES));
    this.#start(props.foldDeltas, 'fold-deltas', FOLD_DELTAS_AT);
    this.#start(props.discloseStatistics, 'disclose-statistics', every(STATISTICS_EVERY_MINUTES));
    this.#start(props.laySite, 'lay-site', every(LAY_SITE_EVERY_MINUTES));
    this.#start(props.packExchange, 'pack-exchange', every(PACK_EVERY_MINUTES));
    this.#start(props.endByDate, 'end-by-date', AFTER_MIDNIGHT);
    this.#start(props.retain, 'retain', AFTER_THE_ENDS);
    this.#start(props.flagChecks, 'flag-checks', FLAG_CHECKS_AT);
    this.#start(props.sendDeliveries, 'send-deliveries', every(SEND_EVERY_MINUTES));
    this.#start(props.runClocks, 'run-clocks', AT_OFFICE_HOURS);
  }

  #start({ lambda }: HouseFunction, name: string, expression: string): void {
    this.#invoke ??= this.#roleFor('InvokeRole');
    this.#invoke.addToPolicy(statement('lambda:InvokeFunction', lambda.functionArn));
    const input = JSON.stringify({ at: SCHEDULED_TIME });
    this.#add(name, expression, { arn: lambda.functionArn, roleArn: this.#invoke.roleArn, input });
  }

  #add(name: string, expression: string, target: Omit<CfnSchedule.TargetProperty, 'retryPolicy'>): void {
    new CfnSchedule(this, name, {
      name,
      groupName: this.#group.ref,
      scheduleExpression: expression,
      scheduleExpressionTimezone: TimeZone.ASIA_SHANGHAI.timezoneName,
      flexibleTimeWindow: { mode: 'OFF' },
      target: { ...target, retryPolicy: RETRIES },
    });
  }

  #roleFor(id: string): Role {
    return new Role(this, id, {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': this.#group.attrArn } },
      }),
    });
  }
}

const statement = (action: string, resource: string) =>
  new PolicyStatement({ actions: [action], resources: [resource] });

const every = (minutes: number) => `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`;
