import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqsClient } from '../../../shared/aws/clients.ts';
import { CaseWork, groupOf, occasionOf } from '../../../shared/cases/case-work.ts';
import { caseWorkQueue } from '../../../shared/cases/case-work-queue.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { type Engines, startEngines } from '../../engines.ts';

const KEY = { pk: 'ORG#91210299000000019R', sk: 'joint#case#abc' };
const carryOut = (id: string, from = 0, version = 5): CaseWork => ({
  type: 'carry-out',
  id,
  case: KEY,
  version,
  from,
  organisation: 0,
});
const WORK: readonly CaseWork[] = [
  carryOut('a'),
  { type: 'follow-organisation', id: 'a', case: KEY, version: 5 },
  { type: 'repeal', basis: 'some-law-3', run: 'v4', pass: 2, quiet: 1 },
  { type: 'expire', what: 'task', id: 't', key: KEY, case: 'a', on: calendarDate('2026-11-10') },
];

describe('work on cases', () => {
  it('is grouped by case or basis, and the same message is known by what it asks for', () => {
    expect(WORK.map(groupOf)).toEqual(['a', 'a', 'some-law-3', 'a']);
    expect(WORK.map(occasionOf)).toEqual([
      'carry-out.a.5.0.0',
      'follow-organisation.a.5',
      'repeal.some-law-3.v4.2',
      'expire.t.2026-11-10',
    ]);
  });

  it('is read back as it was sent, and nothing else is read', () => {
    for (const work of WORK) expect(CaseWork.parse(JSON.parse(JSON.stringify(work)))).toEqual(work);
    for (const other of [{}, { type: 'carry-out' }, { ...WORK[0], more: 1 }, { ...WORK[0], from: -1 }])
      expect(CaseWork.safeParse(other).success).toBe(false);
  });
});

describe('the queue', () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines?.stop());

  it('takes more than a batch, each message once though it is sent again', async () => {
    const queueUrl = engines.createQueue('case-work.fifo');
    const queue = caseWorkQueue({ client: sqsClient(), queueUrl });
    const sent = Array.from({ length: 23 }, (_, serial) => carryOut(`case-${serial}`));
    await queue.send([]);
    await queue.send(sent);
    await queue.send(sent.slice(5, 20));
    const found: unknown[] = [];
    for (;;) {
      const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
      const { Messages = [] } = await sqsClient().send(receive);
      if (Messages.length === 0) break;
      found.push(...Messages.map(({ Body = '' }) => JSON.parse(Body)));
    }
    expect(found.map((work) => groupOf(CaseWork.parse(work))).sort()).toEqual(sent.map(groupOf).sort());
  });

  it('says so when a message was not taken', async () => {
    const client = { send: async () => ({ Failed: [{ Id: '0', Code: 'InternalError' }] }) };
    const queue = caseWorkQueue({ client: client as never, queueUrl: 'x' });
    await expect(queue.send([carryOut('a')])).rejects.toThrow('1 of 1 messages were not taken: InternalError');
  });
});
