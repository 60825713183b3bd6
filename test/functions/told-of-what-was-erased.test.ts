import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockKey } from '../../shared/clocks/clock-store.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { addDays, beijingDate, calendarDate } from '../../shared/kernel/beijing-time.ts';
import { derivedItems } from '../../shared/rederive/derived-items-store.ts';
import { rederive } from '../../shared/rederive/rederive.ts';
import { registerPages } from '../../shared/rederive/register-pages-store.ts';
import { retentionRederiver } from '../../shared/rederive/retention.ts';
import { accessStore } from '../../shared/subject-door/access-store.ts';
import { type Reopen, reopenId } from '../../shared/withdrawal-ledger/reopen.ts';
import { reopenKey } from '../../shared/withdrawal-ledger/reopen-store.ts';
import { fictionalCompany } from '../builders/fictional.ts';
import { penalty } from '../builders/submissions.ts';
import { names } from '../engines.ts';
import { type RetentionTown, retentionTown } from './support/retention-town.ts';

const BEFORE = '2026-11-10T02:00:00.000Z';
const WHY = '原决定所依据的事实有误';

let town: RetentionTown;
beforeAll(async () => {
  town = await retentionTown();
}, 60_000);
afterAll(() => town?.stop());

let serial = 0;
const posted = () => {
  serial += 1;
  const subject = fictionalCompany(72_000 + serial, `庄河示例第${serial}有限公司`);
  return town.post(penalty({ subject, documentNumber: `庄市监罚〔2026〕${5_000 + serial}号` }));
};

const [CHECK, OTHER_CHECK] = ['c'.repeat(22), 'd'.repeat(22)];

/** A decision that relied on what `about` names, as it is listed to the department that took it. */
const listed = (check: string, about: string): Reopen => ({
  id: reopenId(check, about, digestId),
  department: 'finance',
  check,
  decisionType: 'procurement-qualification',
  reference: '庄财采〔2026〕3号',
  measure: { id: 'm'.repeat(22), code: 'M01' },
  task: about,
  initiator: 'market-regulation',
  documentNumber: '庄市监罚〔2026〕1号',
  because: { verb: 'revoke', document: '撤1号', reason: WHY },
  at: town.now(),
  dueBy: calendarDate('2026-11-24'),
});

/** Two checks and a report were told of it; both decisions are listed, one was looked at again. */
const toldOf = async (about: string): Promise<void> => {
  const one = { about, recipient: 'finance', at: town.now(), version: 1 };
  await town.deps.told.note([
    { ...one, channel: 'check', purpose: CHECK },
    { ...one, channel: 'check', purpose: OTHER_CHECK },
    { ...one, channel: 'report', recipient: 'bank-one', purpose: 'r'.repeat(22) },
  ]);
  await town.deps.reopens.list([listed(CHECK, about), listed(OTHER_CHECK, about)]);
  const answer = { result: 'maintained', reason: '另有依据', officer: 'officer-1', at: town.now() } as const;
  expect(await town.deps.reopens.answer(reopenId(CHECK, about, digestId), answer)).toBe(true);
};

const derivedOf = async (...keys: readonly { readonly pk: string }[]) => {
  const wanted = new Set(keys.map(({ pk }) => pk));
  return (await town.derivedItems()).filter(({ pk }) => wanted.has(String(pk)));
};
const reopensOf = (about: string) =>
  derivedOf(...[CHECK, OTHER_CHECK].flatMap((check) => [reopenKey(reopenId(check, about, digestId))]));
const clocksOf = (about: string) =>
  derivedOf(...[CHECK, OTHER_CHECK].map((check) => clockKey(reopenId(check, about, digestId))));

const rederived = async () => {
  const pages = registerPages({ client: town.client, table: names.registerTable });
  const deps = {
    ...town.deps,
    derivedItems: derivedItems({ client: town.client, table: names.derivedTable }),
    caseWork: town.queue,
  };
  const rederivers = ['record', 'put-away', 'erasure'].map((of) => retentionRederiver(of, deps));
  const { missing } = await rederive(pages, rederivers, { dryRun: false, segments: 1 });
  await town.settle();
  return missing;
};

