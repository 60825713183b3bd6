import * as z from 'zod';
import { documentClient } from '../shared/aws/clients.ts';
import { readCommand } from './command-line.ts';
import { bringBack } from './restore/bring-back.ts';

const USAGE = `使登记库的内容与恢复所得的旁表一致：表本身、数据流、索引、权限都不变。
Makes the register's content that of a table that was restored beside it; the table, its stream, its indexes and all rights stay.
Done twice it does nothing more. The door is closed before, and the ledger replayed after it: docs/runbook.md, Restore.

  --from <name>             the table that was restored from a point in time
  --register-table <name>   the stack's output RegisterTable (or the variable REGISTER_TABLE)
  --dry-run                 only counts what differs
  --segments <number>       parts of a table that are read at a time (default 4)

Region, credentials and endpoint come from the environment, as for the AWS command line.`;

const settings = readCommand({
  usage: USAGE,
  options: {
    from: { type: 'string' },
    'register-table': { type: 'string' },
    'dry-run': { type: 'boolean' },
    segments: { type: 'string' },
  },
  variables: { 'register-table': 'REGISTER_TABLE' },
  settings: {
    from: z.string(),
    'register-table': z.string(),
    'dry-run': z.boolean().default(false),
    segments: z.coerce.number().int().min(1).max(64).default(4),
  },
});

if (settings) {
  const { from, 'register-table': to, 'dry-run': dryRun, segments } = settings;
  if (from === to) throw new Error('The restored table is the register itself: restore it under another name.');
  const { written, deleted, same } = await bringBack(documentClient(), { from, to, segments, dryRun });
  console.log(
    `写回 written ${written}，删除 deleted ${deleted}，相同 the same ${same}${dryRun ? '（仅核对 dry run）' : ''}`,
  );
}
