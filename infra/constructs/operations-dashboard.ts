import { ArnFormat, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  AlarmWidget,
  Dashboard,
  PeriodOverride,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { chunks } from '../../shared/kernel/concurrently.ts';
import { ImpactAlarm } from './impact-alarm.ts';

export interface OperationsDashboardProps {
  readonly name: string;
  /** Names of alarms of other stacks, in full. */
  readonly alarmsElsewhere: readonly string[];
}

const COLUMNS = 24;
const GRAPHS_A_ROW = 3;
const GRAPH_HEIGHT = 5;

/**
 * One page for who is on duty: every alarm's state, then what each one watches with its limit, in the order of their
 * names, which are the runbook's headings. Made from the alarms that stand beside it: a new one is on it by itself.
 */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, { name, alarmsElsewhere }: OperationsDashboardProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const alarms = stack.node
      .findAll()
      .filter((construct) => construct instanceof ImpactAlarm)
      .toSorted((a, b) => (a.heading < b.heading ? -1 : 1));
    const others = alarmsElsewhere.map((alarmName) =>
      Alarm.fromAlarmArn(this, alarmName, stack.formatArn({ ...ALARM, resourceName: alarmName })),
    );
    const all = [...alarms.map(({ alarm }) => alarm), ...others];
    new Dashboard(this, 'Dashboard', {
      dashboardName: name,
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        [new TextWidget({ markdown: INTRODUCTION, width: COLUMNS, height: 2 })],
        [
          new AlarmStatusWidget({
            title: 'Alarms',
            alarms: all,
            width: COLUMNS,
            height: Math.ceil(all.length / 4) + 1,
          }),
        ],
        ...chunks(alarms, GRAPHS_A_ROW).map((row) => row.map(graphOf)),
      ],
    });
  }
}

const ALARM = { service: 'cloudwatch', resource: 'alarm', arnFormat: ArnFormat.COLON_RESOURCE_NAME };

const graphOf = ({ heading, alarm }: ImpactAlarm) =>
  new AlarmWidget({ title: heading, alarm, width: COLUMNS / GRAPHS_A_ROW, height: GRAPH_HEIGHT });

const INTRODUCTION =
  'Every alarm is a heading of docs/runbook.md: what it means, who is hurt, what to do, when it is over. Withdrawals come before anything else.';
