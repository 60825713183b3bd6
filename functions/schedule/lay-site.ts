import { join } from 'node:path';
import * as z from 'zod';
import { s3Client } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { sha256Hex } from '../../shared/crypto/digests.ts';
import { objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { SiteLines } from '../../shared/site/site-lines.ts';
import { laySite } from './handlers/lay-site.ts';
import { readSite } from './read-site.ts';

const env = readEnv({
  // Lambda tells a function where its own files lie.
  LAMBDA_TASK_ROOT: z.string(),
  DISCLOSURE_BUCKET: z.string(),
  SITE_LINES: z.string(),
});

export const handler = laySite({
  files: () => readSite(join(env.LAMBDA_TASK_ROOT, 'site')),
  lines: () => SiteLines.parse(JSON.parse(env.SITE_LINES)),
  bucket: objectBucket(s3Client(), env.DISCLOSURE_BUCKET),
  sha256: sha256Hex,
  now: () => Date.parse(systemNow()),
  log: jsonLog,
});
