import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseStore } from '../../shared/cases/case-store.ts';
import type { OutLine } from '../../shared/exchange/package.ts';
import { typicalCaseStore } from '../../shared/typical-cases/typical-case-store.ts';
import { jointCase } from '../builders/told-cases.ts';
import { type Api, type OperationId, officer, startApi } from './http/support/api.ts';
import { type ExchangeTown, exchangeTown } from './support/exchange-town.ts';

const NOW = '2026-11-23T02:00:00.000Z';

let api: Api;
let town: ExchangeTown;
beforeAll(async () => {
  api = await startApi();
  town = exchangeTown(api);
});
beforeEach(() => api.setTime(NOW));
afterAll(() => api?.stop());

const WRITER = officer('human-resources', 'writer', 'initiator');
const REVIEWER = officer('development-reform', 'reviewer', 'credit-office');

const change = async (operation: OperationId, at: { readonly id: string; readonly version: number }, body: object) => {
  const headers = { 'if-match': `"${at.version}"` };
  const reply = await api.call(operation, { who: REVIEWER, id: at.id, headers, body });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body;
};

let serial = 0;
const reviewed = async () => {
  serial += 1;
  const image = jointCase(`庄人社监罚〔2026〕${serial}号`);
  const added = await caseStore(api.stores.register).add(image, serial);
  if (!added.ok) throw new Error('there is another');
  const text = { title: `清偿工资后移出名单之${serial}`, text: '某建筑企业三十日内清偿全部工资。' };
  const written = await api.call('write-typical-case', { who: WRITER, body: { caseId: image.id, ...text } });
  return change('review-typical-case', written.body, { namesNoPerson: true });
};
const published = async (term: object = {}) =>
  change('publish-typical-case', await reviewed(), { publishUntil: '2027-11-23', ...term });

const packed = async () => {
  await town.relay();
  await town.pack();
  return (await town.packDeps.sequences.current()).sequence;
};
const publicIdOf = async (id: string) => (await typicalCaseStore(api.stores.register).find(id))?.image.publicId ?? '';
const said = async (id: string): Promise<readonly OutLine[]> => {
  const entry = await publicIdOf(id);
  const { lines = [] } = (await town.packageAt(await packed())) ?? {};
  return lines.filter((line) => line.entry === entry);
};

describe('a typical case on its way to the superior platform', () => {
  it('goes out as the public reads it, once, without its author and its joint case', async () => {
    const typical = await published();
    const lines = await said(typical.id);
    expect(lines).toEqual([
      {
        op: 'put',
        entry: await publicIdOf(typical.id),
        version: 3,
        kind: 'typical-case',
        channels: ['credit-dalian'],
        use: 'public',
        until: '2027-11-23',
        row: {
          title: '清偿工资后移出名单之1',
          text: '某建筑企业三十日内清偿全部工资。',
          field: 'wage-arrears',
          effect: 'punishment',
          department: 'human-resources',
          publishFrom: '2026-11-23',
          publishUntil: '2027-11-23',
        },
      },
    ]);
    const { sequence } = await town.packDeps.sequences.current();
    expect((await town.packageAt(sequence))?.manifest.counts).toEqual([{ kind: 'typical-case', op: 'put', rows: 1 }]);
    expect(await packed()).toBe(sequence);
  });

  it('stays here before its day, as a draft and when it was only reviewed', async () => {
    const draft = await reviewed();
    const before = await packed();
    expect(await town.entries.at(await publicIdOf(draft.id))).toBeUndefined();
    const later = await published({ publishFrom: '2026-11-25' });
    expect(await packed()).toBe(before);
    api.setTime('2026-11-25T02:00:00.000Z');
    await town.pack();
    expect(await said(later.id)).toMatchObject([{ op: 'put' }]);
  });

  it('is taken back when it is withdrawn, before all that is put, and when its time is over', async () => {
    const gone = await published();
    const brief = await published({ publishUntil: '2026-11-26' });
    await town.receiptAll(await packed());
    const fresh = await published();
    await change('withdraw-typical-case', gone, { reason: '内容有误' });
    const withdrawn = await said(gone.id);
    expect(withdrawn).toMatchObject([{ op: 'remove', version: 4, channels: ['credit-dalian'] }]);
    // Why it was withdrawn is nobody's business there.
    expect(withdrawn[0]).not.toHaveProperty('end');
    const { sequence } = await town.packDeps.sequences.current();
    const { lines = [] } = (await town.packageAt(sequence)) ?? {};
    expect(lines.map(({ op }) => op)).toEqual(['remove', 'put']);
    expect(lines[1]?.entry).toBe(await publicIdOf(fresh.id));
    api.setTime('2026-11-26T02:00:00.000Z');
    expect(await said(brief.id)).toMatchObject([{ op: 'remove' }]);
    const { outcome } = await town.receipt((await town.packDeps.sequences.current()).sequence, [
      { entry: await publicIdOf(brief.id), channel: 'credit-dalian', state: 'removed' },
    ]);
    expect(outcome.rows).toMatchObject([{ outcome: 'noted' }]);
  });

  it('that was withdrawn before it went out is never sent, and nothing is taken back', async () => {
    const before = await packed();
    const typical = await published();
    await change('withdraw-typical-case', typical, { reason: '内容有误' });
    expect(await packed()).toBe(before);
  });
});
