import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runClocks } from '../../functions/schedule/handlers/run-clocks.ts';
import { clockKey, clockStore } from '../../shared/clocks/clock-store.ts';
import { CLOCKED_ENTITIES } from '../../shared/clocks/clocked.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { addDays, calendarDate } from '../../shared/kernel/beijing-time.ts';
import { deliveredStore } from '../../shared/notifications/delivered-store.ts';
import type { Notification } from '../../shared/notifications/notification.ts';
import { derivedItems } from '../../shared/rederive/derived-items-store.ts';
import { rederive } from '../../shared/rederive/rederive.ts';
import { registerPages } from '../../shared/rederive/register-pages-store.ts';
import { subscriptionRederiver } from '../../shared/rederive/subscriptions.ts';
import { clockedSubscription } from '../../shared/subscriptions/renewal.ts';
import { subscriptionStore } from '../../shared/subscriptions/subscription-store.ts';
import { names } from '../engines.ts';
import { type Api, officer, startApi } from './http/support/api.ts';
import { caseTown } from './support/case-town.ts';

const OFFICE = officer('credit-office', 'office-1', 'credit-office');

let api: Api;
let town: Awaited<ReturnType<typeof caseTown>>;
beforeAll(async () => {
  api = await startApi();
  town = await caseTown(api.engines);
});
afterAll(() => api?.stop());

const on = (day: string) => {
  api.setTime(`${day}T02:00:00.000Z`);
  town.setTime(`${day}T02:00:00.000Z`);
};
const clocks = () => clockStore(api.stores.derived);
const absent = async () => undefined;
const run = async (): Promise<readonly Notification[]> => {
  const sent: Notification[] = [];
  const subscriptions = subscriptionStore(api.stores.register);
  await runClocks({
    clocks: clocks(),
    clockedAt: {
      ...(Object.fromEntries(CLOCKED_ENTITIES.map((entity) => [entity, absent])) as Record<
        (typeof CLOCKED_ENTITIES)[number],
        typeof absent
      >),
      subscription: async (key) => {
        const found = await subscriptions.get(key);
        return found && clockedSubscription(found.image);
      },
    },
    chase: async () => [],
    notifications: { send: async (some) => void sent.push(...some) },
    idOf: digestId,
    now: api.now,
    log: town.deps.log,
  })();
  return sent;
};

const COURT = officer('transport', 'officer-1', 'implementer');
let serial = 0;
const approved = async (validTo: string, who = COURT) => {
  on('2026-11-10');
  serial += 1;
  const task = { zh: `道路运输经营许可审查之${serial}`, en: `licensing of road transport ${serial}` };
  const body = { kinds: ['administrative-penalty'], task, basis: '道路运输条例第八条', validTo };
  const proposed = await api.call('propose-subscription', { who, body });
  const { id } = proposed.body;
  const decided = { who: OFFICE, id, body: { approved: true }, headers: { 'if-match': '"1"' } };
  const { status } = await api.call('decide-subscription', decided);
  expect(status).toBe(200);
  await town.settle();
  return String(id);
};
/** What was said of a subscription from one day to another, every day twice; with its ids. */
const said = async (id: string, from: string, to: string) => {
  const heard: Notification[] = [];
  for (let day = calendarDate(from); day <= calendarDate(to); day = addDays(day, 1)) {
    on(day);
    heard.push(...(await run()), ...(await run()));
  }
  const about = heard.filter((one) => one.about === id);
  return {
    words: about.map(({ at, type, recipient, clock, due }) => `${at} ${type} ${recipient} ${clock} ${due}`).toSorted(),
    ids: new Set(about.map((one) => one.id)).size,
  };
};

describe('a subscription that nears its end', () => {
  it('is said to its department and to the credit office thirty days before, once each, and never again', async () => {
    const id = await approved('2027-06-01');
    expect(await said(id, '2027-04-28', '2027-06-10')).toEqual({
      words: [
        '2027-05-01T16:00:00.000Z clock.reminder credit-office renew-subscription 2027-05-31',
        '2027-05-01T16:00:00.000Z clock.reminder transport renew-subscription 2027-05-31',
      ],
      ids: 2,
    });
  });

  it('is said late if days were missed, and not any more once it is over', async () => {
    const [late, over] = [await approved('2027-06-02'), await approved('2027-05-01')];
    expect((await said(late, '2027-05-20', '2027-05-22')).words).toHaveLength(2);
    expect((await said(over, '2027-05-21', '2027-05-22')).words).toEqual([]);
  });

  it('is said once where the credit office itself is told, and not before it begins where it is short', async () => {
    const office = await approved('2027-06-03', officer('credit-office', 'o-2', 'credit-office'));
    expect((await said(office, '2027-05-01', '2027-06-10')).ids).toBe(1);
    const short = await approved('2026-11-20');
    expect(await said(short, '2026-11-10', '2026-11-10')).toMatchObject({ ids: 0 });
    expect(await said(short, '2026-11-11', '2026-11-30')).toMatchObject({ ids: 2 });
  });

  it('is not said of one that was ended', async () => {
    const id = await approved('2027-06-04');
    const ending = { who: COURT, id, body: { reason: '职责调整' }, headers: { 'if-match': '"2"' } };
    expect((await api.call('end-subscription', ending)).status).toBe(200);
    await town.settle();
    expect((await said(id, '2027-05-01', '2027-06-10')).words).toEqual([]);
  });

  it('is said though the word of its approval was lost, once it was rederived; a healthy one is left alone', async () => {
    const id = await approved('2027-06-05');
    const { derived, register } = api.stores;
    const rederived = async () => {
      const rederiver = subscriptionRederiver({
        ...town.deps,
        clocks: clocks(),
        jointCounts: { noteTask: absent, noteCase: absent, noteObjection: absent },
        caseWork: town.queue,
        delivered: deliveredStore(derived),
        derivedItems: derivedItems(derived),
        subscriptions: subscriptionStore(register),
        idOf: digestId,
      });
      return (await rederive(registerPages(register), [rederiver], { dryRun: false, segments: 1 })).missing.clocks ?? 0;
    };
    expect(await rederived()).toBe(0);
    await register.client.send(new DeleteCommand({ TableName: names.derivedTable, Key: clockKey(id) }));
    expect(await rederived()).toBe(1);
    expect(await rederived()).toBe(0);
    expect((await said(id, '2027-05-05', '2027-05-07')).ids).toBe(2);
  });
});
