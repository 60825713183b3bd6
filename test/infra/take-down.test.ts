import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../shared/aws/clients.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { penalty } from '../builders/submissions.ts';
import { clientOf, officer } from '../e2e/client.ts';
import { type LoggedTarget, startTarget } from '../e2e/target.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import { recordOf } from '../shared/records/record-of.ts';
import { run } from './town.ts';

const STACK_TIMEOUT_MS = 120_000;

describe('npm run take-down, through the API', () => {
  let target: LoggedTarget;
  beforeAll(async () => {
    target = await startTarget(new Date('2026-11-12T02:00:00Z'));
  }, STACK_TIMEOUT_MS);
  afterAll(() => target?.stop());

  const tokenOf = (name: string) =>
    target.token({ sub: `credit-office/${name}`, department: 'credit-office', roles: 'credit-office' });
  const command = async (name: string, args: readonly string[]) =>
    run('take-down.ts', args, { API_URL: target.apiUrl, PUBLIC_COPY: target.publicUrl, TOKEN: await tokenOf(name) });

  it(
    'finds an entry by the id that the public sees, and waits until it is gone',
    async () => {
      const { call, published } = clientOf(target);
      const posted = await call(officer('market-regulation'), 'POST', '/records', { body: penalty() });
      await target.idle();
      await target.firePublication('additions');
      await target.idle();
      const { body: list } = await published(`bulk/${(await published('latest.json')).body.version}.json`);
      expect(list.parts).toHaveLength(1);
      const read = await call(officer('market-regulation'), 'GET', `/records/${posted.body.id}`);
      const { publicId } = read.body.publicity;
      const down = await command('first', ['--public-id', publicId, '--reason', '内容有误']);
      expect(down).toMatchObject({ code: 0, stderr: '' });
      expect(down.stdout).toContain(posted.body.id);
      expect(down.stdout).toContain('It is gone from the public copy.');
      const self = await command('first', [
        '--record',
        posted.body.id,
        '--confirm',
        '--reason',
        '属实',
        '--document',
        '函1号',
      ]);
      expect(self).toMatchObject({ code: 1, stderr: expect.stringContaining('同一') });
      const lifted = await command('second', ['--record', posted.body.id, '--lift', '--reason', '核实无误']);
      expect(lifted).toMatchObject({ code: 0 });
    },
    STACK_TIMEOUT_MS,
  );

  it('says what is not public, and what is missing', async () => {
    expect(await command('first', ['--public-id', 'AAAAAAAAAAAAAAAAAAAAAQ', '--reason', 'x'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not public'),
    });
    expect(await command('first', ['--reason', 'x'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--record'),
    });
    expect(await command('first', ['--record', 'x'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--reason'),
    });
  });
});

describe('npm run take-down, when the API does not answer', () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines?.stop());

  it('writes the register by the same rules, with the same history', async () => {
    const records = recordStore({ client: documentClient(), table: names.registerTable });
    const { id } = recordOf(penalty());
    await records.add(recordOf(penalty()), 'request');
    const direct = (who: string, ...args: string[]) =>
      run('take-down.ts', ['--record', id, '--reason', '接口中断', '--officer', `credit-office/${who}`, ...args], {
        ...engines.environment,
        REGISTER_TABLE: names.registerTable,
      });
    expect(await direct('first')).toMatchObject({ code: 0, stderr: '' });
    expect((await records.find(id))?.image.suspension).toMatchObject({
      ground: 'take-down',
      officer: 'credit-office/first',
    });
    expect(await direct('first', '--lift')).toMatchObject({ code: 1, stderr: expect.stringContaining('same-officer') });
    expect(await direct('second', '--lift')).toMatchObject({ code: 0 });
    expect((await records.find(id))?.image).not.toHaveProperty('suspension');
    expect((await records.history(id, 0, 10)).versions.map(({ image }) => image.change.action)).toEqual([
      'post',
      'suspend',
    ]);
  });
});
