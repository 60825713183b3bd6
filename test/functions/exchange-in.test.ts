import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordKey } from '../../shared/crypto/record-keys.ts';
import { addDays, beijingDate, calendarDate } from '../../shared/kernel/beijing-time.ts';
import { CAPACITIES, CHANNELS } from '../../shared/mandates/mandate.ts';
import { fileObjection, ObjectionSubmission } from '../../shared/objections/filing.ts';
import { markObjection, settleObjection } from '../../shared/records/marks.ts';
import { toNationalRow } from '../../shared/records/national-row.ts';
import { standingOf } from '../../shared/records/public-projection.ts';
import type { CreditRecord } from '../../shared/records/record.ts';
import { isUsable } from '../../shared/records/usable.ts';
import { standingOn } from '../../shared/subject-door/record-standing.ts';
import { namedSubject } from '../../shared/subjects/named-subject.ts';
import { COMPANY, courtDefaulter, PERSON, penalty } from '../builders/submissions.ts';
import '../to-be-problem.ts';
import { type Api, officer, startApi } from './http/support/api.ts';
import { type ExchangeTown, exchangeTown } from './support/exchange-town.ts';

const NOW = '2026-11-10T02:00:00.000Z';
const TODAY = calendarDate('2026-11-10');

let api: Api;
let town: ExchangeTown;
beforeAll(async () => {
  api = await startApi();
  town = exchangeTown(api);
});
beforeEach(() => api.setTime(NOW));
afterAll(() => api?.stop());

let serial = 0;
const mirror = (override: object = {}, content: Readonly<Record<string, unknown>> = {}) => {
  serial += 1;
  const submission = courtDefaulter({ documentNumber: `（2026）辽0202执${serial}号` }, content);
  const { disclosure } = submission;
  return {
    type: 'mirror',
    kind: 'court-defaulter',
    national: toNationalRow('court-defaulter', submission),
    disclosure,
    ...override,
  };
};
const ending = (row: ReturnType<typeof mirror>, override: object = {}) => {
  const { kind, national } = row;
  return {
    type: 'end',
    kind,
    national,
    verb: 'remove',
    document: '（2026）辽0202执撤1号',
    decidedOn: '2026-11-09',
    reason: '已履行',
    ...override,
  };
};
const numberOf = (row: ReturnType<typeof mirror>) => String(row.national['caseCode']);
const mirrored = async (row: ReturnType<typeof mirror>, department = 'superior-platform') => {
  const place = { department, kind: 'court-defaulter' as const, documentNumber: numberOf(row) };
  const found = await api.stores.records.get(recordKey(`ORG#${COMPANY.unifiedSocialCreditCode}`, place));
  return found?.image;
};
const outcomes = ({ outcome }: { outcome?: { rows: readonly { outcome: string }[] } }) =>
  outcome?.rows.map((row) => row.outcome);
const problemsIn = ({ outcome }: { outcome?: { problem: { en: { type: string; errors?: { type: string }[] } } } }) =>
  [outcome?.problem.en.type, ...(outcome?.problem.en.errors ?? []).map(({ type }) => type)].map(
    (type) => type?.split('#')[1],
  );

