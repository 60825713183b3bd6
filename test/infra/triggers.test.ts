import { describe, expect, it } from 'vitest';
import type { FunctionName } from '../../infra/function-names.ts';
import { ROUTES } from '../../infra/routes.ts';
import { RELAYED } from '../../shared/register/relayed.ts';
import { type Properties, propertiesOf, synthesise } from './synthesis.ts';

const { stateless, api } = synthesise({
  issuer: 'https://id.example.gov.cn',
  audience: 'credit',
  publishEveryMinutes: '1',
});
const functions = propertiesOf(stateless, 'AWS::Lambda::Function');
const nameOf = (logicalId: string) => String(functions[logicalId]?.FunctionName).replace(/^joint-credit-/, '');
/** The function of the other stack that an ARN names. */
const calledBy = (arn: Properties) => /:function:joint-credit-([a-z-]+)$/.exec(arn['Fn::Join'][1].at(-1))?.[1] ?? '';
const timeoutOf = (name: FunctionName) =>
  Object.values(functions).find(({ FunctionName }) => FunctionName === `joint-credit-${name}`)?.Timeout;

describe('the API', () => {
  const [apiId] = Object.keys(propertiesOf(api, 'AWS::ApiGatewayV2::Api'));
  const integrations = propertiesOf(api, 'AWS::ApiGatewayV2::Integration');
  const routes = Object.values(propertiesOf(api, 'AWS::ApiGatewayV2::Route')).map((route) => ({
    key: route.RouteKey,
    function: calledBy(integrations[route.Target['Fn::Join'][1][1].Ref].IntegrationUri),
    access: route.AuthorizationType === 'JWT' && route.AuthorizerId !== undefined ? 'token' : 'open',
  }));
  const byKey = (a: { key: string }, b: { key: string }) => a.key.localeCompare(b.key);

  it('has every route of the table once, and the answer to all others', () => {
    const wanted = ROUTES.map(({ method, path, ...rest }) => ({ key: `${method} ${path}`, ...rest }));
    const unknown = { key: '$default', function: 'not-found', access: 'open' };
    expect(routes.toSorted(byKey)).toEqual([...wanted, unknown].toSorted(byKey));
  });

  it('leads to functions that the other stack holds, and may invoke each', () => {
    const held = Object.values(functions).map(({ FunctionName }) => String(FunctionName).replace(/^joint-credit-/, ''));
    expect(held).toEqual(expect.arrayContaining(routes.map((route) => route.function)));
    const invoked = Object.values(propertiesOf(api, 'AWS::Lambda::Permission')).map((permission) => {
      expect(permission).toMatchObject({ Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' });
      expect(JSON.stringify(permission.SourceArn)).toContain(JSON.stringify({ Ref: apiId }));
      return calledBy(permission.FunctionName);
    });
    expect(invoked.toSorted()).toEqual([...new Set(routes.map((route) => route.function))].toSorted());
  });

  it('is open for its own description, the page that signs a clerk in, who verifies a report, and unknown routes only', () => {
    const open = routes.filter(({ access }) => access === 'open').map(({ key }) => key);
    expect(open.toSorted()).toEqual([
      '$default',
      'GET /docs',
      'GET /docs/{file}',
      'GET /openapi.json',
      // Whoever was handed a credit report can see that it is genuine.
      'GET /report-verifications/{code}',
      // The page by which files are uploaded, empty until one has signed in.
      'GET /upload',
      'GET /upload/{file}',
    ]);
  });

  it('takes tokens of the one issuer for the one audience', () => {
    const authorizers = Object.values(propertiesOf(api, 'AWS::ApiGatewayV2::Authorizer'));
    expect(authorizers).toHaveLength(1);
    expect(authorizers[0]).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: ['credit'], Issuer: 'https://id.example.gov.cn' },
    });
  });

  it('is throttled, and logs requests without claims, tokens or paths', () => {
    const [stage] = Object.values(propertiesOf(api, 'AWS::ApiGatewayV2::Stage'));
    expect(stage.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 });
    const { Format } = stage.AccessLogSettings;
    expect(
      Object.values(JSON.parse(Format)).filter((value) =>
        /authorizer|claims|\.path|identity\.(?!sourceIp)/.test(String(value)),
      ),
    ).toEqual([]);
  });
});

