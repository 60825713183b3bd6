import { LambdaClient } from '@aws-sdk/client-lambda';
import { scanFile } from '../../../../functions/queue/handlers/scan-file.ts';
import { s3Client } from '../../../../shared/aws/clients.ts';
import { fileKey } from '../../../../shared/crypto/file-keys.ts';
import { objectBucket } from '../../../../shared/disclosure/object-bucket.ts';
import { fileBytes } from '../../../../shared/files/file-bytes-store.ts';
import { fileStore } from '../../../../shared/files/file-store.ts';
import type { FileScanner, ScanRequest } from '../../../../shared/files/scanner-store.ts';
import { lambdaScanner } from '../../../../shared/files/scanner-store.ts';
import { announced, send } from '../../../builders/files.ts';
import { names } from '../../../engines.ts';
import type { Api, Officer } from './api.ts';

/** S3's event as the queue hands it out. */
export const cameEvent = (...keys: readonly string[]) => ({
  Records: keys.map((key, index) => ({
    messageId: String(index),
    body: JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Post', s3: { object: { key } } }] }),
  })),
});

/** The scan over what lies in the bucket of an API under test. */
export const scanning = (api: Pick<Api, 'stores' | 'now' | 'logged'>, scanner?: FileScanner) => {
  const note = (message: string, fields: object) => void api.logged.push({ message, fields: { ...fields } });
  const bucket = objectBucket(s3Client(), names.filesBucket);
  const handle = scanFile({
    files: fileStore(api.stores.register),
    bytes: fileBytes({ client: s3Client(), bucket: names.filesBucket }),
    scanner,
    keyOf: fileKey,
    now: api.now,
    log: { info: note, warn: note, error: note },
  });
  const paths = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const page of bucket.list('')) found.push(...page);
    return found.sort();
  };
  return {
    bucket,
    handle,
    /** All that lies in the bucket. */
    paths,
    /** Looks at everything that was sent. */
    all: async () => handle(cameEvent(...(await paths()).filter((path) => path.startsWith('incoming/')))),
  };
};

/** A scanner behind Lambda's own client, whose function answers this. */
export const scannerThatAnswers = (
  payload: unknown,
  asked: ScanRequest[] = [],
  functionError?: string,
): FileScanner => {
  const client = new LambdaClient({ region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  client.middlewareStack.add(
    () => async (args) => {
      asked.push(JSON.parse(String(Reflect.get(args.input, 'Payload'))));
      const text = JSON.stringify(payload);
      const Payload = Object.assign(new TextEncoder().encode(text), { transformToString: () => text });
      const output = { $metadata: {}, Payload, ...(functionError && { FunctionError: functionError }) };
      return { response: {}, output };
    },
    { step: 'initialize' },
  );
  return lambdaScanner({ client, functionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:scanner' });
};

/** Hands a file in until it is clean; answers its id. */
export const cleanFile = async (
  api: Pick<Api, 'call' | 'stores' | 'now' | 'logged'>,
  who: Officer,
  bytes: Uint8Array,
  change: object = {},
): Promise<string> => {
  const { body } = await api.call('post-file', { who, body: announced(bytes, change) });
  await send(body.form, bytes);
  await scanning(api).all();
  return body.id;
};
