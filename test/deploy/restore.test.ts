import { setTimeout as pause } from 'node:timers/promises';
import { CreateBackupCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { fictionalCompany } from '../builders/fictional.ts';
import { penalty } from '../builders/submissions.ts';
import { clientOf, officer, type Reply } from '../e2e/client.ts';
import { account, region } from './aws-environment.ts';
import { restoringFromBackup } from './emulator-workarounds.ts';
import { commandsOf, followRunbook } from './runbook.ts';
import { startOnEmulator } from './started.ts';

const WRITER = officer('market-regulation');
const SECOND = officer('market-regulation', 'officer-2');

let target: Awaited<ReturnType<typeof startOnEmulator>>;
let client: ReturnType<typeof clientOf>;
let said: string;
beforeAll(async () => {
  target = await startOnEmulator(new Date('2026-11-10T02:00:00.000Z'));
  client = clientOf(target);
});
afterAll(() => target?.stop());

const done = ({ status, body }: Reply, expected = 200): Reply['body'] => {
  expect(status, JSON.stringify(body)).toBe(expected);
  return body;
};
const change = async (who: typeof WRITER, path: string, version: number, body: object) =>
  done(await client.call(who, 'POST', path, { body, headers: { 'if-match': `"${version}"` } }));

const publish = async (): Promise<void> => {
  await target.idle();
  await target.firePublication('daily');
  await target.idle();
};
const post = async (number: number): Promise<string> => {
  const subject = fictionalCompany(9_100 + number, `庄河示例恢复第${number}有限公司`);
  const body = penalty({ subject, documentNumber: `庄市监罚〔2026〕${9_100 + number}号` });
  return done(await client.call(WRITER, 'POST', '/records', { body }), 201).id;
};
const withdraw = async (id: string): Promise<void> => {
  const body = { verb: 'revoke', document: '庄市监撤〔2026〕91号', decidedOn: '2026-11-09', reason: '主要事实不清' };
  await change(WRITER, `/records/${id}/withdrawal`, 1, body);
  await change(SECOND, `/records/${id}/withdrawal/confirmation`, 2, { confirmed: true });
};
const isPublic = async (number: number): Promise<boolean> => {
  const { unifiedSocialCreditCode } = fictionalCompany(9_100 + number, '');
  return (await client.published(`subjects/${unifiedSocialCreditCode}`)).status === 200;
};

describe('a register that is restored to a moment before, as the runbook says', () => {
  const ids: Record<'stays' | 'withdrawn' | 'lost', string> = { stays: '', withdrawn: '', lost: '' };

  it('was public, was kept beside, and went on', async () => {
    ids.stays = await post(1);
    ids.withdrawn = await post(2);
    await publish();
    expect([await isPublic(1), await isPublic(2)]).toEqual([true, true]);
    const dynamodb = new DynamoDBClient({
      endpoint: target.url,
      region,
      credentials: { accessKeyId: account, secretAccessKey: 'none' },
    });
    const TableName = target.outputs.RegisterTable;
    const { BackupDetails } = await dynamodb.send(new CreateBackupCommand({ TableName, BackupName: 'yesterday' }));
    dynamodb.destroy();
    target.values['backup'] = BackupDetails?.BackupArn ?? '';
    await withdraw(ids.withdrawn);
    ids.lost = await post(3);
    await publish();
    expect([await isPublic(1), await isPublic(2)]).toEqual([true, false]);
  });

  it('comes back by the commands of the chapter, each as it is written', async () => {
    said = await followRunbook({
      url: target.url,
      blocks: commandsOf('Restore').map(restoringFromBackup),
      values: { ...target.outputs, ...target.values },
    });
    expect(said).toMatch(/重放 replayed.*1 终结 ended/);
    // Nothing in the table as it lies now says that the withdrawn record counts.
    expect((await client.call(WRITER, 'GET', `/records/${ids.stays}`)).body.state).toBe('active');
    expect((await client.call(WRITER, 'GET', `/records/${ids.withdrawn}`)).body.state).toBe('ended');
    expect((await client.call(WRITER, 'GET', `/records/${ids.lost}`)).status).toBe(404);
  });

  it('takes requests, publishes and verifies again', async () => {
    await pause(1_000);
    const again = await post(3);
    expect(again).toMatch(/^[\w-]{22}$/);
    // The entry that the restore forgot leaves with one run, and what was sent again enters with the next.
    await publish();
    await publish();
    expect([await isPublic(1), await isPublic(2), await isPublic(3)]).toEqual([true, false, true]);
    expect((await verifyDisclosure(httpReader(target.publicUrl), {})).findings).toEqual([]);
  });
});
