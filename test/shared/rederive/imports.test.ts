import { afterAll, beforeAll, expect, it } from 'vitest';
import { endDateStore } from '../../../shared/cases/end-date-store.ts';
import { clockStore } from '../../../shared/clocks/clock-store.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { importStore } from '../../../shared/imports/import-store.ts';
import { deliveredStore } from '../../../shared/notifications/delivered-store.ts';
import { inboxStore } from '../../../shared/notifications/inbox-store.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { derivedItems } from '../../../shared/rederive/derived-items-store.ts';
import { importRederiver } from '../../../shared/rederive/imports.ts';
import { rederive } from '../../../shared/rederive/rederive.ts';
import { registerPages } from '../../../shared/rederive/register-pages-store.ts';
import { jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { send } from '../../builders/files.ts';
import { announcedImport, licences, ndjson } from '../../builders/imports.ts';
import { type Api, startApi } from '../../functions/http/support/api.ts';
import { importing } from '../../functions/http/support/importing.ts';

let api: Api;
let work: ReturnType<typeof importing>;
beforeAll(async () => {
  api = await startApi();
  work = importing(api);
});
afterAll(() => api?.stop());

/** Announces and sends a file; answers with its import. */
const sent = async (bytes: Buffer): Promise<string> => {
  const { body } = await api.call('post-import', { body: announcedImport(bytes) });
  await send(body.form, bytes);
  return body.id;
};

const rederived = async (dryRun = false) => {
  const { register, derived } = api.stores;
  const told: Notification[] = [];
  const rederiver = importRederiver({
    imports: importStore(register),
    idOf: digestId,
    ends: endDateStore(derived),
    notifications: { send: async (some) => void told.push(...some) },
    caseWork: { send: async () => undefined },
    jointCounts: jointCountStore(derived),
    clocks: clockStore(derived),
    delivered: deliveredStore(derived),
    derivedItems: derivedItems(derived),
  });
  const tally = await rederive(registerPages(register), [rederiver], { dryRun, segments: 1 });
  expect(tally.unreadable).toEqual([]);
  return { missing: tally.missing.notifications, told };
};

it('finds the ends of imports of which a department never heard, tells of each once, and finds nothing when all is well', async () => {
  const [finished, rejected] = [await sent(ndjson(licences(3, '补一'))), await sent(Buffer.from('\n\n'))];
  await work.all(finished);
  await work.all(rejected);
  // One that is still awaited is nothing to hear of.
  await sent(ndjson(licences(2, '补二')));
  expect(await rederived(true)).toEqual({ missing: 2, told: [] });
  const { missing, told } = await rederived();
  expect(missing).toBe(2);
  const heard = told.map(({ type, recipient, about }) => [type, recipient, about]);
  expect(heard.toSorted()).toEqual([
    ['import.finished', 'market-regulation', finished],
    ['import.rejected', 'market-regulation', rejected],
  ]);
  const inbox = inboxStore(api.stores.derived);
  for (const one of told) await inbox.deliver(one);
  expect(await rederived()).toEqual({ missing: 0, told: [] });
});
