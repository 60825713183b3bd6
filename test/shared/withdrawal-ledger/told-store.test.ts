import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { Telling } from '../../../shared/withdrawal-ledger/telling.ts';
import { type ToldStore, toldStore } from '../../../shared/withdrawal-ledger/told-store.ts';
import { type Engines, names, startEngines } from '../../engines.ts';

let engines: Engines;
let told: ToldStore;
beforeAll(async () => {
  engines = await startEngines();
  told = toldStore({ client: documentClient(), table: names.derivedTable });
});
afterAll(() => engines?.stop());

const START = Date.parse('2026-11-10T02:00:00.000Z');

const telling = (about: string, over: Partial<Telling> = {}): Telling => ({
  about: digestId(about),
  recipient: 'market-regulation',
  channel: 'check',
  purpose: digestId('check 1'),
  at: toInstant(START),
  version: 2,
  ...over,
});

const sorted = (tellings: readonly Telling[]) => tellings.map((one) => JSON.stringify(one)).sort();

describe('the ledger of tellings', () => {
  it('keeps who was told of a head, by which channel and what for', async () => {
    const one = telling('task a');
    const another = telling('task a', { recipient: 'finance', channel: 'report', purpose: 'report 7' });
    await told.note([one, another, telling('task b')]);
    expect(sorted(await told.of(one.about))).toEqual(sorted([one, another]));
  });

  it('keeps the first telling of one purpose, however often and in whatever order it is noted', async () => {
    const first = telling('task c');
    const again = telling('task c', { at: toInstant(START + 60_000), version: 5 });
    await told.note([first]);
    await Promise.all([told.note([again]), told.note([first]), told.note([again, first])]);
    expect(await told.of(first.about)).toEqual([first]);
  });

  it('reads everyone, beyond a page of the table too', async () => {
    const purpose = (serial: number) => `${serial} ${'x'.repeat(800)}`;
    const many = Array.from({ length: 1_400 }, (_, serial) => telling('task d', { purpose: purpose(serial) }));
    await told.note(many);
    expect(await told.of(digestId('task d'))).toHaveLength(1_400);
  });

  it('says nothing of a head about which nobody is noted', async () => {
    expect(await told.of(digestId('nothing'))).toEqual([]);
  });
});
