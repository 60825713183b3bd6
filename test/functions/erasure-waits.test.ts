import { afterAll, beforeAll, expect, it } from 'vitest';
import { eraseOrdered } from '../../functions/queue/handlers/erase-ordered.ts';
import type { WorkOf } from '../../shared/cases/case-work.ts';
import { penalty } from '../builders/submissions.ts';
import { CONFIRMER, PROPOSER, type RetentionTown, retentionTown } from './support/retention-town.ts';

let town: RetentionTown;
let waiting: WorkOf<'erase'>;
beforeAll(async () => {
  town = await retentionTown();
  const { id } = await town.post(penalty({ documentNumber: '庄市监罚〔2026〕7701号' }));
  const body = { ground: 'unlawful', document: '庄信办删〔2026〕7号', decidedOn: '2026-11-09', reason: '处理无依据' };
  const proposed = await town.api.call('propose-erasure', { params: { id }, who: PROPOSER, body });
  const headers = { 'if-match': String(proposed.headers['etag']) };
  const confirmation = { params: { id }, who: CONFIRMER, headers, body: { confirmed: true } };
  expect((await town.api.call('confirm-erasure', confirmation)).status).toBe(200);
  await town.relayAll();
  // It ends; the relay has not heard of it yet.
  await town.work(town.queue.take());
  const found = town.queue.take().find((work) => work.type === 'erase' && work.step === 'wait');
  if (found?.type !== 'erase') throw new Error('nothing waits for the relay');
  waiting = found;
}, 60_000);
afterAll(() => town?.stop());

it('an erasure whose end is never relayed fails after a few looks, and its content stays until then', async () => {
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => void pauses.push(milliseconds);
  await expect(eraseOrdered({ ...town.deps, pause })(waiting)).rejects.toThrow('not relayed yet');
  // A batch may hold ten of them, and the function has thirty seconds.
  expect(pauses.reduce((sum, one) => sum + one, 0) * 10).toBeLessThan(20_000);
  expect(town.queue.isEmpty()).toBe(true);
});

it('an erasure whose end is relayed a moment later goes on at once, and does not come again minutes later', async () => {
  const pause = async () => void (await town.relayAll());
  await eraseOrdered({ ...town.deps, pause })(waiting);
  expect(town.queue.take().some((work) => work.type === 'erase' && work.step === 'erase')).toBe(true);
});
