import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { takeExchange } from '../../../functions/queue/handlers/take-exchange.ts';
import { takePackage } from '../../../functions/queue/handlers/take-package.ts';
import { takeReceipt } from '../../../functions/queue/handlers/take-receipt.ts';
import { packExchange } from '../../../functions/schedule/handlers/pack-exchange.ts';
import { documentClient, s3Client } from '../../../shared/aws/clients.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { randomText, sha256Hex } from '../../../shared/crypto/digests.ts';
import { personKeys } from '../../../shared/crypto/person-keys.ts';
import { objectBucket } from '../../../shared/disclosure/object-bucket.ts';
import { arrivals } from '../../../shared/exchange/arrival-store.ts';
import { exchangeEntries } from '../../../shared/exchange/entry-store.ts';
import { heardOfCase, heardOfRecord } from '../../../shared/exchange/heard.ts';
import { IN_FORMAT } from '../../../shared/exchange/incoming.ts';
import { OutLine, OutManifest } from '../../../shared/exchange/package.ts';
import { inPath, packageName, packageOutcomePath } from '../../../shared/exchange/paths.ts';
import { RECEIPT_FORMAT, type ReceiptAnswer } from '../../../shared/exchange/receipt.ts';
import { outSequences } from '../../../shared/exchange/sequence-store.ts';
import type { LogFields } from '../../../shared/kernel/log.ts';
import { inboxStore } from '../../../shared/notifications/inbox-store.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { RECORD_HEAD, recordFromItem, recordStore } from '../../../shared/records/record-store.ts';
import { headsByKey } from '../../../shared/register/head-batch-store.ts';
import { fromItem } from '../../../shared/register/head-store.ts';
import { codeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import { personNumbers } from '../../../shared/subjects/person-number-store.ts';
import { subjectFinder } from '../../../shared/subjects/subject-finder-store.ts';
import { subjectStore } from '../../../shared/subjects/subject-store.ts';
import { approvedSubscriptions } from '../../../shared/subscriptions/approved-subscriptions-store.ts';
import { TYPICAL_CASE_HEAD } from '../../../shared/typical-cases/typical-case-store.ts';
import { personKeysSecret } from '../../builders/person-keys.ts';
import { names } from '../../engines.ts';
import type { Api } from '../http/support/api.ts';

/** The exchange with the superior platform over the real engines, and the platform itself as far as it answers. */
export const exchangeTown = (api: Api) => {
  const client = documentClient();
  const register = { client, table: names.registerTable };
  const derived = { client, table: names.derivedTable };
  const exchange = objectBucket(s3Client(), names.exchangeBucket);
  const entries = exchangeEntries(derived);
  const inbox = inboxStore(derived);
  const logged: { readonly message: string; readonly fields: LogFields }[] = [];
  const note = (message: string, fields: LogFields) => void logged.push({ message, fields });
  const log = { info: note, warn: note, error: note };
  const packDeps = {
    entries,
    sequences: outSequences(derived),
    exchange,
    records: headsByKey(RECORD_HEAD, register),
    typicalCases: headsByKey(TYPICAL_CASE_HEAD, register),
    numbers: personNumbers({ ...register, personKeys: async () => personKeys(personKeysSecret()) }),
    notifications: {
      send: async (all: readonly Notification[]) => {
        for (const one of all) await inbox.deliver(one);
      },
    },
    sha256: sha256Hex,
    idOf: digestId,
    runId: () => randomText(6),
    now: api.now,
    log,
  };
  type PackDeps = typeof packDeps;

  /** What the relay tells the exchange of a head as it is now. */
  const heardOf = (item: Readonly<Record<string, unknown>>) => {
    const key = { pk: String(item['pk']), sk: String(item['sk']) };
    if (item['entity'] === 'record') return heardOfRecord(recordFromItem(item).image, key);
    return item['entity'] === 'typical-case' ? heardOfCase(fromItem(TYPICAL_CASE_HEAD, item).image, key) : undefined;
  };

  /** What the relay tells the exchange of every head as it is now. */
  const relay = async (): Promise<void> => {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: names.registerTable })) {
      for (const item of Items) {
        const heard = heardOf(item);
        if (heard) await entries.hear(heard);
      }
    }
  };

  const textAt = async (path: string): Promise<string | undefined> => {
    const bytes = await exchange.get(path);
    return bytes && new TextDecoder().decode(bytes);
  };
  const linesAt = async (path: string): Promise<readonly OutLine[]> =>
    ((await textAt(path)) ?? '').split('\n').flatMap((line) => (line === '' ? [] : [OutLine.parse(JSON.parse(line))]));

  const paths = async (prefix = ''): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const page of exchange.list(prefix)) found.push(...page);
    return found.toSorted();
  };

  /** A package as the counterpart reads it: every file held against the manifest. */
  const packageAt = async (sequence: number) => {
    const folder = `out/packages/${packageName(sequence)}/`;
    const text = await textAt(`${folder}manifest.json`);
    if (text === undefined) return undefined;
    const manifest = OutManifest.parse(JSON.parse(text));
    const lines: OutLine[] = [];
    for (const { path, sha256, rows, bytes } of manifest.files) {
      const file = await exchange.get(`${folder}${path}`);
      if (file === undefined || sha256Hex(file) !== sha256 || file.length !== bytes)
        throw new Error(`${path} is damaged`);
      const found = await linesAt(`${folder}${path}`);
      if (found.length !== rows) throw new Error(`${path} lacks rows`);
      lines.push(...found);
    }
    return { manifest, lines, digest: sha256Hex(text) };
  };

  const takeDeps = { entries, sequences: packDeps.sequences, inbox, exchange, now: api.now, log };
  const people = {
    ...register,
    personKeys: async () => personKeys(personKeysSecret()),
    olderCodes: codeAliasStore(derived),
  };
  const packageDeps = {
    ...takeDeps,
    arrivals: arrivals(derived),
    records: recordStore(register),
    subscriptions: approvedSubscriptions(register, api.now),
    subjects: subjectStore(people),
    finder: subjectFinder(people),
    seal: async (number: string) => personKeys(personKeysSecret()).seal(number),
    publicId: () => randomText(16),
    sha256: sha256Hex,
  };
  const takes = (deps: Partial<typeof packageDeps> = {}) =>
    takeExchange({
      exchange,
      takePackage: takePackage({ ...packageDeps, ...deps }),
      takeReceipt: takeReceipt(takeDeps),
      log,
    });
  const handler = takes();
  const eventOf = (key: string, size: number) => ({
    Records: [{ messageId: key, body: JSON.stringify({ Records: [{ s3: { object: { key, size } } }] }) }],
  });
  /** The counterpart writes an object, and S3 says so. */
  const arrive = async (path: string, body: string) => {
    const bytes = new TextEncoder().encode(body);
    await exchange.put(path, bytes);
    return handler(eventOf(path, bytes.length));
  };

  let receipts = 0;
  const receipt = async (sequence: number, answers: readonly ReceiptAnswer[]) => {
    receipts += 1;
    const name = `receipt-${receipts}`;
    const body = JSON.stringify({ format: RECEIPT_FORMAT, package: sequence, entries: answers });
    const answer = await arrive(`in/receipts/${name}.json`, body);
    const outcome = await textAt(`out/outcomes/receipts/${name}.json`);
    return { failed: answer.batchItemFailures.length > 0, outcome: outcome && JSON.parse(outcome) };
  };

  /** A receipt for everything in a package. */
  const receiptAll = async (sequence: number) => {
    const { lines = [] } = (await packageAt(sequence)) ?? {};
    return receipt(
      sequence,
      lines.flatMap(({ entry, op, channels }) =>
        channels.map((channel) => ({
          entry,
          channel,
          state: op === 'put' ? ('acknowledged' as const) : ('removed' as const),
        })),
      ),
    );
  };

  let sent = 0;
  /** The counterpart sends a package: rows first, then its manifest; answers the outcome. */
  const send = async (
    rows: readonly unknown[],
    given: {
      readonly sequence?: number;
      readonly cutAt?: string;
      readonly manifest?: object;
      readonly body?: string;
      readonly deps?: object;
    } = {},
  ) => {
    const sequence = given.sequence ?? sent + 1;
    sent = Math.max(sent, sequence);
    const body = given.body ?? rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const bytes = new TextEncoder().encode(body);
    const manifest = JSON.stringify({
      format: IN_FORMAT,
      sequence,
      cutAt: given.cutAt ?? api.now(),
      file: { path: 'rows.ndjson', rows: rows.length, bytes: bytes.length, sha256: sha256Hex(bytes) },
      ...given.manifest,
    });
    await exchange.put(inPath(sequence, 'rows.ndjson'), bytes);
    const path = inPath(sequence, 'manifest.json');
    await exchange.put(path, new TextEncoder().encode(manifest));
    const answer = await takes(given.deps)(eventOf(path, manifest.length));
    const outcome = await textAt(packageOutcomePath(sequence, sha256Hex(manifest)));
    return { failed: answer.batchItemFailures.length > 0, outcome: outcome && JSON.parse(outcome) };
  };

  return {
    send,
    skip: (numbers: number) => {
      sent += numbers;
    },
    last: () => sent,
    packageDeps,
    exchange,
    entries,
    inbox,
    logged,
    relay,
    paths,
    textAt,
    packageAt,
    arrive,
    receipt,
    receiptAll,
    pack: (deps: Partial<PackDeps> = {}) => packExchange({ ...packDeps, ...deps })(),
    packDeps,
  };
};
export type ExchangeTown = ReturnType<typeof exchangeTown>;
