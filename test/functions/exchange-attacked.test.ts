import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../shared/crypto/digests.ts';
import { IN_FORMAT } from '../../shared/exchange/incoming.ts';
import { inPath, packageOutcomePath } from '../../shared/exchange/paths.ts';
import { toNationalRow } from '../../shared/records/national-row.ts';
import { courtDefaulter, penalty } from '../builders/submissions.ts';
import { type Api, startApi } from './http/support/api.ts';
import { type ExchangeTown, exchangeTown } from './support/exchange-town.ts';

const NOW = '2026-11-10T02:00:00.000Z';

let api: Api;
let town: ExchangeTown;
beforeAll(async () => {
  api = await startApi();
  town = exchangeTown(api);
});
beforeEach(() => api.setTime(NOW));
afterAll(() => api?.stop());

let serial = 0;
const mirror = () => {
  serial += 1;
  const submission = courtDefaulter({ documentNumber: `（2026）辽0202执${serial}号` });
  const { disclosure } = submission;
  const national = toNationalRow('court-defaulter', submission);
  return { type: 'mirror', kind: 'court-defaulter', national, disclosure };
};
/** The counterpart's bytes as they are: what the manifest says of them need not be true. */
const sendBytes = async (bytes: Uint8Array, said: { readonly rows: number; readonly bytes?: number }) => {
  town.skip(1);
  const sequence = town.last();
  const manifest = JSON.stringify({
    format: IN_FORMAT,
    sequence,
    cutAt: NOW,
    file: { path: 'rows.ndjson', bytes: bytes.length, sha256: sha256Hex(bytes), ...said },
  });
  await town.exchange.put(inPath(sequence, 'rows.ndjson'), bytes);
  await town.arrive(inPath(sequence, 'manifest.json'), manifest);
  return JSON.parse((await town.textAt(packageOutcomePath(sequence, sha256Hex(manifest)))) ?? '{}');
};
const kindsIn = ({ problem }: { problem: { en: { type: string; errors?: { type: string; pointer: string }[] } } }) =>
  [problem.en, ...(problem.en.errors ?? [])].map(({ type }) => type.split('#')[1]);
const outcomes = ({ outcome }: { outcome?: { rows: readonly { outcome: string }[] } }) =>
  outcome?.rows.map((row) => row.outcome);

describe('a package by an attacker, or by a broken machine', () => {
  it('of a number far ahead is refused, and those that follow the true order are not late for it', async () => {
    await town.send([mirror()]);
    for (const sequence of [9_999_999_999, 100_000_000, town.last() + 1_001]) {
      const last = town.last();
      const { outcome } = await town.send([mirror()], { sequence });
      town.skip(last - town.last());
      expect(outcome.result).toBe('refused');
      expect(kindsIn(outcome)).toContain('invalid-value');
    }
    expect(outcomes(await town.send([mirror()]))).toEqual(['entered']);
    const missing = town.logged.filter(({ message }) => message.includes('are missing'));
    expect(missing).toEqual([]);
  });

  it('of the number nought is refused', async () => {
    const last = town.last();
    const { outcome } = await town.send([mirror()], { sequence: 0 });
    town.skip(last - town.last());
    expect(outcome.result).toBe('refused');
  });

  it('whose file is longer than it says is not read: it is refused whatever lies there', async () => {
    const bytes = new TextEncoder().encode(`${JSON.stringify(mirror())}\n`);
    const outcome = await sendBytes(new Uint8Array([...bytes, ...new Uint8Array(2_000_000).fill(10)]), {
      rows: 1,
      bytes: bytes.length,
    });
    expect(kindsIn(outcome)).toContain('package-damaged');
  });

  it('that was cut short anywhere is refused whole', async () => {
    const whole = new TextEncoder().encode(`${JSON.stringify(mirror())}\n${JSON.stringify(mirror())}\n`);
    for (const length of [1, Math.floor(whole.length / 2), whole.length - 2]) {
      expect((await sendBytes(whole.slice(0, length), { rows: 2, bytes: whole.length })).result).toBe('refused');
      expect((await sendBytes(whole.slice(0, length), { rows: 2 })).result).toBe('refused');
    }
  });

  it('with a damaged character is refused: nobody is entered under a name that nobody bears', async () => {
    const bytes = new TextEncoder().encode(`${JSON.stringify(mirror())}\n`);
    const place = bytes.findIndex((byte) => byte > 0xe0);
    const damaged = Uint8Array.from(bytes, (byte, at) => (at === place + 1 ? 0x20 : byte));
    expect(kindsIn(await sendBytes(damaged, { rows: 1 }))).toContain('package-damaged');
  });

  it('of an hour to come is refused: what it would have silenced until then is heard', async () => {
    const row = mirror();
    await town.send([row]);
    const { outcome } = await town.send([row], { cutAt: '2026-11-10T09:00:00.000Z' });
    expect(kindsIn(outcome)).toContain('invalid-value');
    expect(outcomes(await town.send([row], { cutAt: '2026-11-10T02:14:00.000Z' }))).toEqual(['unchanged']);
  });

  it('that is sent again under another number and an older moment ends nothing that was confirmed since', async () => {
    const row = mirror();
    await town.send([row]);
    const end = {
      type: 'end',
      kind: row.kind,
      national: row.national,
      verb: 'remove',
      document: '撤1号',
      decidedOn: '2026-11-09',
      reason: '已履行',
    };
    expect(outcomes(await town.send([end], { cutAt: '2026-11-09T02:00:00.000Z' }))).toEqual(['superseded']);
  });
});

describe('receipts by an attacker', () => {
  it('confirm no removal that was not asked for, and none of another package; replayed they change nothing', async () => {
    serial += 1;
    const { body } = await api.post(penalty({ documentNumber: `庄市监罚〔2026〕${serial}号` }));
    const record = (await api.stores.records.find(body.id))?.image;
    await town.relay();
    await town.pack();
    const { sequence } = await town.packDeps.sequences.current();
    const entry = record?.publicId ?? '';
    const channel = 'credit-dalian' as const;
    const before = await town.entries.at(entry);
    for (const number of [sequence, sequence + 1]) await town.receipt(number, [{ entry, channel, state: 'removed' }]);
    expect(await town.entries.at(entry)).toEqual(before);
    await town.receipt(sequence, [{ entry, channel, state: 'acknowledged' }]);
    const acknowledged = await town.entries.at(entry);
    api.setTime('2026-11-12T02:00:00.000Z');
    await town.receipt(sequence, [{ entry, channel, state: 'acknowledged' }]);
    await town.receipt(sequence, [{ entry, channel, state: 'refused', reason: '后悔' }]);
    expect(await town.entries.at(entry)).toEqual(acknowledged);
  });
});
