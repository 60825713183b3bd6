import { describe, expect, it } from 'vitest';
import { propertiesOf, synthesise } from './synthesis.ts';

const { stateful } = synthesise();
const tables = propertiesOf(stateful, 'AWS::DynamoDB::Table');
const one = (prefix: string) => {
  const found = Object.entries(tables).filter(([id]) => id.startsWith(prefix));
  expect(found).toHaveLength(1);
  return found[0]?.[1];
};
const indexesOf = (table: Record<string, unknown>) =>
  (
    table['GlobalSecondaryIndexes'] as {
      IndexName: string;
      KeySchema: { AttributeName: string }[];
      Projection: object;
    }[]
  ).map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    keys: KeySchema.map(({ AttributeName }) => AttributeName),
    ...Projection,
  }));

describe('the register', () => {
  it('streams both images of every change', () => {
    expect(one('Register')).toMatchObject({ StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } });
  });

  it.each(['Register', 'Derived'])('can be restored to any second of 35 days, as %s', (table) => {
    expect(one(table)).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
    });
  });

  it('lets nothing vanish by itself', () => {
    expect(one('Register')).not.toHaveProperty('TimeToLiveSpecification');
  });

  it('is found by id, by whose work it is, and by what it rests on, through indexes of keys alone', () => {
    expect(indexesOf(one('Register'))).toEqual([
      { IndexName: 'by-id', keys: ['id'], ProjectionType: 'KEYS_ONLY' },
      { IndexName: 'by-owner', keys: ['ownerPk', 'ownerSk'], ProjectionType: 'KEYS_ONLY' },
      { IndexName: 'by-link', keys: ['linkPk', 'linkSk'], ProjectionType: 'KEYS_ONLY' },
    ]);
  });
});

describe('the derived table', () => {
  it('lets items vanish at the second in expiresAt', () => {
    expect(one('Derived')).toMatchObject({ TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } });
  });

  it('has no stream, since nothing follows from it', () => {
    expect(one('Derived')).not.toHaveProperty('StreamSpecification');
  });

  it('has an inbox and a list of what is due', () => {
    expect(indexesOf(one('Derived'))).toEqual([
      { IndexName: 'inbox', keys: ['inboxPk', 'inboxSk'], ProjectionType: 'ALL' },
      { IndexName: 'due', keys: ['duePk', 'dueSk'], ProjectionType: 'ALL' },
    ]);
  });
});

describe.each(Object.entries(tables))('table %s', (_, table) => {
  it('is paid by request, encrypted, and keyed by pk and sk', () => {
    expect(table).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
  });
});

const policies = Object.values(propertiesOf(stateful, 'AWS::S3::BucketPolicy'));

