import { describe, expect, it } from 'vitest';
import type { FunctionName } from '../../infra/function-names.ts';
import { propertiesOf, synthesise } from './synthesis.ts';

/** Actions by resource. */
type Rights = Readonly<Record<string, readonly string[]>>;

const dynamodb = (...actions: string[]) => actions.map((action) => `dynamodb:${action}`);
const LOGS = { 'own logs': ['logs:CreateLogStream', 'logs:PutLogEvents'] };
const CONSUME = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
];
const READ_SECRET = ['secretsmanager:GetSecretValue'];
const CHANGE = {
  register: dynamodb('GetItem', 'PutItem'),
  'register/index/by-id': dynamodb('Query'),
  derived: dynamodb('PutItem'),
};

const MAY: Readonly<Record<FunctionName, Rights>> = {
  'post-records': {
    register: dynamodb('BatchGetItem', 'GetItem', 'PartiQLInsert', 'PutItem', 'Query', 'UpdateItem'),
    derived: dynamodb('GetItem', 'PutItem'),
    'person-keys': READ_SECRET,
  },
  'get-record': {
    register: dynamodb('GetItem'),
    'register/index/by-id': dynamodb('Query'),
    derived: dynamodb('BatchGetItem'),
  },
  'get-record-history': { register: dynamodb('GetItem', 'Query'), 'register/index/by-id': dynamodb('Query') },
  'correct-record': { ...CHANGE, register: dynamodb('GetItem', 'PutItem', 'Query') },
  'find-outcome': { ...CHANGE, register: dynamodb('GetItem', 'PutItem', 'Query') },
  'propose-withdrawal': CHANGE,
  'confirm-withdrawal': CHANGE,
  'release-hold': { ...CHANGE, register: dynamodb('GetItem', 'PutItem', 'Query', 'UpdateItem') },
  'list-notifications': { 'derived/index/inbox': dynamodb('Query') },
  'acknowledge-notification': { derived: dynamodb('GetItem', 'UpdateItem') },
  subscriptions: { ...CHANGE, register: dynamodb('GetItem', 'PutItem', 'Query') },
  endpoints: {
    register: dynamodb('GetItem', 'PutItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    derived: dynamodb('PutItem'),
    'derived/index/inbox': dynamodb('Query'),
    'webhook-keys': READ_SECRET,
  },
  'get-disclosure-statistics': { derived: dynamodb('Query') },
  'joint-statistics': { derived: dynamodb('Query') },
  tasks: {
    ...CHANGE,
    register: dynamodb('BatchGetItem', 'GetItem', 'PutItem'),
    'register/index/by-owner': dynamodb('Query'),
  },
  repairs: {
    register: dynamodb('BatchGetItem', 'GetItem', 'PutItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    'register/index/by-owner': dynamodb('Query'),
    derived: dynamodb('PutItem'),
  },
  objections: {
    register: dynamodb('BatchGetItem', 'GetItem', 'PutItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    'register/index/by-link': dynamodb('Query'),
    'register/index/by-owner': dynamodb('Query'),
    derived: dynamodb('PutItem'),
  },
  'record-suspensions': {
    register: dynamodb('GetItem', 'PutItem'),
    'register/index/by-id': dynamodb('Query'),
  },
  subjects: {
    register: dynamodb('BatchGetItem', 'GetItem', 'PutItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    'register/index/by-link': dynamodb('Query'),
    derived: dynamodb('GetItem', 'PutItem', 'Query'),
    'signing-key': READ_SECRET,
  },
  authorisations: {
    register: dynamodb('BatchGetItem', 'GetItem', 'PutItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    'register/index/by-owner': dynamodb('Query'),
    derived: dynamodb('PutItem'),
    'case-work': ['sqs:SendMessage'],
  },
  'verify-report': { derived: dynamodb('GetItem') },
  letters: {
    register: dynamodb('BatchGetItem', 'GetItem', 'PutItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    derived: dynamodb('GetItem'),
    'derived/index/due': dynamodb('Query'),
  },
  mandates: {
    register: dynamodb('GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'register/index/by-id': dynamodb('Query'),
    derived: dynamodb('GetItem', 'PutItem'),
    'person-keys': READ_SECRET,
  },
  'typical-cases': {
    register: dynamodb('GetItem', 'PutItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    derived: dynamodb('PutItem'),
  },
  instruments: { ...CHANGE, register: dynamodb('GetItem', 'PutItem', 'Query'), derived: dynamodb('PutItem', 'Query') },
  lists: { ...CHANGE, register: dynamodb('GetItem', 'PutItem', 'Query') },
  cases: {
    register: dynamodb('BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'register/index/by-id': dynamodb('Query'),
    'register/index/by-owner': dynamodb('Query'),
    derived: dynamodb('GetItem', 'PutItem'),
    'person-keys': READ_SECRET,
  },
  'get-case-timeline': {
    register: dynamodb('BatchGetItem', 'GetItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
  },
  checks: {
    register: dynamodb('BatchGetItem', 'GetItem', 'Query'),
    derived: dynamodb('BatchWriteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'derived/index/due': dynamodb('Query'),
    'person-keys': READ_SECRET,
    'signing-key': READ_SECRET,
    'case-work': ['sqs:SendMessage'],
  },
  'green-channel': {
    register: dynamodb('GetItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    derived: dynamodb('GetItem', 'PutItem', 'UpdateItem'),
    'person-keys': READ_SECRET,
  },
  acceptances: {
    register: dynamodb('BatchGetItem', 'GetItem', 'PutItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    'register/index/by-owner': dynamodb('Query'),
    derived: dynamodb('GetItem', 'PutItem'),
    'person-keys': READ_SECRET,
  },
  'progress-reports': {
    register: dynamodb('GetItem', 'PutItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    derived: dynamodb('PutItem', 'Query'),
  },
  files: {
    register: dynamodb('BatchGetItem', 'GetItem', 'PutItem'),
    'register/index/by-id': dynamodb('Query'),
    'files bucket/checked/*': ['s3:GetObject'],
    'files bucket/incoming/*': ['s3:PutObject'],
  },
  imports: {
    register: dynamodb('BatchGetItem', 'GetItem', 'PutItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    'register/index/by-owner': dynamodb('Query'),
    derived: dynamodb('PutItem', 'Query'),
    'imports bucket/errors/*': ['s3:GetObject'],
    'imports bucket/incoming/*': ['s3:PutObject'],
  },
  withdrawals: {
    register: dynamodb('BatchGetItem', 'GetItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    'register/index/by-link': dynamodb('Query'),
    derived: dynamodb('BatchGetItem', 'GetItem', 'Query', 'UpdateItem'),
    'derived/index/inbox': dynamodb('Query'),
  },
  audit: {
    register: dynamodb('GetItem', 'Query'),
    'register/index/by-id': dynamodb('Query'),
    derived: dynamodb('Query'),
  },
  'access-exports': { derived: dynamodb('GetItem', 'PutItem', 'Scan') },
  'api-pages': {},
  'not-found': {},
  relay: {
    register: dynamodb('Query'),
    'register stream': dynamodb('DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'),
    derived: dynamodb('DeleteItem', 'PutItem', 'UpdateItem'),
    'punishment-notifications': ['sqs:SendMessage'],
    publication: ['sqs:SendMessage'],
    'case-work': ['sqs:SendMessage'],
    'relay-failures': ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
  },
  'deliver-notification': {
    register: dynamodb('Query'),
    derived: dynamodb('GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'webhook-keys': READ_SECRET,
    'punishment-notifications': CONSUME,
  },
  'send-deliveries': {
    register: dynamodb('GetItem', 'PutItem', 'Query'),
    derived: dynamodb('GetItem', 'PutItem', 'Query'),
    'derived/index/due': dynamodb('Query'),
    'webhook-keys': READ_SECRET,
  },
  publish: {
    register: dynamodb('BatchGetItem', 'GetItem'),
    'register/index/by-id': dynamodb('Query'),
    derived: dynamodb(
      'BatchGetItem',
      'BatchWriteItem',
      'DeleteItem',
      'GetItem',
      'PartiQLDelete',
      'PutItem',
      'Query',
      'Scan',
      'UpdateItem',
    ),
    'derived/index/due': dynamodb('Query'),
    'signing-key': READ_SECRET,
    'punishment-notifications': ['sqs:SendMessage'],
    publication: CONSUME,
    'disclosure bucket': ['s3:ListBucket'],
    'disclosure bucket/*': ['s3:GetObject', 's3:PutObject'],
    'disclosure bucket/bulk/*': ['s3:DeleteObject'],
    'disclosure bucket/by-subject/*': ['s3:DeleteObject'],
    'disclosure bucket/members/*': ['s3:DeleteObject'],
    'disclosure bucket/log/tile/*.p/*': ['s3:DeleteObject'],
    'disclosure bucket/subjects/*': ['s3:DeleteObject'],
    'disclosure bucket/lists/*': ['s3:DeleteObject'],
    'disclosure bucket/names/*': ['s3:DeleteObject'],
    'staging bucket': ['s3:ListBucket'],
    'staging bucket/*': ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
  },
  'flag-checks': {
    derived: dynamodb('Query', 'UpdateItem'),
    'derived/index/due': dynamodb('Query'),
    'punishment-notifications': ['sqs:SendMessage'],
  },
  'fold-statistics': {
    derived: dynamodb('BatchWriteItem', 'PutItem', 'Query', 'UpdateItem'),
    'derived/index/due': dynamodb('Query'),
  },
  'fold-deltas': {
    'disclosure bucket': ['s3:ListBucket'],
    'disclosure bucket/latest.json*': ['s3:GetObject'],
    'disclosure bucket/v/*': ['s3:GetObject'],
    'disclosure bucket/deltas*': ['s3:GetObject', 's3:PutObject'],
  },
  'disclose-statistics': { derived: dynamodb('Query'), 'disclosure bucket/statistics.json*': ['s3:PutObject'] },
  'lay-site': {
    'disclosure bucket': ['s3:ListBucket'],
    'disclosure bucket/assets/site-files.json*': ['s3:GetObject'],
    'disclosure bucket/assets/*': ['s3:DeleteObject', 's3:PutObject'],
    'disclosure bucket/*.html': ['s3:DeleteObject', 's3:PutObject'],
    'disclosure bucket/robots.txt*': ['s3:DeleteObject', 's3:PutObject'],
    'disclosure bucket/catalog.jsonld*': ['s3:DeleteObject', 's3:PutObject'],
    'disclosure bucket/data-dictionary.json*': ['s3:DeleteObject', 's3:PutObject'],
    'disclosure bucket/terms.json*': ['s3:DeleteObject', 's3:PutObject'],
    'disclosure bucket/schema/*': ['s3:DeleteObject', 's3:PutObject'],
    'disclosure bucket/client/*': ['s3:DeleteObject', 's3:PutObject'],
  },
  'pack-exchange': {
    register: dynamodb('BatchGetItem'),
    derived: dynamodb('BatchGetItem', 'GetItem', 'UpdateItem'),
    'derived/index/due': dynamodb('Query'),
    'person-keys': READ_SECRET,
    'punishment-notifications': ['sqs:SendMessage'],
    'exchange bucket': ['s3:ListBucket'],
    'exchange bucket/prepared/*': ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    'exchange bucket/out/*': ['s3:PutObject'],
  },
  'take-exchange': {
    register: dynamodb('GetItem', 'PutItem', 'Query', 'UpdateItem'),
    derived: dynamodb('GetItem', 'PutItem', 'UpdateItem'),
    'person-keys': READ_SECRET,
    'exchange bucket': ['s3:ListBucket'],
    'exchange bucket/in/*': ['s3:GetObject'],
    'exchange bucket/out/outcomes/*': ['s3:PutObject'],
    'exchange-arrivals': CONSUME,
  },
  'work-on-cases': {
    register: dynamodb('BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'register/index/by-id': dynamodb('Query'),
    'register/index/by-link': dynamodb('Query'),
    derived: dynamodb('DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'person-keys': READ_SECRET,
    'punishment-notifications': ['sqs:SendMessage'],
    'case-work': [...CONSUME, 'sqs:SendMessage'].toSorted(),
    'ledger bucket': ['s3:ListBucket'],
    'ledger bucket/*': ['s3:GetObject', 's3:PutObject'],
    'files bucket/checked/*': ['s3:DeleteObject'],
  },
  'run-clocks': {
    register: dynamodb('GetItem', 'Query'),
    derived: dynamodb('BatchGetItem', 'GetItem', 'UpdateItem'),
    'derived/index/due': dynamodb('Query'),
    'punishment-notifications': ['sqs:SendMessage'],
  },
  'scan-file': {
    register: dynamodb('GetItem', 'PutItem'),
    'register/index/by-id': dynamodb('Query'),
    'files bucket': ['s3:ListBucket'],
    'files bucket/incoming/*': ['s3:DeleteObject', 's3:GetObject'],
    'files bucket/checked/*': ['s3:DeleteObject', 's3:PutObject'],
    'file-scans': CONSUME,
  },
  'take-imports': {
    register: dynamodb('BatchGetItem', 'GetItem', 'PartiQLInsert', 'PutItem', 'Query', 'UpdateItem'),
    'register/index/by-id': dynamodb('Query'),
    derived: dynamodb('GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'person-keys': READ_SECRET,
    'imports bucket': ['s3:ListBucket'],
    'imports bucket/incoming/*': ['s3:DeleteObject', 's3:GetObject'],
    'imports bucket/plans/*': ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    'imports bucket/staged/*': ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    'imports bucket/refused/*': ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    'imports bucket/errors/*': ['s3:PutObject'],
    'import-files': CONSUME,
    'import-parts': [...CONSUME, 'sqs:SendMessage'].toSorted(),
  },
  archive: CHANGE,
  retain: { 'derived/index/due': dynamodb('Query'), 'case-work': ['sqs:SendMessage'] },
  'end-by-date': { 'derived/index/due': dynamodb('Query'), 'case-work': ['sqs:SendMessage'] },
};

const RESOURCES: readonly (readonly [RegExp, string])[] = [
  [/RegisterTable\w+StreamArn/, 'register stream'],
  [/GetAttRegisterTable\w+Arn/, 'register'],
  [/GetAttDerivedTable\w+Arn/, 'derived'],
  [/RefPersonKeysSecret/, 'person-keys'],
  [/RefSigningKeySecret/, 'signing-key'],
  [/RefWebhookKeysSecret/, 'webhook-keys'],
  [/-DisclosureBucketArn/, 'disclosure bucket'],
  [/-StagingBucketArn/, 'staging bucket'],
  [/-ExchangeBucketArn/, 'exchange bucket'],
  [/-FilesBucketArn/, 'files bucket'],
  [/FileScansQueue\w+Arn/, 'file-scans'],
  [/ExchangeArrivalsQueue\w+Arn/, 'exchange-arrivals'],
  [/-ImportsBucketArn/, 'imports bucket'],
  [/ImportFilesQueue\w+Arn/, 'import-files'],
  [/ImportPartsQueue\w+Arn/, 'import-parts'],
  [/-LedgerBucketArn/, 'ledger bucket'],
  [/"PunishmentNotificationsQueue\w+","Arn"/, 'punishment-notifications'],
  [/"PublicationQueue\w+","Arn"/, 'publication'],
  [/"CaseWorkQueue\w+","Arn"/, 'case-work'],
  [/"RegisterStreamFailures\w+","Arn"/, 'relay-failures'],
  [/"\w+Logs\w{8}","Arn"/, 'own logs'],
];

const nameOf = (resource: unknown): string => {
  const text = JSON.stringify(resource);
  const known = RESOURCES.find(([pattern]) => pattern.test(text));
  if (known === undefined) throw new Error(`What resource is ${text}?`);
  return `${known[1]}${/"(\/[^"]+)"/.exec(text)?.[1] ?? ''}`;
};

const { stateless } = synthesise();
const policies = Object.values(propertiesOf(stateless, 'AWS::IAM::Policy'));

const rightsOf = (roleId: string): Rights => {
  const rights = new Map<string, Set<string>>();
  for (const policy of policies.filter(({ Roles }) => JSON.stringify(Roles) === JSON.stringify([{ Ref: roleId }]))) {
    for (const { Effect, Action, Resource } of policy.PolicyDocument.Statement) {
      expect(Effect).toBe('Allow');
      for (const resource of [Resource].flat()) {
        const name = nameOf(resource);
        rights.set(name, new Set([...(rights.get(name) ?? []), ...[Action].flat()]));
      }
    }
  }
  return Object.fromEntries([...rights].map(([name, actions]) => [name, [...actions].toSorted()]));
};

const functions = Object.values(propertiesOf(stateless, 'AWS::Lambda::Function')).map(({ FunctionName, Role }) => ({
  name: String(FunctionName).replace(/^joint-credit-/, ''),
  roleId: String(Role['Fn::GetAtt'][0]),
}));

describe('what functions may do', () => {
  it('is written down here for every function of the template, and for no other', () => {
    expect(functions.map(({ name }) => name).toSorted()).toEqual(Object.keys(MAY).toSorted());
  });

  it('is given to each by a role of its own', () => {
    expect(new Set(functions.map(({ roleId }) => roleId)).size).toBe(functions.length);
  });

  it.each(functions)('$name may do only what is written here', ({ name, roleId }) => {
    expect(rightsOf(roleId)).toEqual({ ...LOGS, ...MAY[name as FunctionName] });
  });

  it('comes from no policy that AWS manages, and from no statement on a role itself', () => {
    for (const role of Object.values(propertiesOf(stateless, 'AWS::IAM::Role'))) {
      expect(role).not.toHaveProperty('ManagedPolicyArns');
      expect(role).not.toHaveProperty('Policies');
    }
  });

  it('lets the export of accesses put nothing but its own log', () => {
    const roleId = functions.find(({ name }) => name === 'access-exports')?.roleId;
    const statements = policies
      .filter(({ Roles }) => JSON.stringify(Roles) === JSON.stringify([{ Ref: roleId }]))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const puts = statements.filter(({ Action }) => [Action].flat().includes('dynamodb:PutItem'));
    expect(puts.map(({ Action, Condition }) => ({ Action, Condition }))).toEqual([
      {
        Action: 'dynamodb:PutItem',
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT-EXPORT#*'] } },
      },
    ]);
  });

  it('never covers all actions of a service or all resources', () => {
    for (const { PolicyDocument } of policies) {
      for (const { Action, Resource } of PolicyDocument.Statement) {
        expect([Action].flat().join()).not.toContain('*');
        expect([Resource].flat()).not.toContain('*');
      }
    }
  });
});

describe('what schedules may do', () => {
  const roles = Object.entries(propertiesOf(stateless, 'AWS::IAM::Role')).filter(([id]) => id.startsWith('Schedules'));

  it('is to send to the publication queue, and to start the functions that work by the clock', () => {
    const statements = policies
      .filter(({ PolicyName }) => String(PolicyName).startsWith('Schedules'))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^PublicationQueue/), 'Arn'] },
      },
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: [
          'DiscloseStatistics',
          'EndByDate',
          'FlagChecks',
          'FoldDeltas',
          'FoldStatistics',
          'LaySite',
          'PackExchange',
          'Retain',
          'RunClocks',
          'SendDeliveries',
        ].map((name) => ({ 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${name}Function`)), 'Arn'] })),
      },
    ]);
  });

  it("is only theirs: no other schedule group, no other account's scheduler can take the role", () => {
    expect(roles).toHaveLength(2);
    for (const [, role] of roles) {
      expect(role.AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
        StringEquals: {
          'aws:SourceAccount': { Ref: 'AWS::AccountId' },
          'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching(/^SchedulesGroup/), 'Arn'] },
        },
      });
    }
  });
});