describe('an entry that is mirrored from above', () => {
  it('bears its source, is told to whom it concerns and public as its source decided', async () => {
    const row = mirror();
    expect(outcomes(await town.send([row]))).toEqual(['entered']);
    const record = await mirrored(row);
    expect(record).toMatchObject({
      state: 'active',
      mirrored: { from: 'superior-platform', asOf: NOW, refreshedAt: NOW },
    });
    expect(record && standingOf(record, 'salt', TODAY)).toMatchObject({ state: 'public', leavesOn: '2026-11-13' });
    expect(record && isUsable(record, TODAY)).toBe(true);
  });

  it('is stale by date alone when its source does not confirm it in three days, and back when it does', async () => {
    const row = mirror();
    await town.send([row]);
    const record = await mirrored(row);
    const stale = addDays(TODAY, 3);
    expect(record && [isUsable(record, addDays(TODAY, 2)), isUsable(record, stale)]).toEqual([true, false]);
    expect(record && standingOf(record, 'salt', stale).state).toBe('not-public');
    expect(record && standingOn(record, stale)).toBe('unconfirmed');
    api.setTime('2026-11-14T02:00:00.000Z');
    expect(outcomes(await town.send([row]))).toEqual(['confirmed']);
    const back = await mirrored(row);
    expect(back && isUsable(back, calendarDate('2026-11-14'))).toBe(true);
    expect(back).toMatchObject({ version: 2, change: { action: 'refresh', officer: 'exchange' } });
  });

  it('is written once a day at most, however often it is confirmed', async () => {
    const row = mirror();
    await town.send([row]);
    api.setTime('2026-11-10T09:00:00.000Z');
    expect(outcomes(await town.send([row]))).toEqual(['unchanged']);
    expect((await mirrored(row))?.version).toBe(1);
  });

  it('says what its source says now, though it be worse', async () => {
    const row = mirror({}, { performance: '部分未履行' });
    await town.send([row]);
    api.setTime('2026-11-11T02:00:00.000Z');
    const worse = { ...row, national: { ...row.national, performance: '全部未履行' } };
    expect(outcomes(await town.send([worse]))).toEqual(['changed']);
    expect(await mirrored(row)).toMatchObject({ content: { performance: '全部未履行' }, change: { action: 'mirror' } });
  });

  it('can be changed by no department here', async () => {
    const row = mirror();
    await town.send([row]);
    const id = (await mirrored(row))?.id ?? '';
    const body = { verb: 'revoke', document: 'x', decidedOn: '2026-11-09', reason: 'y' };
    for (const who of [
      officer('court', 'officer-1', 'reporter court'),
      officer('market-regulation'),
      officer('superior-platform'),
    ]) {
      const reply = await api.call('propose-withdrawal', { id, who, body, headers: { 'if-match': '"1"' } });
      expect([404, 409, 403]).toContain(reply.status);
      expect((await mirrored(row))?.version).toBe(1);
    }
  });

  it('ends when its source takes it off', async () => {
    const row = mirror();
    await town.send([row]);
    expect(outcomes(await town.send([ending(row)]))).toEqual(['ended']);
    const ended = await mirrored(row);
    expect(ended).toMatchObject({ state: 'ended', end: { verb: 'remove', proposedBy: 'superior-platform' } });
    expect(outcomes(await town.send([ending(row)]))).toEqual(['unchanged']);
    api.setTime('2026-11-12T02:00:00.000Z');
    expect(outcomes(await town.send([row]))).toEqual(['refused']);
  });

  it('stays one entry where the court here listed it itself, and its end above is the end of that', async () => {
    const row = mirror();
    const court = officer('court');
    const own = await api.call('post-records', { who: court, body: courtDefaulter({ documentNumber: numberOf(row) }) });
    expect(own.status).toBe(201);
    expect(outcomes(await town.send([row]))).toEqual(['own-entry']);
    expect(await mirrored(row)).toBeUndefined();
    expect(outcomes(await town.send([ending(row)]))).toEqual(['ended']);
    expect(await mirrored(row, 'court')).toMatchObject({ state: 'ended', end: { verb: 'remove' } });
  });

  it('on a person keeps the number out of everything but the bucket', async () => {
    const person = courtDefaulter({ subject: PERSON, documentNumber: '（2026）辽0202执9001号' });
    const row = {
      type: 'mirror',
      kind: 'court-defaulter',
      national: toNationalRow('court-defaulter', person),
      actDate: '2026-10-01',
    };
    const { outcome } = await town.send([row]);
    expect(outcome.rows).toEqual([{ index: 0, outcome: 'entered' }]);
    const text = await Promise.all((await town.paths('out/outcomes/')).map(town.textAt));
    expect(`${JSON.stringify(text)}${JSON.stringify(town.logged)}`).not.toContain(PERSON.document.number);
  });
});

