import * as z from 'zod';
import { callEngine, type Engine, EngineError } from '../aws-request.ts';
import type { DeployedResource } from '../deployment.ts';
import { parseProperties } from '../properties.ts';

const Key = z.object({ AttributeName: z.string(), KeyType: z.string() });
const Index = z.object({ IndexName: z.string(), KeySchema: z.array(Key), Projection: z.unknown() });
const TableProperties = z.strictObject({
  TableName: z.string().optional(),
  KeySchema: z.array(Key),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  GlobalSecondaryIndexes: z.array(Index).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});
const WITHOUT_EFFECT = [
  'DeletionProtectionEnabled',
  'PointInTimeRecoverySpecification',
  'SSESpecification',
  'TableClass',
  'Tags',
];

const Description = z.object({
  Table: z.object({
    TableStatus: z.string(),
    TableArn: z.string(),
    LatestStreamArn: z.string().optional(),
    KeySchema: z.array(Key),
    GlobalSecondaryIndexes: z.array(Index).optional(),
  }),
});

const READY_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 20;

const describe = async (engine: Engine, name: string) => {
  try {
    return Description.parse(await callEngine(engine, 'DynamoDB_20120810.DescribeTable', { TableName: name })).Table;
  } catch (error) {
    if (error instanceof EngineError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
};

const active = async (engine: Engine, name: string) => {
  const deadline = Date.now() + READY_MILLISECONDS;
  while (Date.now() < deadline) {
    const table = await describe(engine, name);
    if (table?.TableStatus === 'ACTIVE') return table;
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  throw new Error(`Table ${name} did not become active`);
};

/** Keys and indexes, in a form that two equal tables share. */
const shape = (table: Pick<z.infer<typeof TableProperties>, 'KeySchema' | 'GlobalSecondaryIndexes'>) => {
  const keys = (schema: z.infer<typeof Key>[]) => schema.map((key) => `${key.KeyType}=${key.AttributeName}`).sort();
  const indexes = (table.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema }) => [IndexName, keys(KeySchema)]);
  return JSON.stringify([keys(table.KeySchema), indexes.sort()]);
};

/** Makes a table, or takes the one that is there if its keys and indexes are the template's. Adds the ARNs that the engine chose. */
export const provisionTable = async (engine: Engine, resource: DeployedResource) => {
  const properties = parseProperties(TableProperties, resource, WITHOUT_EFFECT);
  const { StreamSpecification: stream, TimeToLiveSpecification: timeToLive } = properties;
  const name = resource.identity.ref;
  const existing = await describe(engine, name);
  if (existing && shape(existing) !== shape(properties))
    throw new Error(
      `The kept table ${name} has other keys or indexes than the template: start with another --state, or --memory`,
    );
  if (!existing) {
    await callEngine(engine, 'DynamoDB_20120810.CreateTable', {
      TableName: name,
      KeySchema: properties.KeySchema,
      AttributeDefinitions: properties.AttributeDefinitions,
      BillingMode: properties.BillingMode,
      ...(properties.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes }),
      ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
    });
  }
  const table = await active(engine, name);
  if (!existing && timeToLive)
    await callEngine(engine, 'DynamoDB_20120810.UpdateTimeToLive', {
      TableName: name,
      TimeToLiveSpecification: timeToLive,
    });
  const { attributes } = resource.identity;
  attributes['Arn'] = table.TableArn;
  if (table.LatestStreamArn) attributes['StreamArn'] = table.LatestStreamArn;
};
