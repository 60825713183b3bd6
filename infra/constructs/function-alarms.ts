import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { messages } from '../../shared/kernel/log.ts';
import type { HouseFunction } from './house-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { linesOf } from './lines-of.ts';

export interface FunctionAlarmsProps {
  readonly postRecords: HouseFunction;
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
  readonly topic: ITopic;
}

/** Functions whose failure neither a queue nor the API's own alarm would show. */
export class FunctionAlarms extends Construct {
  constructor(scope: Construct, id: string, props: FunctionAlarmsProps) {
    super(scope, id);
    const {
      postRecords,
      foldStatistics,
      foldDeltas,
      discloseStatistics,
      laySite,
      flagChecks,
      packExchange,
      endByDate,
      retain,
      runClocks,
      sendDeliveries,
      topic,
    } = props;
    const period = Duration.minutes(5);
    new ImpactAlarm(this, 'PostErrors', {
      name: 'post-records-errors',
      what: 'The function that takes records in crashed.',
      impact: 'A department does not know whether its record was stored; it is safe for it to send it again.',
      metric: postRecords.lambda.metricErrors({ period }),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'PostThrottles', {
      name: 'post-records-throttles',
      what: "The account's limit of concurrent functions turned posts away.",
      impact: 'Departments get errors for good records and must send them again.',
      metric: postRecords.lambda.metricThrottles({ period }),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'FoldErrors', {
      name: 'fold-statistics-errors',
      what: 'The counts have not been folded for an hour.',
      impact: 'The credit office reads figures that are behind; no record, notice or publication is affected.',
      metric: foldStatistics.lambda.metricErrors({ period: Duration.minutes(15) }),
      limit: { from: 1 },
      periods: 4,
      topic,
    });
    new ImpactAlarm(this, 'FoldDeltasErrors', {
      name: 'fold-deltas-errors',
      what: 'The deltas of the days have not been folded for three hours.',
      impact: 'Whoever keeps a copy by daily deltas learns late what has left; the public copy itself is not affected.',
      metric: foldDeltas.lambda.metricErrors({ period: Duration.hours(1) }),
      limit: { from: 1 },
      periods: 3,
      topic,
    });
    new ImpactAlarm(this, 'DiscloseStatisticsErrors', {
      name: 'disclose-statistics-errors',
      what: 'The figures for the public have not been written for some hours.',
      impact: 'The public reads figures that are behind; no entry is affected.',
      metric: discloseStatistics.lambda.metricErrors({ period: Duration.hours(1) }),
      limit: { from: 1 },
      periods: 4,
      topic,
    });
    new ImpactAlarm(this, 'LaySiteErrors', {
      name: 'lay-site-errors',
      what: 'The pages of the public site could not be laid down since the last deployment.',
      impact:
        'The public reads the pages of before, or none after a first deployment; published files are not affected.',
      metric: laySite.lambda.metricErrors({ period: Duration.minutes(15) }),
      limit: { from: 1 },
      periods: 2,
      topic,
    });
    new ImpactAlarm(this, 'PackErrors', {
      name: 'pack-exchange-errors',
      what: 'A package for the superior platform was not made, or what follows from one was not noted.',
      impact: 'What ended here is still shown on 信用大连 and other sites, and new entries are not.',
      metric: packExchange.lambda.metricErrors({ period }),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'EndByDateErrors', {
      name: 'end-by-date-errors',
      what: 'The daily search for what has ended by date failed.',
      impact: 'Departments are not told to lift measures whose term is over; no check answers with them all the same.',
      metric: endByDate.lambda.metricErrors({ period }),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'RetainErrors', {
      name: 'retain-errors',
      what: 'The nightly search for what may be kept no longer failed.',
      impact:
        'Content stays in the register longer than the law lets it; nothing of it is public or used all the same.',
      metric: retain.lambda.metricErrors({ period }),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'FlagErrors', {
      name: 'flag-checks-errors',
      what: 'The daily look for checks without an outcome failed.',
      impact: 'Auditors do not learn which departments left a measure unanswered; no check or measure is affected.',
      metric: flagChecks.lambda.metricErrors({ period: Duration.hours(1) }),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'RunClocksErrors', {
      name: 'run-clocks-errors',
      what: 'The clocks of some tasks could not be run.',
      impact: 'Departments are not reminded of what they owe, and nobody hears of those that stay silent.',
      metric: runClocks.lambda.metricErrors({ period }),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'ExchangeRemovalsOwed', {
      name: 'exchange-removals-owed',
      what: 'The superior platform has not confirmed a removal, and the credit office was reminded in vain.',
      impact: 'What ended here may still be shown on 信用大连 and other sites.',
      metric: linesOf(runClocks, 'ExchangeRemovalsOwed', [messages.exchangeRemovalOwed]),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'SendDeliveriesErrors', {
      name: 'send-deliveries-errors',
      what: 'Webhooks that failed once could not be sent again.',
      impact: 'Departments with a system of their own learn of changes only when somebody opens the inbox.',
      metric: sendDeliveries.lambda.metricErrors({ period }),
      limit: { from: 1 },
      // One run that fails is made good by the next, a minute later.
      periods: 2,
      topic,
    });
    new ImpactAlarm(this, 'WebhooksGivenUp', {
      name: 'webhooks-given-up',
      what: 'A webhook failed ten times over 75 hours and is not tried again by itself.',
      impact: "A department's system has not heard of a change; it lies in the department's inbox all the same.",
      metric: linesOf(sendDeliveries, 'WebhooksGivenUp', [messages.deliveryGivenUp]),
      limit: { from: 1 },
      topic,
    });
    new ImpactAlarm(this, 'WebhookOwnFaults', {
      name: 'webhook-own-faults',
      what: 'Webhooks were not sent for a reason that lies with us, not with a receiver.',
      impact: 'Every department that is told by webhook may be waiting; inboxes are filled all the same.',
      metric: linesOf(sendDeliveries, 'WebhookOwnFaults', [messages.deliveryOwnFault]),
      limit: { from: 1 },
      topic,
    });
  }
}