describe('an objection to an entry that is mirrored', () => {
  const markedBy = { id: 'objection-1', filedOn: TODAY, decideBy: calendarDate('2026-11-19') };
  const change = async (row: ReturnType<typeof mirror>, next: (record: CreditRecord) => CreditRecord | undefined) => {
    const place = { department: 'superior-platform', kind: 'court-defaulter' as const, documentNumber: numberOf(row) };
    const found = await api.stores.records.get(recordKey(`ORG#${COMPANY.unifiedSocialCreditCode}`, place));
    const wanted = found && next(found.image);
    if (found === undefined || wanted === undefined) throw new Error('nothing to change');
    await api.stores.records.change(found, wanted, ['active']);
    return wanted;
  };
  const linesAbout = async (entry: string) => {
    await town.relay();
    await town.pack();
    const { sequence } = await town.packDeps.sequences.current();
    return ((await town.packageAt(sequence))?.lines ?? []).filter((line) => line.entry === entry);
  };

  it('is forwarded to its source with the next package, and taken back when it is settled', async () => {
    const row = mirror();
    await town.send([row]);
    const by = { department: 'credit-office', officer: 'o', at: api.now() };
    const marked = await change(row, (record) => {
      const next = markObjection(record, markedBy, by);
      return next.ok ? next.value : undefined;
    });
    expect(await linesAbout(marked.publicId)).toMatchObject([
      { op: 'objection', filedOn: TODAY, decideBy: '2026-11-19', row: { caseCode: numberOf(row) } },
    ]);
    const settled = {
      id: 'objection-1',
      outcome: 'maintain',
      document: '一号',
      decidedOn: TODAY,
      reason: '维持',
      proposedBy: 'o',
    } as const;
    await change(row, (record) => {
      const next = settleObjection(record, settled, by);
      return next.ok ? next.value : undefined;
    });
    expect(await linesAbout(marked.publicId)).toMatchObject([{ op: 'remove', channels: ['credit-dalian'] }]);
    expect((await town.entries.at(marked.publicId))?.notice).toBeUndefined();
  });

  it('is kept by the credit office, and says to whom it was forwarded', async () => {
    const row = mirror();
    await town.send([row]);
    const record = await mirrored(row);
    if (record === undefined) throw new Error('not there');
    const place = { department: 'superior-platform', kind: 'court-defaulter' as const, documentNumber: numberOf(row) };
    const key = recordKey(`ORG#${COMPANY.unifiedSocialCreditCode}`, place);
    const submission = ObjectionSubmission.parse({
      target: { type: 'record', id: record.id },
      grounds: '已全部履行',
      wanted: { outcome: 'delete', text: '请予删除' },
    });
    const filing = { mandate: 'm', capacity: CAPACITIES[0], channel: CHANNELS[0], receiptNumber: '1' };
    const filed = fileObjection({ type: 'record', key, record }, submission, {
      id: 'objection-2',
      by: { department: '', officer: 'subject', at: api.now() },
      filing,
      subject: namedSubject(record.subject),
      today: TODAY,
      others: [],
    });
    expect(filed).toMatchObject({ ok: true, value: { department: 'credit-office', forwardedTo: 'superior-platform' } });
    // Its source examines it, so that it has a provider's days, and stands still when they are over.
    expect(filed.ok && filed.value.decideBy.date).toBe('2026-11-19');
  });
});

describe('what was decided above of an entry of ours', () => {
  it('prevails: it ends here though its department has not ended it, and is taken back from there', async () => {
    const posted = await api.call('post-records', { body: penalty({ documentNumber: '庄市监罚〔2026〕701号' }) });
    const record = (await api.stores.records.find(posted.body.id))?.image;
    await town.relay();
    await town.pack();
    const entry = record?.publicId ?? '';
    const repair = {
      type: 'repair',
      entry,
      verb: 'repair',
      document: '大信修〔2026〕1号',
      decidedOn: '2026-11-09',
      reason: '符合修复条件',
    };
    expect(outcomes(await town.send([repair]))).toEqual(['ended']);
    const ended = (await api.stores.records.find(posted.body.id))?.image;
    expect(ended).toMatchObject({ state: 'ended', end: { verb: 'repair', document: '大信修〔2026〕1号' } });
    expect(outcomes(await town.send([repair]))).toEqual(['unchanged']);
    await town.relay();
    await town.pack();
    const { sequence } = await town.packDeps.sequences.current();
    const { lines = [] } = (await town.packageAt(sequence)) ?? {};
    expect(lines.filter((line) => line.entry === entry)).toMatchObject([{ op: 'remove' }]);
    expect(lines.find((line) => line.entry === entry)).not.toHaveProperty('end');
  });

  it('is a problem of its row where there is no such entry, or the text holds a number', async () => {
    const repair = {
      type: 'repair',
      entry: 'x'.repeat(22),
      verb: 'repair',
      document: '一号',
      decidedOn: '2026-11-09',
      reason: '已修复',
    };
    const { outcome } = await town.send([repair, { ...repair, reason: `身份证${PERSON.document.number}` }]);
    expect(outcome.rows.map((row: { problem: { en: { type: string } } }) => row.problem.en.type.split('#')[1])).toEqual(
      ['not-found', 'identity-number-in-text'],
    );
  });
});

