import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allRederivers } from '../../infra/rederivers.ts';
import { caseStore } from '../../shared/cases/case-store.ts';
import { recordKey } from '../../shared/crypto/record-keys.ts';
import { exchangeEntryKey } from '../../shared/exchange/entry-store.ts';
import { beijingDate, calendarDate } from '../../shared/kernel/beijing-time.ts';
import { markObjection, settleObjection } from '../../shared/records/marks.ts';
import { toNationalRow } from '../../shared/records/national-row.ts';
import type { CreditRecord } from '../../shared/records/record.ts';
import { rederive } from '../../shared/rederive/rederive.ts';
import { registerPages } from '../../shared/rederive/register-pages-store.ts';
import { typicalCaseStore } from '../../shared/typical-cases/typical-case-store.ts';
import { COMPANY, courtDefaulter, penalty } from '../builders/submissions.ts';
import { jointCase } from '../builders/told-cases.ts';
import { names } from '../engines.ts';
import { derivedState } from '../faults/support/derived-state.ts';
import { type Api, type OperationId, officer, SECOND, startApi } from './http/support/api.ts';
import { type ExchangeTown, exchangeTown } from './support/exchange-town.ts';

const NOW = '2026-11-10T02:00:00.000Z';

let api: Api;
let town: ExchangeTown;
let queues: Readonly<Record<'notificationQueueUrl' | 'publicationQueueUrl' | 'caseWorkQueueUrl', string>>;
beforeAll(async () => {
  api = await startApi();
  town = exchangeTown(api);
  queues = {
    notificationQueueUrl: api.engines.createQueue('rederived-notifications.fifo'),
    publicationQueueUrl: api.engines.createQueue('rederived-publications.fifo'),
    caseWorkQueueUrl: api.engines.createQueue('rederived-work.fifo'),
  };
});
beforeEach(() => api.setTime(NOW));
afterAll(() => api?.stop());

/** What `npm run rederive` does, with the rederivers of the command itself. */
const rederived = async (dryRun = false): Promise<number> => {
  const { ledgerBucket, registerTable, derivedTable } = names;
  const rederivers = await allRederivers({ ...queues, ledgerBucket, registerTable, derivedTable, now: api.now() });
  const concerned = rederivers.filter(({ entity }) => entity === 'record' || entity === 'typical-case');
  const { missing, unreadable } = await rederive(registerPages(api.stores.register), concerned, {
    dryRun,
    segments: 1,
  });
  expect(unreadable).toEqual([]);
  return missing.exchange ?? 0;
};
const lose = (entry: string) =>
  api.stores.register.client.send(new DeleteCommand({ TableName: names.derivedTable, Key: exchangeEntryKey(entry) }));
const entries = async () =>
  Object.values(await derivedState(api.stores.register.client)).filter(({ pk }) => String(pk).startsWith('EXCHANGE#'));
const packed = async () => {
  await town.pack();
  const { sequence } = await town.packDeps.sequences.current();
  return (await town.packageAt(sequence))?.lines ?? [];
};

