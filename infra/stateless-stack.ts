import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { CASE_WORK_ATTEMPTS } from '../shared/cases/case-work.ts';
import { DELIVERY_ATTEMPTS } from '../shared/notifications/delivery-attempts.ts';
import { RELAYED } from '../shared/register/relayed.ts';
import { type Config, partName } from './config.ts';
import { AlarmTopic } from './constructs/alarm-topic.ts';
import { DisclosureSite } from './constructs/disclosure-site.ts';
import { ExchangeIntake } from './constructs/exchange-intake.ts';
import { FifoQueueWithDeadLetters } from './constructs/fifo-queue-with-dead-letters.ts';
import { FileScans } from './constructs/file-scans.ts';
import { FunctionAlarms } from './constructs/function-alarms.ts';
import { ImportWork } from './constructs/import-work.ts';
import { OperationsDashboard } from './constructs/operations-dashboard.ts';
import { PublicationAlarms } from './constructs/publication-alarms.ts';
import { Schedules } from './constructs/schedules.ts';
import { StreamRelay } from './constructs/stream-relay.ts';
import { timeoutSecondsOf } from './functions.ts';
import { houseFunctions } from './house-functions.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface StatelessStackProps extends StackProps {
  readonly config: Config;
  readonly stateful: StatefulStack;
}

/** What works and can be thrown away and deployed again: functions, queues, schedules, alarms, the public site. */
export class StatelessStack extends Stack {
  readonly alarmTopic: ITopic;

