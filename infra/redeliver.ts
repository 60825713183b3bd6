import * as z from 'zod';
import { documentClient } from '../shared/aws/clients.ts';
import { systemNow } from '../shared/aws/clock.ts';
import { toInstant } from '../shared/kernel/beijing-time.ts';
import { deliveryStore } from '../shared/webhooks/delivery-store.ts';
import { type EndpointStore, endpointStore } from '../shared/webhooks/endpoint-store.ts';
import { REDELIVERIES, redeliver } from '../shared/webhooks/redeliver.ts';
import { readCommand } from './command-line.ts';

const USAGE = `补送或重放一段时间的推送；由定时任务在一分钟内按次序送出，webhook-id 不变。
Sends webhooks of a range again: the schedule does so within a minute, in order, under the same ids. Done twice before that, it changes nothing more.

  --department <code>      of every endpoint of a department; or
  --endpoint <id>          of one endpoint; neither: of all endpoints
  --from <time>            time of the first event, ISO 8601 with its offset
  --before <time>          exclusive (default now)
  --which <what>           undelivered (default): what was given up or waits; all: everything, for a receiver that lost what it had
  --register-table <name>  the stack's output RegisterTable (REGISTER_TABLE)
  --derived-table <name>   DerivedTable (DERIVED_TABLE)

Region, credentials and endpoint come from the environment, as for the AWS command line.`;

const moment = z.iso.datetime({ offset: true }).transform((text) => toInstant(Date.parse(text)));

const settings = readCommand({
  usage: USAGE,
  options: {
    department: { type: 'string' },
    endpoint: { type: 'string' },
    from: { type: 'string' },
    before: { type: 'string' },
    which: { type: 'string' },
    'register-table': { type: 'string' },
    'derived-table': { type: 'string' },
  },
  variables: { 'register-table': 'REGISTER_TABLE', 'derived-table': 'DERIVED_TABLE' },
  settings: {
    department: z.string().optional(),
    endpoint: z.string().optional(),
    from: moment,
    before: moment.optional(),
    which: z.enum(REDELIVERIES).default('undelivered'),
    'register-table': z.string(),
    'derived-table': z.string(),
  },
});
type Settings = NonNullable<typeof settings>;

const meant = async (endpoints: EndpointStore, { department, endpoint }: Settings) => {
  const all = department === undefined ? await endpoints.all() : await endpoints.ofDepartment(department);
  const found = all.map(({ image }) => image).filter(({ id }) => endpoint === undefined || id === endpoint);
  if (found.length === 0) throw new Error('没有这样的推送地址 there is no such endpoint');
  return found;
};

const run = async (given: Settings): Promise<void> => {
  const client = documentClient();
  const deliveries = deliveryStore({ client, table: given['derived-table'] });
  const now = systemNow();
  for (const endpoint of await meant(endpointStore({ client, table: given['register-table'] }), given)) {
    const { from, before = now, which } = given;
    const most = Number.POSITIVE_INFINITY;
    const { sentAgain } = await redeliver(deliveries, { endpoint: endpoint.id, which, from, before, most }, now);
    const note = endpoint.state === 'disabled' ? '（已停用，启用后送出 disabled: sent when it is enabled）' : '';
    console.log(`${endpoint.department} ${endpoint.name} ${endpoint.id}: ${sentAgain} 条 to be sent${note}`);
  }
};

if (settings) {
  await run(settings).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