let serial = 0;
const posted = async () => {
  serial += 1;
  const { body } = await api.post(penalty({ documentNumber: `庄市监罚〔2026〕${serial}号` }));
  return (await api.stores.records.find(body.id))?.image ?? Promise.reject(new Error(JSON.stringify(body)));
};
const withdrawn = async ({ id }: CreditRecord) => {
  const body = { verb: 'revoke', document: '庄政复决〔2026〕9号', decidedOn: '2026-11-09', reason: '事实不清' };
  const answers = [
    await api.call('propose-withdrawal', { id, body, headers: { 'if-match': '"1"' } }),
    await api.call('confirm-withdrawal', {
      id,
      who: SECOND,
      body: { confirmed: true },
      headers: { 'if-match': '"2"' },
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
};

const REVIEWER = officer('development-reform', 'reviewer', 'credit-office');
const published = async () => {
  serial += 1;
  const image = jointCase(`庄人社监罚〔2026〕${serial}号`);
  await caseStore(api.stores.register).add(image, serial);
  const who = officer('human-resources', 'writer', 'initiator');
  const text = { title: `清偿之${serial}`, text: '某企业三十日内清偿。' };
  const { body } = await api.call('write-typical-case', { who, body: { caseId: image.id, ...text } });
  const change = async (operation: OperationId, version: number, sent: object) => {
    const headers = { 'if-match': `"${version}"` };
    const { status } = await api.call(operation, { who: REVIEWER, id: body.id, headers, body: sent });
    expect(status).toBe(200);
  };
  await change('review-typical-case', 1, { namesNoPerson: true });
  await change('publish-typical-case', 2, { publishUntil: '2027-11-10' });
  const found = await typicalCaseStore(api.stores.register).find(body.id);
  return found?.image.publicId ?? '';
};

describe('what the exchange has to hear, rederived', () => {
  it('is all there in a healthy system, packed or not, and nothing is written', async () => {
    await posted();
    await published();
    await town.relay();
    const before = await entries();
    expect(before).toHaveLength(2);
    expect(await rederived()).toBe(0);
    expect(await entries()).toEqual(before);
    await town.receiptAll((await packed()).length > 0 ? 1 : 0);
    const after = await entries();
    expect(await rederived()).toBe(0);
    expect(await entries()).toEqual(after);
  });

  it('goes out after all when the word of a new entry was lost, once', async () => {
    const record = await posted();
    const typical = await published();
    expect(await rederived(true)).toBe(2);
    expect(await town.entries.at(record.publicId)).toBeUndefined();
    expect(await rederived()).toBe(2);
    expect(await rederived()).toBe(0);
    const lines = await packed();
    expect(lines.map(({ entry }) => entry).toSorted()).toEqual([record.publicId, typical].toSorted());
  });

  it('is taken back after all when the word of its end was lost, before all that is new', async () => {
    const record = await posted();
    await town.relay();
    await packed();
    await withdrawn(record);
    expect(await rederived()).toBe(1);
    expect(await packed()).toMatchObject([
      { op: 'remove', entry: record.publicId, version: 3, end: { verb: 'revoke' } },
    ]);
    expect(await rederived()).toBe(0);
  });

  it('is nothing of what never goes out: a record that is not public, and one that came from there', async () => {
    serial += 1;
    await api.post(penalty({ documentNumber: `庄市监罚〔2026〕${serial}号`, disclosure: undefined }));
    const submission = courtDefaulter({ documentNumber: `（2026）辽0202执${serial}号` });
    const { disclosure } = submission;
    await town.send([
      { type: 'mirror', kind: 'court-defaulter', national: toNationalRow('court-defaulter', submission), disclosure },
    ]);
    expect(await rederived()).toBe(0);
  });

  it('that was lost is put again whole if the entry’s own state was lost with what it said', async () => {
    const record = await posted();
    await town.relay();
    await packed();
    await lose(record.publicId);
    expect(await rederived()).toBe(1);
    expect(await packed()).toMatchObject([{ op: 'put', entry: record.publicId }]);
  });

  it('is that an objection above was settled, though the entry was confirmed since', async () => {
    serial += 1;
    const submission = courtDefaulter({ documentNumber: `（2026）辽0202执${serial}号` });
    const { disclosure } = submission;
    const national = toNationalRow('court-defaulter', submission);
    const row = { type: 'mirror', kind: 'court-defaulter', national, disclosure };
    await town.send([row]);
    const place = {
      department: 'superior-platform',
      kind: 'court-defaulter' as const,
      documentNumber: String(national['caseCode']),
    };
    const key = recordKey(`ORG#${COMPANY.unifiedSocialCreditCode}`, place);
    const change = async (next: (record: CreditRecord) => ReturnType<typeof markObjection>) => {
      const found = await api.stores.records.get(key);
      const made = found && next(found.image);
      if (found === undefined || !made?.ok) throw new Error('not changed');
      await api.stores.records.change(found, made.value, [found.image.state]);
      return made.value;
    };
    const by = { department: 'credit-office', officer: 'o', at: api.now() };
    const today = beijingDate(by.at);
    const mark = { id: 'objection-1', filedOn: today, decideBy: calendarDate('2026-11-19') };
    const { publicId } = await change((record) => markObjection(record, mark, by));
    await town.relay();
    expect(await packed()).toMatchObject([{ op: 'objection', entry: publicId }]);
    await change((record) =>
      settleObjection(
        record,
        { id: mark.id, outcome: 'maintain', document: '一号', decidedOn: today, reason: '维持', proposedBy: 'o' },
        by,
      ),
    );
    // The next day it is confirmed: its newest version says nothing that the exchange has to hear.
    api.setTime('2026-11-11T02:00:00.000Z');
    await town.send([row]);
    expect(await rederived()).toBe(1);
    expect(await packed()).toMatchObject([{ op: 'remove', entry: publicId }]);
    expect(await rederived()).toBe(0);
  });
});
