import { createHash } from 'node:crypto';
import { BatchExecuteStatementCommand, BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { planImport } from '../../../functions/queue/handlers/plan-import.ts';
import { takePart } from '../../../functions/queue/handlers/take-part.ts';
import { generateKeys } from '../../../infra/keys.ts';
import { randomText } from '../../../shared/crypto/digests.ts';
import { importId } from '../../../shared/crypto/import-keys.ts';
import { personKeys } from '../../../shared/crypto/person-keys.ts';
import type { Import } from '../../../shared/imports/import.ts';
import type { ImportBytes } from '../../../shared/imports/import-bytes-store.ts';
import { RECORD_HEAD } from '../../../shared/records/record-store.ts';
import { headInserts } from '../../../shared/register/head-inserts-store.ts';
import { subjectBatches } from '../../../shared/subjects/subject-batch-store.ts';
import { fictionalCompany } from '../../builders/fictional.ts';
import { licence } from '../../builders/submissions.ts';
import { TODAY } from './post-function.ts';

/**
 * Takes in a file of so many licences of one department, made as it is read, over tables that answer from memory: what is left is our own
 * work. Says what processor time and memory that took, what was asked of the tables, and how hot the hottest partition key was. Run as a
 * process of its own.
 */
const rows = Number(process.argv[2]);
/** As in a licence register: a subject has several. */
const ROWS_A_SUBJECT = 4;
const subjects = Math.ceil(rows / ROWS_A_SUBJECT);
const NAME = '庄河示例食品经营有限公司';
const FIRST = 1_000_000;

const encoder = new TextEncoder();
/** Every row is as long as every other: a range of bytes tells which rows it holds. */
const rowAt = (at: number): Uint8Array => {
  const subject = fictionalCompany(FIRST + Math.floor(at / ROWS_A_SUBJECT), NAME);
  const documentNumber = `庄市监许〔2026〕${String(at).padStart(8, '0')}号`;
  return encoder.encode(`${JSON.stringify(licence({ subject, documentNumber }))}\n`);
};
const length = rowAt(0).length;

async function* range(from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = Math.floor(from / length); at * length < to; at += 1) {
    const bytes = rowAt(at);
    yield bytes.subarray(Math.max(0, from - at * length), Math.min(length, to - at * length));
  }
}

const digest = createHash('sha256');
for await (const chunk of range(0, rows * length)) digest.update(chunk);

let calls = 0;
let writes = 0;
const byPartition = new Uint32Array(subjects);
const answer = async (command: object): Promise<object> => {
  calls += 1;
  if (command instanceof BatchGetCommand) {
    const [[table, { Keys = [] }] = ['', {}]] = Object.entries(command.input.RequestItems ?? {});
    return { Responses: { [table]: Keys.map((key) => ({ ...key, entity: 'subject', names: [NAME] })) } };
  }
  if (!(command instanceof BatchExecuteStatementCommand)) throw new Error(`unknown call ${command.constructor.name}`);
  for (const { Parameters = [] } of command.input.Statements ?? []) {
    writes += 1;
    const number = Number(String(Parameters[0]).slice('ORG#91210299'.length, -2)) - FIRST;
    byPartition[number] = (byPartition[number] ?? 0) + 1;
  }
  return { Responses: [] };
};
const client = { send: answer } as unknown as DynamoDBDocumentClient;

const place = { digest: 'bench', run: 1 };
const image: Import = {
  ...place,
  id: importId(place),
  version: 1,
  state: 'awaited',
  department: 'market-regulation',
  officer: 'officer-1',
  kind: 'administrative-licence',
  format: 'ndjson',
  name: 'bench.ndjson',
  size: rows * length,
  sha256: digest.digest('hex'),
  announcedAt: TODAY,
  uploadUntil: TODAY,
  change: { action: 'offer', department: 'market-regulation', officer: 'officer-1', at: TODAY },
};
const unused = (): never => {
  throw new Error('every row is good');
};
const bytes: ImportBytes = {
  size: async () => image.size,
  read: async (_, __, { from, to }) => range(from, to),
  staging: unused,
  plan: unused,
  keepPlan: unused,
  keepRefused: unused,
  refused: unused,
  keepErrors: unused,
  tidy: unused,
};
const register = { client, table: 'register' };
const keys = personKeys(generateKeys().personKeys);
let created = 0;
const deps = {
  bytes,
  progress: {
    begin: async (_: string, part: number) => ({ part, begun: [TODAY], delivery: 1 }),
    begun: async () => [TODAY],
    finish: async (_: string, __: number, counts: { readonly created: number }) => {
      created += counts.created;
    },
    of: async () => [],
  },
  intake: { count: async () => undefined },
  addMany: headInserts(RECORD_HEAD, register),
  resolveMany: subjectBatches({ ...register, personKeys: async () => keys, subjects: { resolve: unused } }),
  seal: async (number: string) => keys.seal(number),
  subscriptions: async () => [],
  publicId: () => randomText(16),
};

const before = process.cpuUsage();
const plan = await planImport({ bytes }, image);
if (!plan.ok) throw new Error(JSON.stringify(plan.failure));
for (const at of plan.value.parts.keys()) await takePart(deps, image, plan.value, at + 1, { at: TODAY, delivery: 1 });
const { user, system } = process.cpuUsage(before);
if (created !== rows) throw new Error(`${created} rows of ${rows}`);
const hottest = byPartition.reduce((most, count) => Math.max(most, count), 0);
const { maxRSS: kilobytes } = process.resourceUsage();
const parts = plan.value.parts.length;
console.log(
  JSON.stringify({ rows, cpu: user + system, kilobytes, calls, writes, hottest, mean: rows / subjects, parts }),
);