describe.each(Object.entries(propertiesOf(stateful, 'AWS::S3::Bucket')))('bucket %s', (id, bucket) => {
  const statements = policies
    .filter(({ Bucket }) => Bucket.Ref === id)
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

  it('cannot be made public', () => {
    expect(bucket.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(bucket.OwnershipControls.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  });

  it('refuses everybody who comes without TLS 1.2', () => {
    const everything = [{ 'Fn::GetAtt': [id, 'Arn'] }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': [id, 'Arn'] }, '/*']] }];
    for (const Condition of [
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
    ]) {
      expect(statements).toContainEqual({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:*',
        Resource: everything,
        Condition,
      });
    }
  });

  it('lets nobody in by its own policy when no reader is named', () => {
    expect(statements.filter(({ Effect }) => Effect !== 'Deny')).toEqual([]);
  });

  it('is encrypted, and forgets what is deleted', () => {
    expect(JSON.stringify(bucket.BucketEncryption)).toContain('AES256');
    expect(bucket).not.toHaveProperty('VersioningConfiguration');
    expect(bucket).not.toHaveProperty('ObjectLockEnabled');
  });
});

describe("the publisher's workshop", () => {
  it('keeps the plan of an unfinished publication for a month', () => {
    const [, staging] =
      Object.entries(propertiesOf(stateful, 'AWS::S3::Bucket')).find(([id]) => id.startsWith('Staging')) ?? [];
    expect(staging.LifecycleConfiguration.Rules).toContainEqual({ ExpirationInDays: 30, Status: 'Enabled' });
  });
});

describe('the bucket of imports', () => {
  const [, imports] =
    Object.entries(propertiesOf(stateful, 'AWS::S3::Bucket')).find(([id]) => id.startsWith('Imports')) ?? [];

  it('keeps no row for longer than the import may wait, nor a refused one than it takes to mend it', () => {
    const expiring = imports.LifecycleConfiguration.Rules.filter((rule: object) => 'ExpirationInDays' in rule);
    expect(expiring.map(({ Prefix, ExpirationInDays }: Record<string, unknown>) => [Prefix, ExpirationInDays])).toEqual(
      [
        ['incoming/', 15],
        ['plans/', 15],
        ['staged/', 15],
        ['refused/', 15],
        ['errors/', 14],
      ],
    );
  });

  it('tells its queue of what is sent, and of nothing that work on it writes', () => {
    const [told, ...others] = imports.NotificationConfiguration.QueueConfigurations;
    expect(others).toEqual([]);
    expect(told.Filter).toEqual({ S3Key: { Rules: [{ Name: 'prefix', Value: 'incoming/' }] } });
  });
});

describe('the bucket of files', () => {
  const [, files] =
    Object.entries(propertiesOf(stateful, 'AWS::S3::Bucket')).find(([id]) => id.startsWith('Files')) ?? [];
  const queues = propertiesOf(stateful, 'AWS::SQS::Queue');
  const idOf = (name: string) => Object.entries(queues).find(([, { QueueName }]) => QueueName === name)?.[0];
  const statements = Object.values(propertiesOf(stateful, 'AWS::SQS::QueuePolicy')).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );

  it('forgets what was sent and never looked at; what passed has no age at which it goes, for it is erased with what bears it', () => {
    const expiring = files.LifecycleConfiguration.Rules.filter((rule: object) => 'ExpirationInDays' in rule);
    expect(expiring).toEqual([{ ExpirationInDays: 7, Prefix: 'incoming/', Status: 'Enabled' }]);
    expect(files.VersioningConfiguration).toBeUndefined();
  });

  it('tells the queue of scans of what is sent, and of nothing else', () => {
    expect(files.NotificationConfiguration).toEqual({
      QueueConfigurations: [
        {
          Event: 's3:ObjectCreated:*',
          Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'incoming/' }] } },
          Queue: { 'Fn::GetAtt': [idOf('file-scans'), 'Arn'] },
        },
      ],
    });
  });

  it('is the only one to write to that queue, of this account, and over TLS', () => {
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    const byBucket = (name: string) => ({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { Service: 's3.amazonaws.com' },
      Resource: { 'Fn::GetAtt': [idOf(name), 'Arn'] },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    expect(allowed).toContainEqual(byBucket('file-scans'));
    expect(allowed).toContainEqual(byBucket('exchange-arrivals'));
    expect(allowed).toContainEqual(byBucket('import-files'));
    expect(allowed).toHaveLength(3);
    for (const queue of Object.values(queues)) expect(queue.SqsManagedSseEnabled).toBe(true);
    expect(statements.filter(({ Effect }) => Effect === 'Deny')).toHaveLength(Object.keys(queues).length);
  });

  it('is reached by pages of the public site alone, and by none where there is no site', () => {
    expect(files).not.toHaveProperty('CorsConfiguration');
    const site = {
      disclosureReader: 'cloudfront',
      demoDataOnly: true,
      siteDomain: 'credit.example.gov.cn',
      siteCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1',
    };
    const withSite = Object.values(propertiesOf(synthesise(site).stateful, 'AWS::S3::Bucket'));
    const rule = expect.objectContaining({
      AllowedOrigins: ['https://credit.example.gov.cn'],
      AllowedMethods: ['POST', 'GET'],
    });
    // A form for a file of records lets one file in and nothing out, whichever page sends it.
    const sent = expect.objectContaining({ AllowedOrigins: ['*'], AllowedMethods: ['POST'] });
    expect(withSite.flatMap(({ CorsConfiguration }) => CorsConfiguration?.CorsRules ?? [])).toEqual([rule, sent]);
  });
});

describe('the bucket of the exchange', () => {
  const principal = 'arn:aws:iam::123456789012:role/superior-platform';
  const rolesOf = (context: Parameters<typeof synthesise>[0]) =>
    Object.entries(propertiesOf(synthesise(context).stateful, 'AWS::IAM::Role')).filter(([id]) =>
      id.startsWith('ExchangeRole'),
    );

  it('tells the queue of arrivals of what the counterpart writes, and of nothing else', () => {
    const [, exchange] =
      Object.entries(propertiesOf(stateful, 'AWS::S3::Bucket')).find(([id]) => id.startsWith('Exchange')) ?? [];
    const [configuration] = exchange.NotificationConfiguration.QueueConfigurations;
    expect(configuration.Filter).toEqual({ S3Key: { Rules: [{ Name: 'prefix', Value: 'in/' }] } });
    expect(exchange.PublicAccessBlockConfiguration).toMatchObject({
      BlockPublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(exchange.BucketEncryption).toBeDefined();
  });

  it('has no role for anybody until one is named', () => {
    expect(rolesOf({})).toEqual([]);
  });

  it('is read under out/ and written under in/ by whom the deployment names, and no more', () => {
    const [[, role] = []] = rolesOf({ exchangePrincipal: principal, exchangeExternalId: 'agreed-upon' });
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { AWS: principal },
        Condition: { StringEquals: { 'sts:ExternalId': 'agreed-upon' } },
      },
    ]);
    const statements = role.Policies.flatMap(
      (policy: { PolicyDocument: { Statement: unknown[] } }) => policy.PolicyDocument.Statement,
    );
    const under = (prefix: string) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }, prefix]] });
    expect(statements).toEqual([
      {
        Action: 's3:ListBucket',
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': [expect.any(String), 'Arn'] },
        Condition: { StringLike: { 's3:prefix': ['out/*'] } },
      },
      { Action: 's3:GetObject', Effect: 'Allow', Resource: under('/out/*') },
      { Action: 's3:PutObject', Effect: 'Allow', Resource: under('/in/*') },
    ]);
  });
});

describe('a scanner that is named', () => {
  const fileScanner = 'arn:aws-cn:lambda:cn-north-1:123456789012:function:scan';

  it('may be invoked by the scan, and by nothing else', () => {
    const policies = (context: object) =>
      JSON.stringify(propertiesOf(synthesise({ ...context }).stateless, 'AWS::IAM::Policy'));
    expect(policies({ fileScanner }).split('lambda:InvokeFunction').length).toBe(
      policies({}).split('lambda:InvokeFunction').length + 1,
    );
    expect(policies({ fileScanner })).toContain(fileScanner);
  });

  it('is the ARN of a function, or the synthesis says so', () => {
    expect(() => synthesise({ fileScanner: 'clamav' })).toThrow(/fileScanner/);
  });
});

describe('secrets', () => {
  it('come without a value, and without a generated one', () => {
    const secrets = Object.values(propertiesOf(stateful, 'AWS::SecretsManager::Secret'));
    expect(secrets).toHaveLength(3);
    for (const secret of secrets) expect(Object.keys(secret)).toEqual(['Description']);
  });
});
