import { LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { documentClient, s3Client } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { fileKey } from '../../shared/crypto/file-keys.ts';
import { fileBytes } from '../../shared/files/file-bytes-store.ts';
import { fileStore } from '../../shared/files/file-store.ts';
import { NO_SCANNER } from '../../shared/files/no-scanner.ts';
import { lambdaScanner } from '../../shared/files/scanner-store.ts';
import { scanFile } from './handlers/scan-file.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  FILES_BUCKET: z.string(),
  FILE_SCANNER: z.string(),
});

export const handler = scanFile({
  files: fileStore({ client: documentClient(), table: env.REGISTER_TABLE }),
  bytes: fileBytes({ client: s3Client(), bucket: env.FILES_BUCKET }),
  scanner:
    env.FILE_SCANNER === NO_SCANNER
      ? undefined
      : lambdaScanner({ client: new LambdaClient({}), functionArn: env.FILE_SCANNER }),
  keyOf: fileKey,
  now: systemNow,
  log: jsonLog,
});
