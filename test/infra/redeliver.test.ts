import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../shared/aws/clients.ts';
import { endpointId } from '../../shared/crypto/endpoint-keys.ts';
import { webhookKeys } from '../../shared/crypto/webhook-keys.ts';
import { toInstant } from '../../shared/kernel/beijing-time.ts';
import { newDelivery } from '../../shared/webhooks/delivery.ts';
import { type DeliveryStore, deliveryStore } from '../../shared/webhooks/delivery-store.ts';
import { endpointStore } from '../../shared/webhooks/endpoint-store.ts';
import { openEndpoint } from '../../shared/webhooks/transitions.ts';
import { noticeOf, webhookKeysSecret } from '../builders/webhooks.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import { run } from './town.ts';

const AT = toInstant(Date.parse('2026-11-10T02:00:00.000Z'));

let engines: Engines;
let deliveries: DeliveryStore;
let environment: Record<string, string>;
beforeAll(async () => {
  engines = await startEngines();
  deliveries = deliveryStore({ client: documentClient(), table: names.derivedTable });
  environment = {
    ...engines.environment,
    REGISTER_TABLE: names.registerTable,
    DERIVED_TABLE: names.derivedTable,
  };
});
afterAll(() => engines?.stop());

/** An endpoint of a department, with a delivery that was made and one that was given up. */
const endpointOf = async (department: string) => {
  const id = endpointId({ department, name: 'main' });
  const secret = webhookKeys(webhookKeysSecret()).newSecret('v1', id).kept;
  const submission = { name: 'main', url: 'https://hooks.example.com/', signature: 'v1' } as const;
  const by = { department, officer: 'o', at: AT };
  const opened = openEndpoint({ id, submission, secret, network: 'public', by });
  if (!opened.ok) throw new Error('refused');
  await endpointStore({ client: documentClient(), table: names.registerTable }).add(opened.value, submission);
  for (const state of ['delivered', 'dead'] as const) {
    const { nextAt: _, ...delivery } = newDelivery(id, noticeOf(department, state), AT);
    await deliveries.add({ ...delivery, state });
  }
  return id;
};
const due = async (id: string) => (await deliveries.due(id, toInstant(Date.now()), 9)).length;
const FROM = ['--from', '2026-11-10T00:00:00+08:00', '--before', '2026-11-11T00:00:00+08:00'];

describe('npm run redeliver', () => {
  it('makes what was given up due again, of one department or of all, and everything if it is asked for', async () => {
    const [tax, water] = [await endpointOf('tax'), await endpointOf('water')];
    const called = await run('redeliver.ts', [...FROM, '--department', 'tax'], environment);
    expect(called).toMatchObject({ code: 0, stderr: '' });
    expect(called.stdout).toContain(`tax main ${tax}: 1 条`);
    expect([await due(tax), await due(water)]).toEqual([1, 0]);
    await run('redeliver.ts', [...FROM, '--endpoint', water, '--which', 'all'], environment);
    expect([await due(tax), await due(water)]).toEqual([1, 2]);
    const empty = ['--from', '2026-11-01T00:00:00Z', '--before', '2026-11-02T00:00:00Z'];
    expect((await run('redeliver.ts', empty, environment)).stdout).toContain(': 0 条');
  });

  it('says what it does not find or understand', async () => {
    const unknown = await run('redeliver.ts', [...FROM, '--department', 'nobody'], environment);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('there is no such endpoint')]);
    const unread = await run('redeliver.ts', ['--from', 'yesterday'], environment);
    expect([unread.code, unread.stderr]).toEqual([2, expect.stringContaining('--from')]);
  });
});
