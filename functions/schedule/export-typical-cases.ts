import * as z from 'zod';
import { documentClient, s3Client } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { typicalCaseStore } from '../../shared/typical-cases/typical-case-store.ts';
import { exportTypicalCases } from './handlers/export-typical-cases.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), EXCHANGE_BUCKET: z.string() });

export const handler = exportTypicalCases({
  typicalCases: typicalCaseStore({ client: documentClient(), table: env.REGISTER_TABLE }),
  exchange: objectBucket(s3Client(), env.EXCHANGE_BUCKET),
  now: systemNow,
  log: jsonLog,
});
