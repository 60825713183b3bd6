import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { acceptanceStore } from '../../../shared/acceptances/acceptance-store.ts';
import { endDateStore } from '../../../shared/cases/end-date-store.ts';
import { clockKey, clockStore } from '../../../shared/clocks/clock-store.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { deliveredStore } from '../../../shared/notifications/delivered-store.ts';
import { acceptanceRederiver } from '../../../shared/rederive/acceptances.ts';
import { derivedItems } from '../../../shared/rederive/derived-items-store.ts';
import { rederive } from '../../../shared/rederive/rederive.ts';
import { registerPages } from '../../../shared/rederive/register-pages-store.ts';
import { jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { acceptance } from '../../builders/acceptances.ts';
import { type Api, REPORTER, startApi } from '../../functions/http/support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const rederived = async (dryRun = false): Promise<number | undefined> => {
  const { register, derived } = api.stores;
  const rederiver = acceptanceRederiver({
    acceptances: acceptanceStore(register),
    ends: endDateStore(derived),
    notifications: { send: async () => undefined },
    caseWork: { send: async () => undefined },
    jointCounts: jointCountStore(derived),
    clocks: clockStore(derived),
    delivered: deliveredStore(derived),
    derivedItems: derivedItems(derived),
  });
  const tally = await rederive(registerPages(register), [rederiver], { dryRun, segments: 1 });
  expect(tally.unreadable).toEqual([]);
  return tally.missing.clocks;
};

it('finds the clock of an acceptance that nobody heard of, sets it once, and finds nothing when all is well', async () => {
  const { body } = await api.call('open-acceptance', { who: REPORTER, body: acceptance() });
  expect([await rederived(true), await rederived(), await rederived()]).toEqual([1, 1, 0]);
  const found = async () => {
    const due = [];
    for await (const page of clockStore(api.stores.derived).dueBy(calendarDate('2026-11-23'))) due.push(...page);
    return due.map(({ about, entity }) => ({ about, entity }));
  };
  expect(await found()).toEqual([{ about: body.id, entity: 'acceptance' }]);
  const reply = await api.call('withdraw-acceptance', {
    id: body.id,
    body: { reason: '申请人撤回' },
    headers: { 'if-match': '"1"' },
  });
  expect(reply.status).toBe(200);
  // The clock of an older version runs on until it is set anew.
  expect([await rederived(), await rederived()]).toEqual([1, 0]);
  expect(await found()).toEqual([]);
  const { client, table: TableName } = api.stores.derived;
  await client.send(new DeleteCommand({ TableName, Key: clockKey(body.id) }));
  expect(await rederived()).toBe(1);
});
