import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { startLocalStack } from '../../../infra/local/stack.ts';
import type { Target } from '../../e2e/target.ts';
import { clientsOf } from '../../infra/local/running.ts';
import { run } from '../../infra/town.ts';
import type { Home } from './mortal-stack.ts';

/** Hundreds of requests for publications that lay while everything was killed are worked off one by one, on a machine that may do much else. */
const PATIENCE_MS = 900_000;

export interface WholeStackOptions {
  readonly now: Date;
  /** Who takes nothing: what would come to it waits, in its queue or in the stream. @default nobody */
  readonly held?: readonly Taker[];
  /** Keeps nothing. @default false */
  readonly memory?: boolean;
  /** How soon a message comes again. @default as on AWS */
  readonly retrySeconds?: number;
  /** How far the clock of the machine that an invocation comes to is ahead, in milliseconds. @default no clock is */
  readonly skew?: (functionName: string) => number;
  /** Engines to be used in the place of its own. */
  readonly environment?: Record<string, string>;
}

/** Who takes from a queue or the stream. */
export type Taker = 'Relay' | 'DeliverNotification' | 'WorkOnCases' | 'Publish';

/** The template with mappings disabled, as the runbook has it before a restore: what they lead from waits. */
const without = ({ assembly }: Home, held: readonly Taker[]): string => {
  const other = `${assembly}-without-${held.join('-')}`;
  cpSync(assembly, other, { recursive: true });
  const file = join(other, 'JointCreditStateless.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  const resources = Object.values<{ Type: string; Properties: Record<string, unknown> }>(template.Resources);
  const isHeld = (mapping: Record<string, unknown>) =>
    held.some((taker) => JSON.stringify(mapping['FunctionName']).startsWith(`{"Ref":"${taker}Function`));
  for (const { Type, Properties } of resources)
    if (Type === 'AWS::Lambda::EventSourceMapping' && isHeld(Properties)) Properties['Enabled'] = false;
  writeFileSync(file, JSON.stringify(template));
  return other;
};

/** The settings of the operator's commands, as the runbook exports them from the stack's outputs. */
const exported = (outputs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(), value]),
  );

/** The whole stack in this process on a folder that outlives it, its schedules by hand, with clients of its engines and the operator's commands. */
export const startWholeStack = async (at: Home, options: WholeStackOptions) => {
  const { now, held = [], memory = false, retrySeconds, skew, environment = {} } = options;
  const lines: string[] = [];
  const stack = await startLocalStack({
    assembly: held.length > 0 ? without(at, held) : at.assembly,
    state: memory ? 'memory' : at.state,
    now,
    schedules: 'by-hand',
    throttle: false,
    environment,
    log: (line) => void lines.push(line),
    ...(retrySeconds !== undefined && { retrySeconds }),
    ...(skew && { skew }),
  });
  const fire = (name: string) => stack.fire(stack.schedules.find((one) => one.endsWith(name)) ?? name);
  const target: Target = {
    apiUrl: stack.apiUrl,
    publicUrl: stack.publicUrl,
    token: stack.token,
    setClock: async (instant) => stack.clock.set(instant),
    firePublication: (reason) => fire(`publish-${reason}`),
    fireSchedule: fire,
    idle: () => stack.idle(PATIENCE_MS),
    stop: stack.stop,
  };
  const { dynamodb, sqs, s3 } = clientsOf(stack);
  const tables = DynamoDBDocumentClient.from(dynamodb);
  const itemsOf = async (table: string): Promise<readonly Record<string, unknown>[]> => {
    const found: Record<string, unknown>[] = [];
    const scan = { TableName: stack.outputs[table] ?? '', ConsistentRead: true };
    for await (const { Items = [] } of paginateScan({ client: tables }, scan)) found.push(...Items);
    return found;
  };
  return {
    ...target,
    stack,
    lines,
    dynamodb: dynamodb as DynamoDBClient,
    tables,
    sqs,
    s3,
    table: (output: string): string => stack.outputs[output] ?? '',
    itemsOf,
    /** Fires a schedule and waits for what comes of it. */
    run: async (schedule: string): Promise<void> => {
      await fire(schedule);
      await stack.idle(PATIENCE_MS);
    },
    /** A command of infra/, as the runbook calls it. */
    command: (file: string, ...args: string[]) =>
      run(file, args, { ...stack.environment, ...exported(stack.outputs), PATH: process.env['PATH'] ?? '' }),
    stop: async (): Promise<void> => {
      for (const client of [dynamodb, sqs, s3]) client.destroy();
      await stack.stop();
    },
  };
};
export type WholeStack = Awaited<ReturnType<typeof startWholeStack>>;
