import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { messages } from '../../shared/kernel/log.ts';
import { propertiesOf, synthesise } from './synthesis.ts';

const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const headings = [...runbook.matchAll(/^## ([a-z-]+)$/gm)].map(([, heading]) => heading ?? '');
const sectionOf = (heading: string) =>
  runbook.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? '';

const { stateful, stateless, api } = synthesise();
const alarms = [stateless, api]
  .flatMap((stack) => Object.values(propertiesOf(stack, 'AWS::CloudWatch::Alarm')))
  .map((alarm) => ({ ...alarm, name: String(alarm.AlarmName).replace(/^JointCredit(Stateless|Api)-/, '') }));
const topics = Object.keys(propertiesOf(stateless, 'AWS::SNS::Topic'));

describe('alarms', () => {
  it('watch all that fails in silence', () => {
    expect(alarms.map(({ name }) => name).toSorted()).toEqual([
      'additions-held-back',
      'api-server-errors',
      'case-work-dead-letters',
      'disclose-statistics-errors',
      'disclosure-removals-late',
      'end-by-date-errors',
      'exchange-dead-letters',
      'exchange-refused',
      'exchange-removals-owed',
      'file-scan-dead-letters',
      'file-scans-late',
      'flag-checks-errors',
      'fold-deltas-errors',
      'fold-statistics-errors',
      'import-file-dead-letters',
      'import-part-dead-letters',
      'imports-late',
      'latest-publication-stale',
      'lay-site-errors',
      'notification-dead-letters',
      'pack-exchange-errors',
      'post-records-errors',
      'post-records-throttles',
      'public-copy-damaged',
      'publication-dead-letters',
      'publish-errors',
      'publisher-idle',
      'relay-behind',
      'relay-failures-not-empty',
      'retain-errors',
      'run-clocks-errors',
      'send-deliveries-errors',
      'webhook-own-faults',
      'webhooks-given-up',
    ]);
  });

  it('stand on one dashboard, those of the API too', () => {
    const [dashboard] = Object.values(propertiesOf(stateless, 'AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(dashboard);
    for (const { name } of alarms.filter((alarm) => !alarm.AlarmName.startsWith('JointCreditApi')))
      expect(body).toContain(`\\"title\\":\\"${name}\\"`);
    expect(body).toContain('alarm:JointCreditApi-api-server-errors');
  });

  it('watch every queue of dead letters and failures', () => {
    const watched = alarms
      .filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible')
      .map(({ Dimensions: [{ Value }] }) =>
        'Fn::GetAtt' in Value ? Value['Fn::GetAtt'][0] : /GetAtt(\w+?)QueueName/.exec(Value['Fn::ImportValue'])?.[1],
      );
    const queues = [stateless, stateful].flatMap((stack) => Object.entries(propertiesOf(stack, 'AWS::SQS::Queue')));
    const ends = queues.filter(([, { RedrivePolicy }]) => RedrivePolicy === undefined).map(([id]) => id);
    expect(watched.toSorted()).toEqual(ends.toSorted());
  });

  it('have each a heading of the runbook, and no heading is without its alarm', () => {
    for (const { name, AlarmDescription } of alarms) {
      expect(AlarmDescription).toMatch(new RegExp(`docs/runbook\\.md#${name}$`));
      expect(headings).toContain(name);
    }
  });

  it.each(alarms)(
    '$name has a runbook that says what it means, who is hurt, what to do and when it is over',
    ({ name }) => {
      for (const part of ['What it means.', 'Who is hurt.', 'What to do now.', 'It is over when']) {
        expect(sectionOf(name)).toContain(`**${part}`);
      }
    },
  );

  it('tell the same people when it begins and when it is over', () => {
    expect(topics).toHaveLength(1);
    // The API's alarm, in a stack of its own, imports the topic of the others.
    const here = { Ref: topics[0] };
    const imported = { 'Fn::ImportValue': expect.stringContaining(`OutputRef${topics[0]}`) };
    for (const { name, AlarmActions, OKActions } of alarms) {
      const topic = name === 'api-server-errors' ? imported : here;
      expect(AlarmActions).toEqual([topic]);
      expect(OKActions).toEqual([topic]);
    }
  });

  it('take silence for an alarm where something must happen', () => {
    const must = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching').map(({ name }) => name);
    expect(must.toSorted()).toEqual(['latest-publication-stale', 'publisher-idle']);
  });

  it('stay within what CloudWatch looks back on: a day, or seven with periods of an hour', () => {
    for (const { Period, EvaluationPeriods } of alarms) {
      expect(Period * EvaluationPeriods).toBeLessThanOrEqual((Period >= 3_600 ? 7 : 1) * 86_400);
    }
  });
});

describe('alarms on log lines', () => {
  it('listen to the very words of the publisher, of the exchange, and of who sends webhooks', () => {
    const filters = Object.values(propertiesOf(stateless, 'AWS::Logs::MetricFilter'));
    const heard = filters.flatMap(({ FilterPattern }) =>
      [...FilterPattern.matchAll(/"([^"]+)"/g)].map(([, words]) => words),
    );
    expect(heard.toSorted()).toEqual([
      'additions could not be built, only removals go out',
      'additions held back by the volume check',
      'additions to a full public file held back',
      'delivery failed by our own fault',
      'delivery given up',
      'entry refused at the last gate',
      'packages from the superior platform are missing',
      'public file damaged',
      'public state differs from its digest',
      'publication projected',
      'the clock stands before the day of the newest version, only removals go out',
      'the superior platform did not take an entry',
      'the superior platform has not confirmed a removal',
      'what came from the superior platform was refused',
    ]);
    expect(Object.values({ ...publisherMessages, ...messages })).toEqual(expect.arrayContaining(heard));
  });
});

describe('the alarm topic', () => {
  const statements = Object.values(propertiesOf(stateless, 'AWS::SNS::TopicPolicy')).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );
  const [key] = Object.values(propertiesOf(stateless, 'AWS::KMS::Key'));
  const cloudWatchOfThisAccount = {
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  };

  it('refuses who comes without TLS', () => {
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 'sns:Publish',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it("is encrypted under a key that the account's alarms can use", () => {
    expect(propertiesOf(stateless, 'AWS::SNS::Topic')[topics[0] ?? '']).toHaveProperty('KmsMasterKeyId');
    expect(key.EnableKeyRotation).toBe(true);
    expect(key.KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({ ...cloudWatchOfThisAccount, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }),
    );
    expect(statements).toContainEqual(expect.objectContaining({ ...cloudWatchOfThisAccount, Action: 'sns:Publish' }));
  });
});
