import * as z from 'zod';
import { documentClient, s3Client } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { foldedCountStore } from '../../shared/statistics/folded-count-store.ts';
import { discloseStatistics } from './handlers/disclose-statistics.ts';

const env = readEnv({ DERIVED_TABLE: z.string(), DISCLOSURE_BUCKET: z.string() });

export const handler = discloseStatistics({
  folded: foldedCountStore({ client: documentClient(), table: env.DERIVED_TABLE }),
  bucket: objectBucket(s3Client(), env.DISCLOSURE_BUCKET),
  now: systemNow,
  log: jsonLog,
});
