import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runClocks } from '../../functions/schedule/handlers/run-clocks.ts';
import { clockStore } from '../../shared/clocks/clock-store.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { addDays, calendarDate } from '../../shared/kernel/beijing-time.ts';
import type { Notification } from '../../shared/notifications/notification.ts';
import { clockedEnd } from '../../shared/withdrawal-ledger/end-notice.ts';
import { penalty } from '../builders/submissions.ts';
import { type Api, officer, SECOND, startApi } from './http/support/api.ts';
import { type ExchangeTown, exchangeTown } from './support/exchange-town.ts';

let api: Api;
let town: ExchangeTown;
let sent: Notification[] = [];
beforeAll(async () => {
  api = await startApi();
  town = exchangeTown(api);
});
afterAll(() => api?.stop());

const NOBODY = async () => undefined;
const run = () =>
  runClocks({
    clocks: clockStore(api.stores.derived),
    clockedAt: {
      task: NOBODY,
      repair: NOBODY,
      record: NOBODY,
      objection: NOBODY,
      acceptance: NOBODY,
      subscription: NOBODY,
      reopen: NOBODY,
      'end-notice': async (key) => {
        const found = await town.inbox.at(key);
        return found && clockedEnd(found);
      },
    },
    chase: async () => [],
    notifications: {
      send: async (some) => {
        sent.push(...some);
        for (const one of some) await town.inbox.deliver(one);
      },
    },
    idOf: digestId,
    now: api.now,
    log: town.packDeps.log,
  })();

const OWED = 'the superior platform has not confirmed a removal';
const owed = (id: string) => town.logged.filter(({ message, fields }) => message === OWED && fields['about'] === id);

let serial = 0;
/** A penalty that is shown above, and was revoked here on 10 November: to be confirmed by the 13th. */
const takenBack = async () => {
  api.setTime('2026-11-10T02:00:00.000Z');
  serial += 1;
  const { body } = await api.post(penalty({ documentNumber: `庄市监罚〔2026〕${serial}号` }));
  const record = await api.stores.records.find(body.id);
  if (record === undefined) throw new Error('not there');
  const { id, publicId } = record.image;
  await town.relay();
  await town.pack();
  const withdrawal = { verb: 'revoke', document: '庄政复决〔2026〕9号', decidedOn: '2026-11-09', reason: '事实不清' };
  await api.call('propose-withdrawal', { id, body: withdrawal, headers: { 'if-match': '"1"' } });
  const confirmed = { body: { confirmed: true }, headers: { 'if-match': '"2"' } };
  await api.call('confirm-withdrawal', { id, who: SECOND, ...confirmed });
  await town.relay();
  await town.pack();
  const { sequence } = await town.packDeps.sequences.current();
  return { id, entry: publicId, sequence };
};

/** What was said from one day to another, with its day, to whom. */
const chased = async (id: string, from: string, to: string): Promise<readonly string[]> => {
  const said: string[] = [];
  for (let day = calendarDate(from); day <= calendarDate(to); day = addDays(day, 1)) {
    api.setTime(`${day}T02:00:00.000Z`);
    sent = [];
    await run();
    await run();
    const about = sent.filter((one) => one.about === id);
    said.push(...about.map(({ type, recipient, clock, due }) => `${day} ${type} ${recipient} ${clock} ${due}`));
  }
  return said;
};

const WHOLE_SILENCE = [
  '2026-11-12 clock.reminder credit-office acknowledge-end 2026-11-13',
  '2026-11-14 clock.overdue credit-office acknowledge-end 2026-11-13',
  '2026-11-18 clock.escalated market-regulation acknowledge-end 2026-11-13',
];

describe('a removal that the superior platform does not confirm', () => {
  it('is chased by the credit office, escalates to whose entry it is, and raises an alarm: once each', async () => {
    const { id } = await takenBack();
    expect(await chased(id, '2026-11-10', '2026-12-20')).toEqual(WHOLE_SILENCE);
    expect(owed(id)).toEqual([
      {
        message: OWED,
        fields: { about: id, kind: 'administrative-penalty', waitsFor: 'superior-platform', due: '2026-11-13' },
      },
    ]);
    // Nothing of it goes to a recipient without officers but the end itself.
    const { entries } = await town.inbox.open('superior-platform', undefined, 100);
    expect(entries.filter(({ about }) => about === id).map(({ type }) => type)).toEqual(['record.ended']);
    const who = officer('credit-office', 'clerk', 'credit-office');
    const ledger = await api.call('get-record-withdrawal-ledger', { id, who });
    const lines = ledger.body.recipients.filter((line: { channel: string }) => line.channel === 'exchange');
    expect(lines).toMatchObject([1, 2, 3].map(() => ({ state: 'removal-sent', ends: [{ standing: 'overdue' }] })));
  });

  it('is chased on while one channel is silent or refuses, and no more once the last one confirmed it', async () => {
    const { id, entry, sequence } = await takenBack();
    await town.receipt(sequence, [
      { entry, channel: 'credit-dalian', state: 'removed' },
      { entry, channel: 'enterprise-publicity', state: 'removed' },
      { entry, channel: 'department-site', state: 'refused', reason: '栏目维护' },
    ]);
    expect(await chased(id, '2026-11-10', '2026-11-15')).toEqual(WHOLE_SILENCE.slice(0, 2));
    await town.receipt(sequence, [{ entry, channel: 'department-site', state: 'removed' }]);
    expect(await chased(id, '2026-11-16', '2026-12-20')).toEqual([]);
    expect(owed(id)).toEqual([]);
  });

  it('that is confirmed in time reminds nobody', async () => {
    const { id, sequence } = await takenBack();
    await town.receiptAll(sequence);
    expect(await chased(id, '2026-11-10', '2026-12-01')).toEqual([]);
  });
});
