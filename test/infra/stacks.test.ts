import { Duration } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { FUNCTION_NAMES } from '../../infra/function-names.ts';
import { appWith, propertiesOf, synthesise } from './synthesis.ts';

const { stateful, stateless, api } = synthesise({ disclosureReader: 'cloudfront' });
const templates = [
  { name: 'stateful', template: stateful.toJSON() },
  { name: 'stateless', template: stateless.toJSON() },
  { name: 'api', template: api.toJSON() },
];

/** Asset hashes change with the code, which is no concern of the templates. */
const normalised = (template: unknown): unknown =>
  JSON.parse(JSON.stringify(template).replace(/[0-9a-f]{64}\.zip/g, '<asset>.zip'));

const typesOf = (template: Record<string, unknown>): readonly string[] =>
  [
    ...new Set(Object.values(template['Resources'] as Record<string, { Type: string }>).map(({ Type }) => Type)),
  ].toSorted();

describe.each(templates)('the $name template', ({ template }) => {
  it('is what was agreed on (a change shows here, and is looked at)', () => {
    expect(normalised(template)).toMatchSnapshot();
  });

  it('names no partition: it is the same in every one', () => {
    expect(JSON.stringify(template)).not.toMatch(/arn:aws[a-z-]*:/);
    expect(JSON.stringify(template)).not.toMatch(/amazonaws\.com\.cn/);
  });

  it('asks for nothing: no parameter, no look-up in Parameter Store', () => {
    expect(template).not.toHaveProperty('Parameters');
    expect(JSON.stringify(template)).not.toContain('{{resolve:');
  });

  it('has room for a hundred resources more, of the five hundred that CloudFormation takes', () => {
    expect(Object.keys(template['Resources']).length).toBeLessThanOrEqual(400);
  });

  it('runs no code of its own while it is deployed', () => {
    for (const type of typesOf(template)) expect(type).toMatch(/^AWS::(?!CloudFormation::)/);
  });
});

describe('the stateful stack', () => {
  it('holds tables, buckets, what comes into them, secrets and nothing else', () => {
    expect(typesOf(stateful.toJSON())).toEqual([
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::SQS::Queue',
      'AWS::SQS::QueuePolicy',
      'AWS::SecretsManager::Secret',
    ]);
  });

  it('stays, with all it holds, when somebody deletes it', () => {
    const kept = Object.values(stateful.toJSON()['Resources'] as Record<string, Record<string, string>>).filter(
      ({ Type }) => !Type?.endsWith('Policy'),
    );
    for (const resource of kept)
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    for (const table of Object.values(propertiesOf(stateful, 'AWS::DynamoDB::Table'))) {
      expect(table.DeletionProtectionEnabled).toBe(true);
    }
  });
});

describe('the stateless stack', () => {
  it('tells where everything is', () => {
    expect(Object.keys(stateless.toJSON()['Outputs'])).toEqual(
      expect.arrayContaining([
        'RegisterTable',
        'DerivedTable',
        'DisclosureBucket',
        'StagingBucket',
        'NotificationQueueUrl',
        'PublicationQueueUrl',
        'PersonKeysSecret',
        'SigningKeySecret',
      ]),
    );
  });

  it('holds every function, on arm64 and Node 24, each with a kept log of its own', () => {
    const functions = Object.values(propertiesOf(stateless, 'AWS::Lambda::Function'));
    expect(functions).toHaveLength(FUNCTION_NAMES.length);
    for (const fn of functions) {
      expect(fn).toMatchObject({ Architectures: ['arm64'], Runtime: 'nodejs24.x', Handler: 'index.handler' });
      expect(fn).not.toHaveProperty('TracingConfig');
    }
    expect(new Set(functions.map(({ LoggingConfig }) => LoggingConfig.LogGroup.Ref)).size).toBe(functions.length);
  });

  it('keeps logs longer than the six months that the law asks for', () => {
    const logs = [stateless, api].flatMap((stack) => Object.values(propertiesOf(stack, 'AWS::Logs::LogGroup')));
    for (const { RetentionInDays } of logs) {
      expect(Duration.days(RetentionInDays).toDays()).toBeGreaterThan(184);
    }
  });

  it('gives a function no secret itself, only where it is', () => {
    for (const { Environment } of Object.values(propertiesOf(stateless, 'AWS::Lambda::Function'))) {
      const variables: Record<string, unknown> = Environment?.Variables ?? {};
      for (const [name, value] of Object.entries(variables)) {
        if (name.endsWith('_SECRET')) expect(value).toEqual({ 'Fn::ImportValue': expect.stringContaining('Secret') });
      }
    }
  });
});

describe('the stack of the API', () => {
  it('tells where it is', () => {
    expect(Object.keys(api.toJSON()['Outputs'])).toEqual(['ApiUrl']);
  });

  it('holds the stack of the functions to nothing but the topic of alarms: a function can be taken away', () => {
    const exported = Object.values<{ Value: unknown; Export?: object }>(stateless.toJSON()['Outputs']).filter(
      (output) => output.Export !== undefined,
    );
    expect(exported.map(({ Value }) => Value)).toEqual([{ Ref: expect.stringMatching(/^AlarmTopic/) }]);
  });

  it('is deployed after the functions', () => {
    const { api: door, stateless: functions } = appWith();
    expect(door.dependencies).toContain(functions);
  });
});

describe('synthesis', () => {
  it('fails on a resource that breaks a rule and says which', () => {
    const { app, stateless: stack } = appWith();
    new Topic(stack, 'OpenTopic');
    expect(() => app.synth()).toThrow(/JointCreditStateless\/OpenTopic[\s\S]*AwsSolutions-SNS3/);
  });
});
