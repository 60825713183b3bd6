import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readEnv } from '../../shared/aws/read-env.ts';
import { apiPages } from './handlers/api-pages.ts';

const env = readEnv({
  // Lambda tells a function where its own files lie.
  LAMBDA_TASK_ROOT: z.string(),
  SIGN_IN_ISSUER: z.string(),
  SIGN_IN_CLIENT: z.string(),
  SIGN_IN_SCOPE: z.string(),
  SIGN_IN_ORIGIN: z.string(),
  UPLOAD_ORIGIN: z.string(),
  /** Where objects go instead, if the runtime says so. */
  AWS_ENDPOINT_URL_S3: z.string().optional(),
});

export const handler = apiPages({
  read: (file) => readFile(join(env.LAMBDA_TASK_ROOT, 'pages', file)),
  signIn: { issuer: env.SIGN_IN_ISSUER, client: env.SIGN_IN_CLIENT, scope: env.SIGN_IN_SCOPE },
  reaches: [env.SIGN_IN_ORIGIN, env.AWS_ENDPOINT_URL_S3 ?? env.UPLOAD_ORIGIN],
});
