import * as z from 'zod';
import type { FailureKind } from '../kernel/failure.ts';
import { problemsOf } from './declared-problems.ts';
import { IDEMPOTENCY_KEY, NO_JSON, NOTHING, type Operation } from './operation.ts';
import { Problem } from './problem-response.ts';
import { PROBLEMS } from './problems.ts';

type Json = { readonly [name: string]: unknown };

const COMPONENTS = '#/components/schemas/';

/** Collects named schemas while others refer to them. */
const schemaCollector = () => {
  const named: Record<string, unknown> = {};
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const {
      $schema: _,
      $defs = {},
      ...own
    } = JSON.parse(
      JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' })).replaceAll('#/$defs/', COMPONENTS),
    );
    Object.assign(named, $defs);
    if (typeof own.id !== 'string') return own;
    named[own.id] = own;
    return { $ref: `${COMPONENTS}${own.id}` };
  };
  return { named, schemaOf };
};

type SchemaOf = ReturnType<typeof schemaCollector>['schemaOf'];

const problemAnswers = (kinds: readonly FailureKind[], schemaOf: SchemaOf): Json => {
  const byStatus = Map.groupBy(new Set(kinds), (kind) => PROBLEMS[kind].status);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, group]) => [
        String(status),
        {
          description: group.map((kind) => `${kind} ${PROBLEMS[kind].title.zh}`).join('; '),
          content: { 'application/problem+json': { schema: schemaOf(Problem, 'output') } },
        },
      ]),
  );
};

const header = (name: string): readonly [string, Json] => [name, { schema: { type: 'string' } }];

const parametersOf = (contract: Operation, schemaOf: SchemaOf): readonly Json[] => {
  const inPath = [...contract.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = schemaOf(contract.query, 'input');
  const properties = Object.entries(Object(query['properties']));
  const required = Array.isArray(query['required']) ? query['required'] : [];
  return [
    ...inPath,
    ...properties.map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema })),
    ...(contract.ifMatch
      ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string', examples: ['"1"'] } }]
      : []),
    ...(contract.idempotencyKey
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
          },
        ]
      : []),
    { name: 'Accept-Language', in: 'header', required: false, schema: { type: 'string', examples: ['zh', 'en'] } },
  ];
};

/**
 * Where a client may go with what it has just made: every operation on one of that collection, under the id of the
 * answer and on the version that its ETag names.
 */
const linksOf = (path: string, headers: readonly string[], operations: readonly Operation[]): Json => {
  if (!headers.includes('Location')) return {};
  const collections = [path, path.slice(path.lastIndexOf('/'))].map((collection) => `${collection}/{id}`);
  const next = operations.filter((each) =>
    collections.some((one) => each.path === one || each.path.startsWith(`${one}/`)),
  );
  const usable = next.filter(({ ifMatch }) => !ifMatch || headers.includes('ETag'));
  return Object.fromEntries(
    usable.map(({ id, ifMatch }) => {
      const version = ifMatch && { 'header.If-Match': '$response.header.ETag' };
      return [id, { operationId: id, parameters: { 'path.id': '$response.body#/id', ...version } }];
    }),
  );
};

const toOperation = (contract: Operation, schemaOf: SchemaOf, operations: readonly Operation[]): Json => {
  const body = contract.body === NOTHING ? undefined : (contract.describedBody ?? contract.body);
  const open = contract.roles === 'anyone';
  const answers = Object.entries(contract.answers).map(([status, { schema, meaning, headers = [], files = [] }]) => {
    const links = linksOf(contract.path, headers, operations);
    const answer = {
      description: `${meaning.zh} ${meaning.en}`,
      ...(headers.length > 0 && { headers: Object.fromEntries(headers.map(header)) }),
      content: {
        ...(schema !== NO_JSON && { 'application/json': { schema: schemaOf(schema, 'output') } }),
        ...Object.fromEntries(files.map((type) => [type, {}])),
      },
      ...(Object.keys(links).length > 0 && { links }),
    };
    return [status, answer];
  });
  return {
    operationId: contract.id,
    summary: `${contract.summary.zh} ${contract.summary.en}`,
    ...(open ? { security: [] } : { description: `roles: ${contract.roles.join(', ')}` }),
    parameters: parametersOf(contract, schemaOf),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: {
      ...Object.fromEntries(answers),
      ...problemAnswers(problemsOf(contract), schemaOf),
      ...(open
        ? {}
        : {
            '401': {
              // It names no media type, so that none is described.
              description: `The gateway's own answer: no token, or one that does not hold. Its body is {"message":"Unauthorized"}.`,
              headers: Object.fromEntries([header('WWW-Authenticate')]),
            },
          }),
      '429': {
        description: "The gateway's own answer: too many requests.",
        content: { 'application/json': { schema: { $ref: `${COMPONENTS}GatewayMessage` } } },
      },
    },
  };
};

/** The OpenAPI 3.1 description of the operations, made from their contracts. */
export const openApi = (operations: readonly Operation[]): Json => {
  const { named, schemaOf } = schemaCollector();
  const pathItem = (contracts: readonly Operation[]): Json =>
    Object.fromEntries(
      contracts.map((contract) => [contract.method.toLowerCase(), toOperation(contract, schemaOf, operations)]),
    );
  const byPath = [...Map.groupBy(operations, ({ path }) => path)];
  const paths = Object.fromEntries(byPath.map(([path, contracts]) => [path, pathItem(contracts)]));
  const gatewayMessage = { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] };
  const schemas = Object.entries({ ...named, GatewayMessage: gatewayMessage }).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    openapi: '3.1.0',
    info: {
      title: '联合奖惩系统 Joint Credit',
      version: '1',
      description:
        '部门报送行政许可、行政处罚等记录，接收通知，查看期限与统计。Departments post administrative records, receive notifications, and see clocks and counts.',
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: Object.fromEntries(schemas),
    },
  };
};