describe('who was told of what was erased', () => {
  it('is kept for its own term without content or identity; a decision that was looked at again goes at once', async () => {
    town.setTime(BEFORE);
    const { id, key } = await posted();
    await toldOf(id);
    expect(await reopensOf(id)).toHaveLength(2);
    await town.orderErasure(id);
    await town.night('2026-11-11');
    expect(await reopensOf(id)).toMatchObject([{ check: OTHER_CHECK }]);
    expect(await clocksOf(id)).toHaveLength(1);
    const tellings = await derivedOf({ pk: `TOLD#${id}` });
    expect(tellings).toHaveLength(3);
    const fields = new Set(tellings.flatMap((item) => Object.keys(item)));
    expect([...fields].sort()).toEqual(['about', 'at', 'channel', 'pk', 'purpose', 'recipient', 'sk', 'version']);
    for (const text of tellings.map((item) => JSON.stringify(item))) {
      expect(text).not.toContain(key.pk);
      expect(text).not.toContain(WHY);
    }
    expect(await rederived()).toMatchObject({ retention: 0 });
  });

  it('is deleted with the decisions still listed when that term is over, and not a day before', async () => {
    town.setTime(BEFORE);
    const { id } = await posted();
    await toldOf(id);
    await town.orderErasure(id);
    await town.night('2026-11-11');
    await town.night('2029-11-09');
    expect(await derivedOf({ pk: `TOLD#${id}` })).toHaveLength(3);
    await town.night('2029-11-10');
    expect(await derivedOf({ pk: `TOLD#${id}` }, { pk: `RETAIN#${id}` })).toEqual([]);
    expect([...(await reopensOf(id)), ...(await clocksOf(id))]).toEqual([]);
    expect(await rederived()).toMatchObject({ retention: 0 });
    await town.night('2029-11-11');
  });

  it('is deleted in the next night if the first one died on the way', async () => {
    town.setTime(BEFORE);
    const { id } = await posted();
    await toldOf(id);
    await town.orderErasure(id);
    await town.night('2026-11-11');
    const { told } = town.deps;
    const { forget } = told;
    Object.assign(told, { forget: () => Promise.reject(new Error('killed')) });
    await town.night('2029-11-10').catch(() => undefined);
    Object.assign(told, { forget });
    town.queue.stir(() => []);
    expect(await derivedOf({ pk: `TOLD#${id}` })).toHaveLength(3);
    await town.night('2029-11-11');
    expect(await derivedOf({ pk: `TOLD#${id}` })).toEqual([]);
  });

  it('is found to be due again, where that was lost', async () => {
    town.setTime(BEFORE);
    const { id, key } = await posted();
    await toldOf(id);
    await town.orderErasure(id);
    await town.night('2026-11-11');
    const version = await town.deps.due.notedVersion(id);
    await town.deps.due.note({ id, version: version ?? 0, key, what: 'told' });
    expect(await rederived()).toMatchObject({ retention: 1 });
    expect(await rederived()).toMatchObject({ retention: 0 });
    await town.night('2029-11-10');
    expect(await derivedOf({ pk: `TOLD#${id}` })).toEqual([]);
  });
});

describe('who looked at a subject', () => {
  it('is kept for five years, whatever is erased meanwhile, and goes by itself', async () => {
    town.setTime(BEFORE);
    const { id, key } = await posted();
    const accesses = accessStore({ client: town.client, table: names.derivedTable });
    const access = {
      what: 'check',
      department: 'finance',
      purpose: '采购资格',
      reference: '庄财采〔2026〕3号',
    } as const;
    await accesses.note(key.pk, 'a'.repeat(22), { ...access, at: town.now() });
    await town.orderErasure(id);
    await town.night('2026-11-11');
    await town.night('2026-11-12');
    expect((await accesses.of(key.pk, undefined, 10)).accesses).toHaveLength(1);
    const [line] = (await town.derivedItems()).filter(({ reference }) => reference === access.reference);
    const goes = beijingDate(new Date(Number(line?.['expiresAt']) * 1_000).toISOString() as never);
    expect(goes >= calendarDate('2031-11-10') && goes <= addDays(calendarDate('2031-11-10'), 2)).toBe(true);
    expect(JSON.stringify(line)).not.toContain('violationFacts');
  });
});
