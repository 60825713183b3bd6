import * as z from 'zod';
import { documentClient, s3Client } from '../shared/aws/clients.ts';
import { systemNow } from '../shared/aws/clock.ts';
import { secretText } from '../shared/aws/secret.ts';
import { headId } from '../shared/crypto/head-keys.ts';
import { personKeys } from '../shared/crypto/person-keys.ts';
import { fileEraser } from '../shared/files/file-eraser-store.ts';
import { registerPages } from '../shared/rederive/register-pages-store.ts';
import { anyHeadStore } from '../shared/retention/any-head-store.ts';
import { goOnAbove } from '../shared/retention/go-on-above.ts';
import { LEDGER_ACTIONS, type LedgerAction } from '../shared/retention/ledger-entry.ts';
import { ledgerStore } from '../shared/retention/ledger-store.ts';
import { heardVersions } from '../shared/retention/lost-versions-store.ts';
import { type ReplayTally, replayLedger } from '../shared/retention/replay-ledger.ts';
import { codeAliasStore } from '../shared/subjects/code-alias-store.ts';
import { leavingSubjects } from '../shared/subjects/leaving-subject-store.ts';
import { nameLeadStore } from '../shared/subjects/name-lead-store.ts';
import { systemActor } from '../shared/tasks/dispatch.ts';
import { readCommand } from './command-line.ts';
import { allRaisers, allReplayers } from './replayers.ts';

const USAGE = `恢复登记库后、开放访问前，按另存的台账重放删除、终结、修复、撤回与归档。
Replays the ledger of erasures and withdrawals on a register that was restored, before it takes traffic. Done twice it does nothing more.

  --register-table <name>       the restored table; as a rule the stack's output RegisterTable (or the variable REGISTER_TABLE)
  --derived-table <name>        DerivedTable (DERIVED_TABLE)
  --ledger-bucket <name>        LedgerBucket (LEDGER_BUCKET)
  --files-bucket <name>         FilesBucket (FILES_BUCKET)
  --person-keys-secret <arn>    PersonKeysSecret (PERSON_KEYS_SECRET)
  --dry-run                     only says what would be done

Region, credentials and endpoint come from the environment, as for the AWS command line.`;

const settings = readCommand({
  usage: USAGE,
  options: {
    'register-table': { type: 'string' },
    'derived-table': { type: 'string' },
    'ledger-bucket': { type: 'string' },
    'files-bucket': { type: 'string' },
    'person-keys-secret': { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  variables: {
    'register-table': 'REGISTER_TABLE',
    'derived-table': 'DERIVED_TABLE',
    'ledger-bucket': 'LEDGER_BUCKET',
    'files-bucket': 'FILES_BUCKET',
    'person-keys-secret': 'PERSON_KEYS_SECRET',
  },
  settings: {
    'register-table': z.string(),
    'derived-table': z.string(),
    'ledger-bucket': z.string(),
    'files-bucket': z.string(),
    'person-keys-secret': z.string(),
    'dry-run': z.boolean().default(false),
  },
});

const NAMES: Readonly<Record<LedgerAction, string>> = {
  end: '终结 ended',
  'end-part': '部分措施终结 measures ended',
  suspend: '中止 suspended',
  resume: '恢复 resumed',
  conceal: '不再公示 left the public',
  archive: '归档 archived',
  erase: '删除 erased',
  forget: '主体信息删除 subjects forgotten',
};

const report = ({ entries, heads, done, already, absent }: ReplayTally, above: number, dryRun: boolean): string =>
  [
    `台账 ledger      ${entries} 条 entries, ${heads} 个对象 heads`,
    `重放 replayed    ${LEDGER_ACTIONS.map((action) => `${done[action] ?? 0} ${NAMES[action]}`).join(', ')}${dryRun ? '（仅核对 dry run）' : ''}`,
    `无需 unchanged   ${already} 已如台账所载 as the ledger says, ${absent} 登记库中没有 not in the register`,
    `续号 raised      ${above} 条记录 records go on above versions that were lost`,
  ].join('\n');

if (settings) {
  const client = documentClient();
  const register = { client, table: settings['register-table'] };
  const derived = { client, table: settings['derived-table'] };
  const secret = secretText(settings['person-keys-secret']);
  const { 'dry-run': dryRun } = settings;
  const tally = await replayLedger(
    {
      ledger: ledgerStore(s3Client(), settings['ledger-bucket']),
      heads: anyHeadStore(register),
      eraseBytes: fileEraser({ client: s3Client(), bucket: settings['files-bucket'] }),
      replayers: allReplayers(register),
      subjects: leavingSubjects({
        ...register,
        personKeys: async () => personKeys(await secret()),
        codeAliases: codeAliasStore(derived),
        nameLeads: nameLeadStore(derived),
      }),
      subjectId: (pk) => headId({ pk, sk: 'SUBJECT' }),
      by: systemActor(systemNow()),
    },
    { dryRun },
  );
  const above = await goOnAbove(
    {
      register: registerPages(register),
      raisers: allRaisers(register),
      heard: await heardVersions(derived),
      by: systemActor(systemNow()),
    },
    { dryRun },
  );
  console.log(report(tally, above, dryRun));
}
