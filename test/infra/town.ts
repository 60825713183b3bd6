import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import type { LocalStack } from '../../infra/local/local-stack.ts';
import { startLocalStack } from '../../infra/local/stack.ts';
import { addDays, beijingDate } from '../../shared/kernel/beijing-time.ts';
import { clientOf, officer } from '../e2e/client.ts';
import { secondEngineEnvironment } from '../second-engine/named.ts';

const root = join(import.meta.dirname, '../..');
const reporter = officer('market-regulation');
const second = officer('market-regulation', 'officer-2');

export const TODAY = beijingDate(Date.now());
export const YESTERDAY = addDays(TODAY, -1);

/** A command as an operator runs it, in an environment of its own. */
export const run = (file: string, args: readonly string[], environment: Record<string, string>) =>
  new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) =>
    execFile(process.execPath, [join(root, 'infra', file), ...args], { env: environment }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    ),
  );

/** Takes all messages out of a queue, in order. */
export const drain = async (sqs: SQSClient, QueueUrl: string): Promise<Message[]> => {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, AttributeNames: ['All'] }));
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.length === 0 ? [] : [...Messages, ...(await drain(sqs, QueueUrl))];
};

/** The stack of `npm start`; without a relay, the register's stream is lost to it. */
export const town = async ({ relayed }: { readonly relayed: boolean }) => {
  const folder = mkdtempSync(join(tmpdir(), 'commands-'));
  const assembly = join(folder, 'assembly');
  cpSync(join(root, 'cdk.out'), assembly, { recursive: true });
  if (!relayed) {
    const file = join(assembly, 'JointCreditStateless.template.json');
    const template = JSON.parse(readFileSync(file, 'utf8'));
    for (const { Type, Properties } of Object.values<{ Type: string; Properties: Record<string, unknown> }>(
      template.Resources,
    )) {
      if (Type === 'AWS::Lambda::EventSourceMapping' && 'StartingPosition' in Properties) Properties['Enabled'] = false;
    }
    writeFileSync(file, JSON.stringify(template));
  }
  const stack: LocalStack = await startLocalStack({
    assembly,
    state: 'memory',
    schedules: 'by-hand',
    throttle: false,
    log: () => {},
    environment: secondEngineEnvironment(),
  });
  const fire = async (name: string) => {
    await stack.fire(stack.schedules.find((schedule) => schedule.endsWith(name)) ?? name);
    await stack.idle();
  };
  const api = clientOf(stack);
  const {
    RegisterTable = '',
    DerivedTable = '',
    NotificationQueueUrl = '',
    PublicationQueueUrl = '',
    CaseWorkQueueUrl = '',
    LedgerBucket = '',
  } = stack.outputs;
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = stack.environment;
  const local = { region: stack.region, credentials: { accessKeyId, secretAccessKey } };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...local, endpoint: stack.endpoints.dynamodb }));
  const sqs = new SQSClient({ ...local, endpoint: stack.endpoints.sqs, useQueueUrlAsEndpoint: false });
  const Attributes = { FifoQueue: 'true' };
  const { QueueUrl: beside = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'beside.fifo', Attributes }));

  /** A queue takes no message twice within five minutes: what was sent beside it goes on under other deduplication ids. */
  const sendOn = async (): Promise<void> => {
    for (const { Body, Attributes } of await drain(sqs, beside)) {
      const MessageGroupId = Attributes?.MessageGroupId;
      const message = { QueueUrl: NotificationQueueUrl, MessageBody: Body, MessageGroupId };
      await sqs.send(new SendMessageCommand({ ...message, MessageDeduplicationId: randomUUID() }));
    }
  };

  const post = async (body: object, who = reporter): Promise<string> => {
    const { status, body: record } = await api.call(who, 'POST', '/records', { body });
    expect([200, 201]).toContain(status);
    return record.id;
  };
  const change = async (id: string, path: string, version: number, body: object, who = reporter): Promise<void> => {
    const headers = { 'if-match': `"${version}"` };
    const { status, body: answer } = await api.call(who, 'POST', `/records/${id}/${path}`, { headers, body });
    expect({ status, answer }).toMatchObject({ status: 200 });
  };
  return {
    post,
    publish: () => fire('publish-additions'),
    fold: () => fire('fold-statistics'),
    correct: (id: string, version: number, content: object) =>
      change(id, 'corrections', version, { reason: '金额录入有误', content }),
    withdraw: async (id: string, version: number) => {
      const document = {
        verb: 'revoke',
        document: '庄市监撤〔2026〕1号',
        decidedOn: YESTERDAY,
        reason: '决定予以撤销',
      };
      await change(id, 'withdrawal', version, document);
      await change(id, 'withdrawal/confirmation', version + 1, { confirmed: true }, second);
    },
    /** What a department has yet to acknowledge: record and type, oldest first. */
    inbox: async (department: string): Promise<{ id: string; about: string; type: string }[]> => {
      await stack.idle();
      const { body } = await api.call(officer(department), 'GET', '/notifications?limit=100');
      return body.notifications.map((one: { id: string; subject: string; type: string }) => ({
        id: one.id,
        about: one.subject,
        type: one.type.replace('joint-credit.record.', ''),
      }));
    },
    acknowledge: (department: string, id: string) =>
      api.call(officer(department), 'POST', `/notifications/${id}/acknowledgement`),
    publicEntries: async (): Promise<number> => {
      const { status, body: latest } = await api.published('latest.json');
      return status === 200 ? (await api.published(latest.manifest)).body.entries : 0;
    },
    withdrawals: async () => (await api.published('withdrawn.json')).body.withdrawals,
    counts: async (month: string) =>
      (await api.call(officer('auditor', 'officer-1', 'auditor'), 'GET', `/statistics/disclosures?month=${month}`)).body
        .counts,
    /** All derived items by their key, but for the lease of the last publication. */
    derived: async (): Promise<Record<string, Record<string, unknown>>> => {
      const items: Record<string, unknown>[] = [];
      const scan = { TableName: DerivedTable, ConsistentRead: true };
      for await (const { Items = [] } of paginateScan({ client }, scan)) items.push(...Items);
      const keyed = items.map((item) => [`${item['pk']} ${item['sk']}`, item] as const);
      return Object.fromEntries(keyed.filter(([key]) => key !== 'PUBLICATION LEASE'));
    },
    lose: async (keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        const [pk, sk] = key.split(' ');
        await client.send(new DeleteCommand({ TableName: DerivedTable, Key: { pk, sk } }));
      }
    },
    damage: (id: string) =>
      client.send(
        new PutCommand({
          TableName: RegisterTable,
          Item: { pk: 'ORG#damaged', sk: 'damaged', entity: 'record', id, version: 1, body: Buffer.from([9]) },
        }),
      ),
    rederive: async (...args: string[]) => {
      const answer = await run('rederive.ts', args, {
        ...stack.environment,
        REGISTER_TABLE: RegisterTable,
        DERIVED_TABLE: DerivedTable,
        NOTIFICATION_QUEUE_URL: beside,
        PUBLICATION_QUEUE_URL: PublicationQueueUrl,
        CASE_WORK_QUEUE_URL: CaseWorkQueueUrl,
        LEDGER_BUCKET: LedgerBucket,
      });
      await sendOn();
      await stack.idle();
      const [notifications, pending, counts, aliases] =
        /missing\D+(\d+)\D+(\d+)\D+(\d+)\D+(\d+)/.exec(answer.stdout)?.slice(1).map(Number) ?? [];
      return { ...answer, missing: { notifications, pending, counts, aliases } };
    },
    stop: async () => {
      client.destroy();
      sqs.destroy();
      await stack.stop();
      rmSync(folder, { recursive: true });
    },
  };
};

export type Town = Awaited<ReturnType<typeof town>>;
