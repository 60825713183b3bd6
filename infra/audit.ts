import * as z from 'zod';
import { auditRegister } from './audit/audit-register.ts';
import { readCommand } from './command-line.ts';

const USAGE = `逐版核验登记库的全部校验链 Walks the whole register and verifies the chain of every head.

  --register-table <name>   the stack's output RegisterTable (or the variable REGISTER_TABLE)
  --local [<url>]           of a system that runs on this machine (default http://127.0.0.1:8787)
  --segments <number>       parts of the register that are read at a time (default 4)

Region, credentials and endpoint come from the environment, as for the AWS command line; it only reads (Scan, Query, GetItem).
Exit code: 0 if every chain holds, 1 if one does not: each break is a line with the head's id, the version and what is wrong with it.`;

const MOST_SEGMENTS = 16;

const settings = readCommand({
  usage: USAGE,
  options: { 'register-table': { type: 'string' }, local: { type: 'string' }, segments: { type: 'string' } },
  variables: { 'register-table': 'REGISTER_TABLE' },
  settings: {
    'register-table': z.string().optional(),
    local: z.url().optional(),
    segments: z.coerce.number().int().min(1).max(MOST_SEGMENTS).default(4),
  },
});

const Outputs = z.object({
  region: z.string(),
  outputs: z.object({ RegisterTable: z.string() }),
  endpoints: z.object({ dynamodb: z.string() }),
});

/** The table of a system of `npm start`, by its own word; its engine takes any credentials. */
const localTable = async (url: string): Promise<string> => {
  const response = await fetch(`${url.replace(/\/$/, '')}/_local/outputs`);
  const { region, outputs, endpoints } = Outputs.parse(await response.json());
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  });
  return outputs.RegisterTable;
};

const run = async ({ local, segments, 'register-table': given }: NonNullable<typeof settings>): Promise<void> => {
  const table = local === undefined ? given : await localTable(local);
  if (table === undefined) throw new Error('--register-table or REGISTER_TABLE, or --local, is missing');
  const { heads, versions, erased, breaks } = await auditRegister({ table, segments, report: console.log });
  const sorts = Object.entries(heads).map(([entity, count]) => `${count} ${entity}`);
  console.log(`已核验 verified   ${sorts.join(', ') || '0'}`);
  console.log(`版本 versions     ${versions}，内容已删除 erased ${erased}`);
  console.log(`断裂 breaks       ${breaks}`);
  if (breaks > 0) process.exitCode = 1;
};

if (settings) {
  await run(settings).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
