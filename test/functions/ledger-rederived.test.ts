import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedAbout } from '../../shared/checks/asked-about-store.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { deliveredStore } from '../../shared/notifications/delivered-store.ts';
import { derivedItems } from '../../shared/rederive/derived-items-store.ts';
import { rederive } from '../../shared/rederive/rederive.ts';
import { registerPages } from '../../shared/rederive/register-pages-store.ts';
import { taskRederiver } from '../../shared/rederive/tasks.ts';
import { jointCountStore } from '../../shared/statistics/joint-count-store.ts';
import { untoldOfTask } from '../../shared/withdrawal-ledger/untold.ts';
import { names } from '../engines.ts';
import { derivedState } from '../faults/support/derived-state.ts';
import { ending, type LedgerTown, ledgerTown } from './support/ledger-town.ts';

let ledger: LedgerTown;
beforeAll(async () => {
  ledger = await ledgerTown();
  ledger.setTime('2026-11-12T02:00:00.000Z');
});
afterAll(() => ledger?.api.stop());

const rederived = async (dryRun = false) => {
  const { town } = ledger;
  const derived = { client: town.client, table: names.derivedTable };
  const stored = { ...town.deps, delivered: deliveredStore(derived), idOf: digestId };
  const rederiver = taskRederiver({
    ...stored,
    caseWork: town.queue,
    jointCounts: jointCountStore(derived),
    clocks: { put: async () => undefined },
    derivedItems: derivedItems(derived),
    askedAbout: askedAbout(derived),
    untold: untoldOfTask(stored),
  });
  const pages = registerPages({ client: town.client, table: names.registerTable });
  const { missing, unreadable } = await rederive(pages, [rederiver], { dryRun, segments: 1 });
  expect(unreadable).toEqual([]);
  return { tellings: missing.tellings ?? 0, work: missing.work ?? 0, notifications: missing.notifications ?? 0 };
};

const lose = async (which: RegExp) => {
  const lost = Object.values(await derivedState(ledger.town.client)).filter(({ pk }) => which.test(String(pk)));
  for (const { pk, sk } of lost)
    await ledger.town.client.send(new DeleteCommand({ TableName: names.derivedTable, Key: { pk, sk } }));
  return lost.length;
};

const kept = async (which: RegExp) =>
  Object.entries(await derivedState(ledger.town.client))
    .filter(([key]) => which.test(key))
    .map(([key, item]) => [key, JSON.stringify(item, Object.keys(item).sort())])
    .sort();

describe('the ledger, rederived', () => {
  it('is found whole, and nothing is written', async () => {
    const { task, check, measure } = await ledger.checked();
    await ledger.outcome(check, measure, 'applied');
    await ledger.end(task, ending('revoke'));
    await ledger.checked();
    await ledger.settle();
    const before = await derivedState(ledger.town.client);
    expect(await rederived()).toEqual({ tellings: 0, work: 0, notifications: 0 });
    expect(await derivedState(ledger.town.client)).toEqual(before);
  });

  it('notes again from the log of checks who was told, to the letter', async () => {
    const { task, check } = await ledger.checked();
    await ledger.settle();
    const before = await kept(/^TOLD#/);
    const lost = await lose(/^TOLD#/);
    expect(lost).toBeGreaterThan(0);
    expect((await rederived(true)).tellings).toBe(lost);
    expect(await ledger.told.of(task.id)).toEqual([]);
    expect((await rederived()).tellings).toBe(lost);
    expect((await ledger.told.of(task.id)).map(({ purpose }) => purpose)).toEqual([check]);
    expect(await kept(/^TOLD#/)).toEqual(before);
  });

  it('lists again the decisions that relied on what was annulled, and tells those who were not told', async () => {
    const { task, check, measure } = await ledger.checked();
    const reader = { recipient: 'bank', channel: 'report', purpose: digestId('report'), version: 3 } as const;
    await ledger.told.note([{ about: task.id, at: ledger.town.now(), ...reader }]);
    await ledger.outcome(check, measure, 'applied');
    await ledger.end(task, ending('revoke'));
    await ledger.settle();
    const heard = ledger.sent.filter(({ type, about }) => type === 'measure.ended' && about === task.id);
    expect(heard.map(({ recipient, due }) => `${recipient} ${due}`)).toEqual(['bank 2026-11-17']);
    const before = await kept(/^REOPEN#/);
    expect(await lose(/^REOPEN#|^NOTIFICATION#/)).toBeGreaterThan(0);
    expect((await rederived()).work).toBeGreaterThan(0);
    await ledger.settle();
    expect(await kept(/^REOPEN#/)).toEqual(before);
    expect(await rederived()).toEqual({ tellings: 0, work: 0, notifications: 0 });
  });
});
