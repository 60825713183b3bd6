import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readEnv } from '../../shared/aws/read-env.ts';
import { apiPages } from './handlers/api-pages.ts';

/** Lambda tells a function where its own files lie. */
const env = readEnv({ LAMBDA_TASK_ROOT: z.string() });

export const handler = apiPages({ read: (file) => readFile(join(env.LAMBDA_TASK_ROOT, 'pages', file)) });
