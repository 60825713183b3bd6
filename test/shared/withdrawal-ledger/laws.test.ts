import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { addDays, beijingDate, beijingMidnight, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { InboxEntry } from '../../../shared/notifications/inbox-store.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { endRecord, resumeRecord, suspendRecord } from '../../../shared/records/marks.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { clockedEnd } from '../../../shared/withdrawal-ledger/end-notice.ts';
import { expectedOfRecord } from '../../../shared/withdrawal-ledger/expected.ts';
import { ledgerOf } from '../../../shared/withdrawal-ledger/ledger.ts';
import type { Telling } from '../../../shared/withdrawal-ledger/telling.ts';
import { value } from '../cases/walk.ts';
import { penaltyRecord } from '../records/record-of.ts';
import { day, instant } from '../tasks/tasks.ts';

const AT = instant('2026-11-12T02:00:00.000Z');
const by = { department: 'market-regulation', officer: 'z', at: AT };

type Deed = 'suspend' | 'resume' | 'repair' | 'delete' | 'remove' | 'withdraw';

/** One more version of a record, if the law allows it. */
const after = (record: CreditRecord, deed: Deed): CreditRecord | undefined => {
  const done = { document: '文1号', decidedOn: day('2026-11-11'), reason: '核实', proposedBy: 'y' };
  const next = (() => {
    switch (deed) {
      case 'suspend':
        return suspendRecord(record, { ground: 'court', document: '裁1号', reason: '停止执行' }, by);
      case 'resume':
        return resumeRecord(record, '恢复', by);
      default:
        return endRecord(record, { verb: deed, ...done }, by);
    }
  })();
  return next.ok ? next.value : undefined;
};

const RECIPIENTS = ['bank', 'tax', 'credit-office', 'market-regulation'];

const anyHistory = fc.record({
  deeds: fc.array(
    fc.constantFrom<Deed>('suspend', 'resume', 'suspend', 'resume', 'repair', 'delete', 'remove', 'withdraw'),
    {
      maxLength: 8,
    },
  ),
  tellings: fc.array(
    fc.record({
      recipient: fc.constantFrom(...RECIPIENTS),
      channel: fc.constantFrom('report', 'check', 'exchange'),
      purpose: fc.constantFrom('1', '2', '3'),
      step: fc.nat(8),
    }),
    { maxLength: 6 },
  ),
});

/** A record's versions, and who was told of which: nobody is told of what has ended or stands still. */
const play = ({ deeds, tellings }: typeof anyHistory extends fc.Arbitrary<infer History> ? History : never) => {
  const versions: CreditRecord[] = [penaltyRecord()];
  const told: Telling[] = [];
  const tell = (step: number) => {
    const record = versions.at(-1);
    if (record === undefined || record.state === 'ended' || record.suspension !== undefined) return;
    for (const { step: when, ...telling } of tellings.filter((one) => one.step === step))
      told.push({ about: record.id, at: AT, version: record.version, ...telling });
  };
  tell(0);
  for (const [index, deed] of deeds.entries()) {
    const record = versions.at(-1);
    const next = record && after(record, deed);
    if (next) versions.push(next);
    tell(index + 1);
  }
  return { versions, told, expected: expectedOfRecord(versions, told, digestId) };
};

const hears = (expected: readonly Notification[], recipient: string, version: number, type: string) =>
  expected.filter((one) => one.recipient === recipient && one.version === version && one.type === type).length;

describe('after any history of a record', () => {
  it('whoever was told of it is told of its end, whoever was not is not, and nobody twice', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { versions, told, expected } = play(history);
        const last = versions.at(-1);
        const named = versions[0]?.told?.recipients ?? [];
        const knows = new Set([
          ...named,
          ...told.filter(({ channel }) => channel !== 'exchange').map((one) => one.recipient),
        ]);
        knows.delete('market-regulation');
        for (const recipient of [...RECIPIENTS, ...named]) {
          const ends = last?.state === 'ended' && knows.has(recipient) ? 1 : 0;
          expect(hears(expected, recipient, last?.version ?? 0, 'record.ended')).toBe(ends);
        }
        expect(new Set(expected.map(({ id }) => id)).size).toBe(expected.length);
      }),
    );
  });

  it('whoever was told of a version hears of every standstill after it, and of none before', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { versions, told, expected } = play(history);
        const standstills = versions.filter(({ change }) => change.action === 'suspend');
        for (const { version } of standstills) {
          const before = told.filter((one) => one.channel !== 'exchange' && one.version < version);
          for (const recipient of ['bank', 'tax']) {
            const knew = before.some((one) => one.recipient === recipient);
            expect(hears(expected, recipient, version, 'record.suspended')).toBe(knew ? 1 : 0);
          }
        }
      }),
    );
  });

  it('every end bears a day and a clock, which acknowledging stops; nothing else bears one', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 0, max: 9 }), (history, days) => {
        const { expected } = play(history);
        for (const notice of expected) {
          const clocked = clockedEnd(notice);
          const isEnd = notice.type === 'record.ended' || notice.type === 'record.suspended';
          expect(clocked !== undefined).toBe(isEnd);
          if (clocked === undefined) continue;
          expect(clocked).toMatchObject({ about: notice.about, debtor: notice.recipient });
          const acknowledgedAt = beijingMidnight(addDays(beijingDate(notice.at), days));
          const done = clockedEnd({ ...notice, acknowledgedAt });
          expect(done?.duties[0]?.doneOn).toBe(beijingDate(acknowledgedAt));
        }
      }),
    );
  });

  it('the ledger has everyone who was told with the ends that are theirs, acknowledged once', () => {
    fc.assert(
      fc.property(anyHistory, fc.array(fc.nat(20)), fc.integer({ min: 0, max: 9 }), (history, picks, days) => {
        const { versions, told, expected } = play(history);
        const acknowledged = new Set(picks.flatMap((pick) => expected[pick % Math.max(expected.length, 1)]?.id ?? []));
        const delivered = new Map(
          expected.map((one): [string, InboxEntry] => [
            one.id,
            { ...one, ...(acknowledged.has(one.id) && { acknowledgedAt: AT as Instant, acknowledgedBy: 'o' }) },
          ]),
        );
        const today = addDays(beijingDate(AT), days);
        const lines = ledgerOf({ expected, delivered, tellings: told, today });
        const named = versions[0]?.told?.recipients ?? [];
        expect(new Set(lines.map(({ recipient }) => recipient))).toEqual(
          new Set([...named, ...told.map(({ recipient }) => recipient)]),
        );
        for (const { recipient, ends } of lines) {
          const own = expected.filter((one) => one.recipient === recipient && clockedEnd(one) !== undefined);
          expect(ends.map(({ type, version }) => `${type} ${version}`)).toEqual(
            own.map(({ type, version }) => `${type} ${version}`),
          );
          ends.forEach(({ standing, due }, index) => {
            const isDone = acknowledged.has(own[index]?.id ?? '');
            const open = (due ?? today) < today ? 'overdue' : 'waiting';
            expect(standing).toBe(isDone ? 'acknowledged' : open);
          });
        }
      }),
    );
  });
});

describe('what has not arrived', () => {
  it('is on its way, or overdue once its day is over, and never acknowledged', () => {
    const [first] = [penaltyRecord()];
    const end = {
      verb: 'delete',
      document: '文1号',
      decidedOn: day('2026-11-11'),
      reason: '核实',
      proposedBy: 'y',
    } as const;
    const last = value(endRecord(first, end, by));
    const expected = expectedOfRecord([first, last], [], digestId);
    const standings = (today: string) =>
      ledgerOf({ expected, delivered: new Map(), tellings: [], today: day(today) }).flatMap(({ ends }) =>
        ends.map(({ standing }) => standing),
      );
    expect(new Set(standings('2026-11-17'))).toEqual(new Set(['on-its-way']));
    expect(new Set(standings('2026-11-18'))).toEqual(new Set(['overdue']));
  });
});
