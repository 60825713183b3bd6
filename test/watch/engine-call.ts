import * as z from 'zod';
import type { Service } from '../../infra/local/engines/engines.ts';

/** A request to an engine, as it went by. */
export type EngineCall = {
  /** The function that called; nobody if the runner did, or a person by a link or a form that a function had signed. */
  readonly caller: string | undefined;
  readonly service: Service;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};

/** What IAM is asked about a call: an action on a resource, and the partition keys that it names. */
export type AskedRight = {
  readonly action: string;
  readonly resource: string;
  readonly leadingKeys: readonly string[];
};

/** Where the template is run: what its ARNs are made of. */
export const PLACE = { region: 'us-east-1', account: '000000000000' } as const;

const Item = z.record(z.string(), z.unknown());
const Named = z.looseObject({ TableName: z.string(), IndexName: z.string().optional() });
const ByTable = z.looseObject({ RequestItems: z.record(z.string(), z.unknown()) });
const Transaction = z.looseObject({ TransactItems: z.array(z.record(z.string(), Named)) });
const Statement = z.looseObject({ Statement: z.string() });
const Statements = z.looseObject({ Statements: z.array(Statement) });

const table = (name: string, index?: string) =>
  `arn:aws:dynamodb:${PLACE.region}:${PLACE.account}:table/${name}${index === undefined ? '' : `/index/${index}`}`;

/** The partition key of what is put or named by its key. */
const leadingKeysOf = (given: Readonly<Record<string, unknown>>): readonly string[] => {
  const named = Item.safeParse(given['Item'] ?? given['Key']).data?.['pk'];
  const value = z.object({ S: z.string() }).safeParse(named).data?.S;
  return value === undefined ? [] : [value];
};

const dynamodb = (operation: string, resource: string, leadingKeys: readonly string[] = []): AskedRight => ({
  action: `dynamodb:${operation}`,
  resource,
  leadingKeys,
});

const OF_TRANSACTION: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};
const OF_STATEMENT: Readonly<Record<string, string>> = {
  INSERT: 'PartiQLInsert',
  UPDATE: 'PartiQLUpdate',
  DELETE: 'PartiQLDelete',
  SELECT: 'PartiQLSelect',
};

const statementRight = (statement: string): AskedRight => {
  const [, verb = '', name = ''] = /^\s*(\w+)[^"]*"([^"]+)"/.exec(statement) ?? [];
  return dynamodb(OF_STATEMENT[verb.toUpperCase()] ?? verb, table(name));
};

const dynamodbRights = (operation: string, body: unknown): readonly AskedRight[] => {
  if (operation.startsWith('Transact')) {
    return Transaction.parse(body).TransactItems.flatMap((item) =>
      Object.entries(item).map(([verb, given]) =>
        dynamodb(OF_TRANSACTION[verb] ?? verb, table(given.TableName), leadingKeysOf(given)),
      ),
    );
  }
  if (operation === 'BatchExecuteStatement')
    return Statements.parse(body).Statements.map(({ Statement: text }) => statementRight(text));
  if (operation === 'ExecuteStatement') return [statementRight(Statement.parse(body).Statement)];
  if (operation.startsWith('Batch'))
    return Object.keys(ByTable.parse(body).RequestItems).map((name) => dynamodb(operation, table(name)));
  const given = Named.parse(body);
  return [dynamodb(operation, table(given.TableName, given.IndexName), leadingKeysOf(given))];
};

const queueRights = (operation: string, body: unknown): readonly AskedRight[] => {
  const { QueueUrl } = z.looseObject({ QueueUrl: z.string() }).parse(body);
  const resource = `arn:aws:sqs:${PLACE.region}:${PLACE.account}:${QueueUrl.split('/').at(-1)}`;
  // IAM knows a batch under the name of one.
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource, leadingKeys: [] }];
};

const objectRight = (operation: string, bucket: string, key?: string): AskedRight => ({
  action: `s3:${operation}`,
  resource: `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`,
  leadingKeys: [],
});

const objectRights = ({ method, path, body, headers }: EngineCall): readonly AskedRight[] => {
  const { pathname, searchParams: query } = new URL(path, 'http://engine');
  const [, bucket = '', key = ''] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(pathname)) ?? [];
  if (method === 'POST' && query.has('delete')) {
    const keys = [...body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, one = '']) => one);
    return keys.map((one) => objectRight('DeleteObject', bucket, one));
  }
  if (key === '') return [objectRight('ListBucket', bucket)];
  if (method === 'GET' || method === 'HEAD') return [objectRight('GetObject', bucket, key)];
  if (method === 'DELETE')
    return [objectRight(query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject', bucket, key)];
  const source = headers['x-amz-copy-source'];
  const [, from = '', fromKey = ''] = /^\/?([^/]+)\/(.+)$/.exec(decodeURIComponent(String(source ?? ''))) ?? [];
  return [
    objectRight('PutObject', bucket, key),
    ...(source === undefined ? [] : [objectRight('GetObject', from, fromKey)]),
  ];
};

/** What IAM would be asked about a call on AWS. */
export const rightsAskedBy = (call: EngineCall): readonly AskedRight[] => {
  if (call.service === 's3') return objectRights(call);
  const operation =
    String(call.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1) ?? '';
  const body: unknown = JSON.parse(call.body.toString());
  if (call.service === 'dynamodb') return dynamodbRights(operation, body);
  if (call.service === 'sqs') return queueRights(operation, body);
  const { SecretId } = z.looseObject({ SecretId: z.string() }).parse(body);
  // The runner names a secret by its place in the template, and the engine adds six characters.
  const name = SecretId.replace(/^arn:.*:secret:(.+)-\w{6}$/, '$1').replace('.', '-');
  return [{ action: `secretsmanager:${operation}`, resource: name, leadingKeys: [] }];
};