describe('queues', () => {
  const queues = propertiesOf(stateless, 'AWS::SQS::Queue');
  const sources = Object.values(propertiesOf(stateless, 'AWS::Lambda::EventSourceMapping'));
  const policies = Object.values(propertiesOf(stateless, 'AWS::SQS::QueuePolicy'));
  const named = (name: string) => Object.entries(queues).find(([, { QueueName }]) => QueueName === name) ?? [];

  it.each([
    {
      queue: 'punishment-notifications.fifo',
      consumer: 'deliver-notification',
      waits: (timeout: number) => 6 * timeout,
    },
    // The publisher's lease keeps a second run out; a removal behind a killed run must not wait half an hour.
    { queue: 'publication.fifo', consumer: 'publish', waits: (timeout: number) => timeout + 60 },
    // Done twice at once it does no harm; what is to be lifted must not wait.
    { queue: 'case-work.fifo', consumer: 'work-on-cases', waits: (timeout: number) => timeout + 60 },
  ] as const)('$queue goes to $consumer and waits for longer than it may run', ({ queue, consumer, waits }) => {
    const [id, properties] = named(queue);
    const [source] = sources.filter(({ EventSourceArn }) => EventSourceArn['Fn::GetAtt']?.[0] === id);
    expect(nameOf(source.FunctionName.Ref)).toBe(consumer);
    expect(source).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(properties).toMatchObject({
      FifoQueue: true,
      ContentBasedDeduplication: true,
      VisibilityTimeout: waits(timeoutOf(consumer)),
    });
  });

  it('has work on cases leave functions to the API', () => {
    const [id] = named('case-work.fifo');
    const [source] = sources.filter(({ EventSourceArn }) => EventSourceArn['Fn::GetAtt']?.[0] === id);
    expect(source.ScalingConfig).toEqual({ MaximumConcurrency: 10 });
  });

  it.each(['punishment-notifications', 'publication', 'case-work'])('%s.fifo has dead letters in order too', (name) => {
    const [deadLetters, properties] = named(`${name}-dead-letters.fifo`);
    expect(named(`${name}.fifo`)[1].RedrivePolicy.deadLetterTargetArn).toEqual({ 'Fn::GetAtt': [deadLetters, 'Arn'] });
    expect(properties).toMatchObject({ FifoQueue: true, MessageRetentionPeriod: 14 * 86_400 });
  });

  it.each(Object.keys(queues))('%s is encrypted and refuses who comes without TLS', (id) => {
    expect(queues[id]).toMatchObject({ SqsManagedSseEnabled: true });
    const statements = policies
      .filter((policy) => policy.Queues[0].Ref === id)
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 'sqs:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('has the register relayed in halves when a batch fails, for less than the stream remembers', () => {
    const [relay] = sources.filter(({ FunctionName }) => nameOf(FunctionName.Ref) === 'relay');
    expect(relay).toMatchObject({
      EventSourceArn: { 'Fn::ImportValue': expect.stringContaining('StreamArn') },
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [named('relay-failures')[0], 'Arn'] } } },
    });
    expect(relay.MaximumRecordAgeInSeconds).toBeLessThan(86_400);
    expect(relay.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
      {
        dynamodb: {
          NewImage: {
            entity: { S: [...RELAYED] },
          },
        },
      },
    ]);
  });
});

describe('schedules', () => {
  const schedules = Object.values(propertiesOf(stateless, 'AWS::Scheduler::Schedule'));
  const at = '<aws.scheduler.scheduled-time>';

  it('go by the clock of Beijing', () => {
    for (const schedule of schedules) expect(schedule.ScheduleExpressionTimezone).toBe('Asia/Shanghai');
  });

  it.each([
    { name: 'publish-daily', expression: 'cron(0 0 * * ? *)', input: { reason: 'daily', at } },
    { name: 'publish-additions', expression: 'rate(1 minute)', input: { reason: 'additions', at } },
    { name: 'fold-statistics', expression: 'rate(15 minutes)', input: { at } },
    { name: 'fold-deltas', expression: 'cron(20 * * * ? *)', input: { at } },
    { name: 'disclose-statistics', expression: 'rate(60 minutes)', input: { at } },
    { name: 'lay-site', expression: 'rate(5 minutes)', input: { at } },
    { name: 'pack-exchange', expression: 'rate(15 minutes)', input: { at } },
    { name: 'run-clocks', expression: 'cron(0 8,14 * * ? *)', input: { at } },
    { name: 'send-deliveries', expression: 'rate(1 minute)', input: { at } },
    { name: 'retain', expression: 'cron(0 2 * * ? *)', input: { at } },
    { name: 'end-by-date', expression: 'cron(5 0 * * ? *)', input: { at } },
  ])('$name fires by $expression', ({ name, expression, input }) => {
    const [schedule] = schedules.filter(({ Name }) => Name === name);
    expect(schedule.ScheduleExpression).toBe(expression);
    expect(JSON.parse(schedule.Target.Input)).toEqual(input);
  });

  it('ask for publications in one group, so that there is one run at a time', () => {
    const publications = schedules.filter(({ Name }) => Name.startsWith('publish-'));
    for (const { Target } of publications) expect(Target.SqsParameters).toEqual({ MessageGroupId: 'publication' });
  });
});
