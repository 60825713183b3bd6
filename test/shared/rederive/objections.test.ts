import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clockKey, clockStore } from '../../../shared/clocks/clock-store.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { deliveredStore } from '../../../shared/notifications/delivered-store.ts';
import { inboxStore } from '../../../shared/notifications/inbox-store.ts';
import { derivedItems } from '../../../shared/rederive/derived-items-store.ts';
import { objectionRederiver } from '../../../shared/rederive/objections.ts';
import { rederive } from '../../../shared/rederive/rederive.ts';
import { registerPages } from '../../../shared/rederive/register-pages-store.ts';
import { jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { names } from '../../engines.ts';
import { COLLEAGUE, type ObjectionTown, objectionTown } from '../../functions/http/support/objecting.ts';

let place: ObjectionTown;
beforeAll(async () => {
  place = await objectionTown();
});
afterAll(() => place?.api.stop());

const NOTHING = { notifications: 0, ends: 0, counts: 0, clocks: 0, work: 0, tellings: 0 };

const rederived = async (dryRun = false) => {
  const { register, derived } = place.api.stores;
  const { records, cases, ends, notifications } = place.town.deps;
  const rederiver = objectionRederiver({
    ends,
    notifications,
    caseWork: place.town.queue,
    jointCounts: jointCountStore(derived),
    clocks: clockStore(derived),
    delivered: deliveredStore(derived),
    derivedItems: derivedItems(derived),
    idOf: digestId,
    objections: place.objections,
    records,
    cases,
  });
  const tally = await rederive(registerPages(register), [rederiver], { dryRun, segments: 2 });
  expect(tally.unreadable).toEqual([]);
  return { ...NOTHING, ...tally.missing };
};

/** All work is done and every notice is in its inbox; what the stream still holds is lost if `loses`. */
const settle = async (loses = false): Promise<void> => {
  if (loses) await place.town.forget();
  else await place.town.settle();
  const inbox = inboxStore(place.api.stores.derived);
  for (const notification of place.town.notified.splice(0)) await inbox.deliver(notification);
};

it('marks, settles and lets fall what nobody heard of, tells what was not told, and finds nothing when all is well', async () => {
  const id = await place.posted();
  const filed = (await place.file({ type: 'record', id })).body;
  await settle(true);
  expect((await place.record(id)).objection).toBeUndefined();
  expect(await rederived(true)).toEqual({ ...NOTHING, notifications: 2, ends: 1, clocks: 1, work: 1 });
  expect(await rederived()).toEqual({ ...NOTHING, notifications: 2, ends: 1, clocks: 1, work: 1 });
  await settle();
  expect((await place.record(id)).objection).toMatchObject({ id: filed.id });
  expect(await rederived()).toEqual(NOTHING);

  await place.decide(filed, { outcome: 'supplement', supplement: '已缴清' });
  await settle(true);
  expect(await rederived()).toEqual({ ...NOTHING, notifications: 2, ends: 1, counts: 1, clocks: 1, work: 1 });
  await settle();
  const record = await place.record(id);
  expect(record).toMatchObject({ supplement: '已缴清' });
  expect(record.objection).toBeUndefined();
  expect(await rederived()).toEqual(NOTHING);

  const key = clockKey(filed.id);
  await place.town.client.send(new DeleteCommand({ TableName: names.derivedTable, Key: key }));
  expect(await rederived()).toEqual({ ...NOTHING, clocks: 1 });

  const again = await place.filed(id, { grounds: '新的证据' });
  await settle();
  const withdrawal = { verb: 'revoke', document: '撤9号', decidedOn: '2026-11-09', reason: '事实不清' };
  const { version } = await place.record(id);
  await place.change('propose-withdrawal', id, version, withdrawal, {});
  await place.change('confirm-withdrawal', id, version + 1, { confirmed: true }, { who: COLLEAGUE });
  await settle(true);
  expect(await rederived()).toEqual({ ...NOTHING, work: 1 });
  await settle();
  expect((await place.objection(again.id)).state).toBe('moot');
  expect(await rederived()).toEqual(NOTHING);
});