  constructor(scope: Construct, id: string, { config, stateful, ...props }: StatelessStackProps) {
    super(scope, id, { ...props, description: 'Joint Credit: functions, queues, schedules and alarms.' });
    // Said by CDK itself, of its own: a role named twice as a dependency, and outputs that repeat the other stack's.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005', 'W6001'] } } };
    const { publishEveryMinutes } = config;
    const { topic } = new AlarmTopic(this, 'AlarmTopic');
    this.alarmTopic = topic;

    const notifications = new FifoQueueWithDeadLetters(this, 'PunishmentNotifications', {
      name: partName(config, 'punishment-notifications'),
      consumerTimeoutSeconds: timeoutSecondsOf('deliver-notification'),
      attempts: DELIVERY_ATTEMPTS,
      deadLetters: {
        alarmName: 'notification-dead-letters',
        impact: 'Departments were not told of records that concern them and may decide without knowing.',
      },
      topic,
    });
    const publications = new FifoQueueWithDeadLetters(this, 'Publication', {
      name: partName(config, 'publication'),
      consumerTimeoutSeconds: timeoutSecondsOf('publish'),
      comesAgainSoon: true,
      attempts: 10,
      deadLetters: {
        alarmName: 'publication-dead-letters',
        impact:
          'The public copy has not followed for some minutes; entries that must leave may still lie in its files.',
      },
      topic,
    });

    const caseWork = new FifoQueueWithDeadLetters(this, 'CaseWork', {
      name: partName(config, 'case-work'),
      consumerTimeoutSeconds: timeoutSecondsOf('work-on-cases'),
      comesAgainSoon: true,
      // A night on which thousands of measures end must not take the API's share of functions, nor the table's of writes.
      consumersAtOnce: 10,
      attempts: CASE_WORK_ATTEMPTS,
      deadLetters: {
        alarmName: 'case-work-dead-letters',
        impact:
          'Departments were not given measures to apply, or not told to lift them, and subjects bear what has ended.',
      },
      topic,
    });

    const functionOf = houseFunctions(this, {
      config,
      stateful,
      queues: { notifications, publications, caseWork, importParts: stateful.importWork.parts },
    });
    notifications.deliverTo(functionOf('deliver-notification'));
    publications.deliverTo(functionOf('publish'));
    caseWork.deliverTo(functionOf('work-on-cases'));
    new FileScans(this, 'FileScans', { ...stateful.fileScans, scanFile: functionOf('scan-file'), topic });
    new ExchangeIntake(this, 'ExchangeIntake', {
      ...stateful.exchangeArrivals,
      takeExchange: functionOf('take-exchange'),
      topic,
    });
    new ImportWork(this, 'ImportWork', { ...stateful.importWork, takeImports: functionOf('take-imports'), topic });
    new StreamRelay(this, 'RegisterStream', {
      source: stateful.register,
      entities: RELAYED,
      relay: functionOf('relay'),
      failuresQueueName: partName(config, 'relay-failures'),
      topic,
    });
    new Schedules(this, 'Schedules', {
      publications: publications.queue,
      publishEveryMinutes,
      foldStatistics: functionOf('fold-statistics'),
      foldDeltas: functionOf('fold-deltas'),
      discloseStatistics: functionOf('disclose-statistics'),
      laySite: functionOf('lay-site'),
      flagChecks: functionOf('flag-checks'),
      packExchange: functionOf('pack-exchange'),
      endByDate: functionOf('end-by-date'),
      retain: functionOf('retain'),
      runClocks: functionOf('run-clocks'),
      sendDeliveries: functionOf('send-deliveries'),
    });
    new PublicationAlarms(this, 'PublicationAlarms', {
      publisher: functionOf('publish'),
      publications: publications.queue,
      publishEveryMinutes,
      topic,
    });
    new FunctionAlarms(this, 'FunctionAlarms', {
      postRecords: functionOf('post-records'),
      foldStatistics: functionOf('fold-statistics'),
      foldDeltas: functionOf('fold-deltas'),
      discloseStatistics: functionOf('disclose-statistics'),
      laySite: functionOf('lay-site'),
      flagChecks: functionOf('flag-checks'),
      packExchange: functionOf('pack-exchange'),
      endByDate: functionOf('end-by-date'),
      retain: functionOf('retain'),
      runClocks: functionOf('run-clocks'),
      sendDeliveries: functionOf('send-deliveries'),
      topic,
    });

    this.#addOutputs({
      RegisterTable: stateful.register.tableName,
      DerivedTable: stateful.derived.tableName,
      DisclosureBucket: stateful.buckets.disclosure.bucket.bucketName,
      StagingBucket: stateful.buckets.staging.bucket.bucketName,
      ExchangeBucket: stateful.buckets.exchange.bucket.bucketName,
      FilesBucket: stateful.buckets.files.bucket.bucketName,
      FileScanQueueUrl: stateful.fileScans.queue.queueUrl,
      ExchangeArrivalsQueueUrl: stateful.exchangeArrivals.queue.queueUrl,
      ImportsBucket: stateful.buckets.imports.bucket.bucketName,
      ImportFileQueueUrl: stateful.importWork.files.queue.queueUrl,
      ImportPartQueueUrl: stateful.importWork.parts.queue.queueUrl,
      LedgerBucket: stateful.buckets.ledger.bucket.bucketName,
      NotificationQueueUrl: notifications.queue.queueUrl,
      PublicationQueueUrl: publications.queue.queueUrl,
      CaseWorkQueueUrl: caseWork.queue.queueUrl,
      PersonKeysSecret: stateful.secretArns.personKeys,
      SigningKeySecret: stateful.secretArns.signingKey,
      WebhookKeysSecret: stateful.secretArns.webhookKeys,
      AlarmTopicArn: topic.topicArn,
    });
    new OperationsDashboard(this, 'Dashboard', {
      name: partName(config, 'joint-credit'),
      alarmsElsewhere: [`${config.stackPrefix}Api-api-server-errors`],
    });
    if (config.disclosureReader === 'cloudfront') {
      const site = new DisclosureSite(this, 'DisclosureSite', {
        bucket: stateful.buckets.disclosure.bucket,
        domain: config.siteDomain,
        certificateArn: config.siteCertificateArn,
      });
      this.#addOutputs({ SiteUrl: site.url });
    }
  }

  #addOutputs(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
