import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { type Instant, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { type InboxEntry, type InboxStore, inboxStore, POSITION } from '../../../shared/notifications/inbox-store.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { type Engines, names, startEngines } from '../../engines.ts';

let engines: Engines;
let store: InboxStore;
beforeAll(async () => {
  engines = await startEngines();
  store = inboxStore({ client: documentClient(), table: names.derivedTable });
});
afterAll(() => engines?.stop());

const START = Date.parse('2026-11-10T02:00:00.000Z');
const later = (minutes: number): Instant => toInstant(START + minutes * 60_000);

const notification = (recipient: string, serial: number, at = later(serial)): Notification => ({
  id: digestId(`${recipient} ${serial}`),
  recipient,
  type: 'record.posted',
  about: digestId(`record ${serial}`),
  version: 1,
  kind: 'administrative-penalty',
  department: 'market-regulation',
  at,
});

const acknowledge = (id: string, department: string, officer = 'a', at = later(1_000)) =>
  store.acknowledge({ id, department, officer, at });

const pagesOf = async (department: string, limit: number): Promise<readonly (readonly InboxEntry[])[]> => {
  const pages: (readonly InboxEntry[])[] = [];
  let after: string | undefined;
  do {
    const { entries, next } = await store.open(department, after, limit);
    pages.push(entries);
    after = next;
    if (next !== undefined) expect(next).toMatch(POSITION);
  } while (after !== undefined);
  return pages;
};

describe('an inbox', () => {
  it('is read oldest first, each entry once, whatever the size of its pages', async () => {
    // Several of one moment, so that the id decides.
    const sent = Array.from({ length: 150 }, (_, serial) =>
      notification('finance', serial, later(Math.floor(serial / 4))),
    );
    for (const one of sent.toReversed()) await store.deliver(one);
    const inOrder = sent.map(({ at, id }) => `${at} ${id}`).sort();
    for (const limit of [1, 7, 50, 100, 150, 151]) {
      const pages = await pagesOf('finance', limit);
      expect(pages.flat().map(({ at, id }) => `${at} ${id}`)).toEqual(inOrder);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    }
  });

  it('goes on from a position though its entry was acknowledged meanwhile, and new ones came before and after', async () => {
    for (const serial of [10, 20, 30, 40]) await store.deliver(notification('court', serial));
    const first = await store.open('court', undefined, 2);
    expect(first.entries.map(({ at }) => at)).toEqual([later(10), later(20)]);
    await acknowledge(first.entries[1]?.id ?? '', 'court');
    for (const serial of [15, 35]) await store.deliver(notification('court', serial));
    const second = await store.open('court', first.next, 10);
    expect(second).toMatchObject({
      entries: [{ at: later(30) }, { at: later(35) }, { at: later(40) }],
      next: undefined,
    });
  });

  it('of a department holds nothing of another, nor of one whose name begins alike', async () => {
    await store.deliver(notification('tax', 1));
    await store.deliver(notification('tax-inspection', 1));
    expect((await store.open('tax', undefined, 10)).entries).toHaveLength(1);
    expect((await store.open('nobody', undefined, 10)).entries).toEqual([]);
  });
});

describe('a notification', () => {
  it('delivered many times, at once and after it was acknowledged, is there once, and then no more', async () => {
    const one = notification('education', 1);
    await Promise.all(Array.from({ length: 20 }, () => store.deliver(one)));
    expect((await store.open('education', undefined, 10)).entries).toEqual([one]);
    await acknowledge(one.id, 'education');
    await store.deliver(one);
    expect((await store.open('education', undefined, 10)).entries).toEqual([]);
  });

  it('is acknowledged once: who comes second gets the first acknowledgement', async () => {
    const one = notification('education', 2);
    await store.deliver(one);
    const officers = Array.from({ length: 10 }, (_, n) => acknowledge(one.id, 'education', `officer-${n}`, later(n)));
    const entries = await Promise.all(officers);
    expect(new Set(entries.map((entry) => `${entry?.acknowledgedBy} ${entry?.acknowledgedAt}`)).size).toBe(1);
    expect(entries[0]).toMatchObject({ ...one, acknowledgedBy: expect.stringMatching(/^officer-\d$/) });
  });

  it('of another department cannot be acknowledged, nor one that there is not', async () => {
    const one = notification('education', 3);
    await store.deliver(one);
    expect(await acknowledge(one.id, 'court')).toBeUndefined();
    expect(await acknowledge(digestId('nothing'), 'education')).toBeUndefined();
    expect((await store.open('education', undefined, 10)).entries).toEqual([one]);
  });
});
