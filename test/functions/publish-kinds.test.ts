import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PUBLISHED_SORTS, publicColumns } from '../../functions/queue/published-sorts.ts';
import { recordKey } from '../../shared/crypto/record-keys.ts';
import { pendingStore } from '../../shared/disclosure/pending-store.ts';
import { publicationSource } from '../../shared/register/publication-source-store.ts';
import { COMPANY, commitment, courtDefaulter, honour, listing, PERSON, rating } from '../builders/submissions.ts';
import { type City, city, clear, publicContent, textIn } from '../shared/disclosure/support/publisher.ts';
import { type Api, officer, startApi } from './http/support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());
beforeEach(() => clear(api.engines));

const COURT = officer('court');

/** A city whose register is the real one: what is posted to it, and noted as the relay does, is published. */
const setup = () => {
  const town = city('2026-11-10T03:00:00.000Z');
  const { register, derived } = api.stores;
  const pending = pendingStore(derived.client, derived.table);
  const note = async (id: string): Promise<void> => {
    const stored = await api.stores.records.find(id);
    if (stored === undefined) throw new Error(`no record ${id}`);
    const { pk, sk } = recordKey(stored.image.subject.key, stored.image);
    await pending.put({ recordId: id, recordPk: pk, recordSk: sk, version: stored.image.version });
  };
  return {
    town,
    note,
    post: async (body: object, who = officer('market-regulation')): Promise<string> => {
      const { status, body: record } = await api.post(body, { who });
      expect(status).toBe(201);
      await note(record.id);
      return record.id;
    },
    run: () =>
      town.run(undefined, {
        ...town.deps,
        source: publicationSource(register, PUBLISHED_SORTS),
        columnsOf: publicColumns,
      }),
  };
};

/** Kinds that the public can read, once a stranger has found that everything adds up. */
const shown = async (town: City): Promise<readonly string[]> => {
  expect((await town.verify(town.clock.now())).findings).toEqual([]);
  const { entries } = await publicContent(town.deps.disclosure);
  return entries.map((entry) => String((entry as unknown as { fields: { kind: string } }).fields.kind)).sort();
};

describe('the public copy', () => {
  it('holds a listing, an honour and a judgment defaulter of organisations, each with its table, and a stranger finds that it adds up', async () => {
    const { town, post, run } = setup();
    await post(listing());
    await post(honour());
    await post(courtDefaulter(), COURT);
    await run();
    expect(await shown(town)).toEqual(['court-defaulter', 'honour', 'serious-untrustworthiness-listing']);
    const text = await textIn(town.deps.disclosure);
    for (const heading of ['名单名称', '有效期至', '执行依据文号', '涉及金额（分）', '被执行人姓名或名称'])
      expect(text).toContain(heading);
    for (const hidden of ['李某某', '给付货款']) expect(text).not.toContain(hidden);
  });

  it('holds a commitment that is meant for it, then that it was broken, and loses it a year after that', async () => {
    const { town, note, post, run } = setup();
    const id = await post(commitment({}, { validTo: undefined }));
    const closed = { subject: COMPANY, disclosure: undefined, documentNumber: '21029920261102000002' };
    await post(commitment(closed, { publicationType: '特定范围内公开' }));
    await run();
    expect(await shown(town)).toEqual(['commitment']);
    const found = { status: '部分履行', foundOn: '2026-11-10', unperformed: '未附合格证', liability: '退出示范' };
    const who = officer('market-regulation', 'officer-2');
    const { status } = await api.call('find-record-outcome', { id, who, body: found, headers: { 'if-match': '"1"' } });
    expect(status).toBe(200);
    await note(id);
    await run();
    expect(await shown(town)).toEqual(['commitment']);
    const text = await textIn(town.deps.disclosure);
    for (const told of ['部分履行', '承诺编码', '履行状态']) expect(text).toContain(told);
    for (const hidden of ['未附合格证', '退出示范']) expect(text).not.toContain(hidden);
    town.setTime('2027-11-09T15:59:00.000Z');
    await run();
    expect(await shown(town)).toEqual(['commitment']);
    town.setTime('2027-11-09T16:00:00.000Z');
    await run();
    expect(await shown(town)).toEqual([]);
  });

  it('holds no rating, and nothing of a person', async () => {
    const { town, post, run } = setup();
    const person = { subject: PERSON, actDate: '2026-10-01', disclosure: undefined };
    await post(listing({ ...person, documentNumber: '人一号' }));
    await post(courtDefaulter({ ...person, documentNumber: '人二号' }), COURT);
    await post(honour({ subject: PERSON, disclosure: undefined, documentNumber: '人三号' }));
    await post(rating({ documentNumber: '评一号' }));
    await run();
    expect(await publicContent(town.deps.disclosure)).toMatchObject({ entries: [] });
    expect(await textIn(town.deps.disclosure)).not.toContain(PERSON.name);
  });

  it('loses a judgment defaulter that performed all, a listing that ran out and an honour that was revoked', async () => {
    const { town, note, post, run } = setup();
    const performed = await post(courtDefaulter({ documentNumber: '执一号' }), COURT);
    await post(listing({ documentNumber: '列一号' }, { validTo: '2026-11-30' }));
    const revoked = await post(honour({ documentNumber: '誉一号' }));
    await run();
    expect(await shown(town)).toHaveLength(3);
    const change = async (
      operation: Parameters<Api['call']>[0],
      id: string,
      version: number,
      body: object,
      who = COURT,
    ) => {
      const { status } = await api.call(operation, { id, who, body, headers: { 'if-match': `"${version}"` } });
      expect(status).toBe(200);
      await note(id);
    };
    await change('correct-record', performed, 1, { reason: '履行完毕', content: { performance: '全部已履行' } });
    const end = { verb: 'revoke', document: '撤〔2026〕1号', decidedOn: '2026-11-10', reason: '弄虚作假' };
    await change('propose-withdrawal', revoked, 1, end, officer('market-regulation'));
    await change('confirm-withdrawal', revoked, 2, { confirmed: true }, officer('market-regulation', 'officer-2'));
    town.setTime('2026-11-30T15:59:00.000Z');
    await run();
    expect(await shown(town)).toEqual(['serious-untrustworthiness-listing']);
    town.setTime('2026-11-30T16:00:00.000Z');
    await run();
    expect(await shown(town)).toEqual([]);
    expect(await publicContent(town.deps.disclosure)).toMatchObject({
      withdrawn: { withdrawals: [{ kind: 'honour', documentNumber: '誉一号', reason: '弄虚作假' }] },
    });
  });
});
