import * as z from 'zod';
import { s3Client } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { sha256Hex } from '../../shared/crypto/digests.ts';
import { linesIn, packedLines } from '../../shared/crypto/packed-lines.ts';
import { objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { foldDeltas } from './handlers/fold-deltas.ts';

const env = readEnv({ DISCLOSURE_BUCKET: z.string() });

export const handler = foldDeltas({
  disclosure: objectBucket(s3Client(), env.DISCLOSURE_BUCKET),
  sha256: sha256Hex,
  unpack: linesIn,
  pack: packedLines,
  now: systemNow,
  log: jsonLog,
});
