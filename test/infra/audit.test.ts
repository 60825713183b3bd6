import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../shared/aws/clients.ts';
import { historyKey } from '../../shared/crypto/head-keys.ts';
import { RECORD_HEAD, recordStore } from '../../shared/records/record-store.ts';
import { TRANSITIONS } from '../../shared/records/transitions.ts';
import { decideTakeDown, takeDown } from '../../shared/take-downs/take-down.ts';
import { penalty } from '../builders/submissions.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import { NOW, recordOf } from '../shared/records/record-of.ts';
import { run } from './town.ts';

let engines: Engines;
let environment: Record<string, string>;
beforeAll(async () => {
  engines = await startEngines();
  environment = {
    ...engines.environment,
    REGISTER_TABLE: names.registerTable,
  };
});
afterAll(() => engines?.stop());

const register = () => ({ client: documentClient(), table: names.registerTable });

/** A record of three versions. */
const kept = async (documentNumber: string): Promise<string> => {
  const records = recordStore(register());
  const added = await records.add(recordOf(penalty({ documentNumber })), documentNumber);
  if (!added.ok) throw new Error('there is another');
  let head = added.value;
  for (const officer of ['office-1', 'office-2']) {
    const by = { department: 'credit-office', officer, at: NOW };
    const next =
      officer === 'office-1'
        ? takeDown(head.image, { reason: '核查' }, by)
        : decideTakeDown(head.image, { confirmed: false, reason: '无误' }, by);
    if (!next.ok) throw new Error('refused');
    const changed = await records.change(head, next.value, TRANSITIONS.suspend.from);
    if (!changed.ok) throw new Error('stale');
    head = { ...changed.value, created: false };
  }
  return head.image.id;
};

describe('npm run audit', () => {
  it('finds nothing in a register that is as it was written', async () => {
    await Promise.all([kept('核〔2026〕1号'), kept('核〔2026〕2号')]);
    const called = await run('audit.ts', [], environment);
    expect(called).toMatchObject({ code: 0, stderr: '' });
    expect(called.stdout).toContain('2 record');
    expect(called.stdout).toMatch(/versions\s+6/);
    expect(called.stdout).toMatch(/breaks\s+0/);
  });

  it('names each break, and says it by its exit code too', async () => {
    const [gap, headless] = await Promise.all([kept('核〔2026〕3号'), kept('核〔2026〕4号')]);
    const { client, table: TableName } = register();
    const found = await recordStore(register()).find(headless);
    if (found === undefined) throw new Error('no record');
    const { pk, sk } = RECORD_HEAD.keyOf(found.image);
    await client.send(new DeleteCommand({ TableName, Key: historyKey(gap, 2) }));
    await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    const called = await run('audit.ts', ['--segments', '2'], environment);
    expect(called.code).toBe(1);
    expect(called.stdout).toContain(`record ${gap} v2: version-missing`);
    expect(called.stdout).toContain(`${headless} v2: head-missing`);
    expect(called.stdout).toMatch(/breaks\s+2/);
  });

  it('needs a table, and says so', async () => {
    const { REGISTER_TABLE: _, ...without } = environment;
    const called = await run('audit.ts', [], without);
    expect(called).toMatchObject({ code: 1, stderr: expect.stringContaining('--register-table') });
  });
});