describe('a package', () => {
  it('that is damaged, of another number, of tomorrow or unreadable is refused whole, and raises the alarm', async () => {
    const row = mirror();
    const bad = [
      [await town.send([row], { body: '{"type":"mirror"}\n' }), 'missing-field'],
      [await town.send([row, row], { body: `${JSON.stringify(row)}\n` }), 'package-damaged'],
      [await town.send([row], { manifest: { sequence: 999 } }), 'invalid-value'],
      [await town.send([row], { cutAt: '2026-11-12T02:00:00.000Z' }), 'decision-in-future'],
      [await town.send([row], { body: `${JSON.stringify(row)}\nnot json\n`, manifest: {} }), 'broken-json'],
      [await town.send([row, { ...row, unknown: 1 }]), 'unknown-field'],
    ] as const;
    for (const [answer, kind] of bad) {
      expect(answer.outcome.result).toBe('refused');
      expect(problemsIn(answer)).toContain(kind);
    }
    expect(await mirrored(row)).toBeUndefined();
    expect(town.logged.at(-1)).toMatchObject({ message: 'what came from the superior platform was refused' });
    expect(outcomes(await town.send([row]))).toEqual(['entered']);
  });

  it('that comes again changes nothing; its number with other content is refused', async () => {
    const row = mirror();
    await town.send([row]);
    const before = await mirrored(row);
    const again = await town.send([row], { sequence: town.last() });
    expect([again.failed, await mirrored(row)]).toEqual([false, before]);
    const other = await town.send([ending(row)], { sequence: town.last() });
    expect(problemsIn(other)).toContain('package-number-used');
    expect(await mirrored(row)).toEqual(before);
  });

  it('that dies in the middle is finished by the next try, each row once', async () => {
    const rows = [mirror(), mirror(), mirror()];
    const { records } = town.packageDeps;
    let left = 1;
    const add: typeof records.add = async (...given) => {
      left -= 1;
      if (left < 0) throw new Error('killed');
      return records.add(...given);
    };
    const died = await town.send(rows, { deps: { records: { ...records, add } } });
    expect(died.failed).toBe(true);
    const done = await town.send(rows, { sequence: town.last() });
    expect(outcomes(done)?.toSorted()).toEqual(['entered', 'entered', 'unchanged']);
    for (const row of rows) expect(await mirrored(row)).toMatchObject({ version: 1 });
  });

  it('that is missing is alarmed until it comes; late, it ends what it ends, and enters nothing', async () => {
    const row = mirror();
    await town.send([row]);
    const missing = town.last() + 1;
    town.skip(1);
    await town.send([mirror()]);
    const gaps = () =>
      town.logged.filter(({ message }) => message === 'packages from the superior platform are missing');
    expect(gaps().at(-1)?.fields).toEqual({ missing: [missing] });
    const late = await town.send([ending(row), mirror()], { sequence: missing });
    expect(outcomes(late)).toEqual(['ended', 'refused']);
    const before = gaps().length;
    await town.send([mirror()]);
    expect(gaps()).toHaveLength(before);
  });

  it('of an older moment does not undo what a newer one said', async () => {
    const row = mirror();
    await town.send([row]);
    const older = '2026-11-09T02:00:00.000Z';
    expect(outcomes(await town.send([ending(row)], { cutAt: older }))).toEqual(['superseded']);
    expect(outcomes(await town.send([row], { cutAt: older }))).toEqual(['unchanged']);
    expect(beijingDate((await mirrored(row))?.mirrored?.asOf ?? (older as never))).toBe(TODAY);
  });
});
