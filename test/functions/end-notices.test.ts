import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { foldStatistics } from '../../functions/schedule/handlers/fold-statistics.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import type { Instant } from '../../shared/kernel/beijing-time.ts';
import { intakeCountStore } from '../../shared/quality/intake-count-store.ts';
import { qualityCountStore } from '../../shared/quality/quality-count-store.ts';
import { checkCountStore } from '../../shared/statistics/check-count-store.ts';
import { disclosureCountStore } from '../../shared/statistics/disclosure-count-store.ts';
import { jointCountStore } from '../../shared/statistics/joint-count-store.ts';
import { endNotices } from '../../shared/withdrawal-ledger/end-notice-store.ts';
import { penalty } from '../builders/submissions.ts';
import '../to-be-problem.ts';
import { derivedState } from '../faults/support/derived-state.ts';
import { officer, SECOND } from './http/support/api.ts';
import { coded, newFirm } from './http/support/checking.ts';
import { ending, type LedgerTown, ledgerTown } from './support/ledger-town.ts';

let ledger: LedgerTown;
beforeAll(async () => {
  ledger = await ledgerTown();
});
afterAll(() => ledger?.api.stop());
beforeEach(() => {
  ledger.setTime('2026-11-12T02:00:00.000Z');
  ledger.setDown(false);
});

const OFFICE = officer('credit-office', 'clerk', 'credit-office');
const AUDITOR = officer('justice', 'auditor', 'auditor');
const READER = 'bank-of-zhuanghe';
const WITHDRAWAL = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-12', reason: '事实不清' };

let serial = 0;
/** A penalty that the credit office and others were told of. */
const posted = async () => {
  serial += 1;
  const { body } = await ledger.api.post(penalty({ documentNumber: `庄市监罚〔2026〕8${serial}号` }));
  await ledger.settle();
  return { id: String(body.id), version: Number(body.version) };
};
const withdraw = async ({ id }: { readonly id: string }) => {
  const headers = (version: number) => ({ 'if-match': `"${version}"` });
  await ledger.api.call('propose-withdrawal', { id, headers: headers(1), body: WITHDRAWAL });
  const { status, body } = await ledger.api.call('confirm-withdrawal', {
    id,
    headers: headers(2),
    body: { confirmed: true },
    who: SECOND,
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
};
const noticesOf = (about: string, type: string) =>
  ledger.sent.filter((one) => one.about === about && one.type === type);
const ledgerOf = async (id: string, who = OFFICE) => {
  const { body } = await ledger.api.call('get-record-withdrawal-ledger', { id, who });
  return body.recipients as readonly {
    readonly recipient: { readonly code: string };
    readonly channel: string;
    readonly ends: readonly Record<string, unknown>[];
  }[];
};
const endsIn = async (id: string, code: string) =>
  (await ledgerOf(id)).filter(({ recipient }) => recipient.code === code).flatMap(({ ends }) => ends);
const acknowledge = (id: string, who = OFFICE) => ledger.api.call('acknowledge-notification', { id, who });

const told = (about: string, at: Instant = ledger.town.now()) =>
  ledger.told.note([
    { about, recipient: READER, channel: 'report', purpose: digestId(`report ${about}`), at, version: 1 },
  ]);

describe('the end of a record', () => {
  it('is told to everyone who was told of it, with the day by which it is to be acknowledged', async () => {
    const record = await posted();
    const before = noticesOf(record.id, 'record.posted').map(({ recipient }) => recipient);
    expect(before).toContain('credit-office');
    await withdraw(record);
    await ledger.settle();
    const ends = noticesOf(record.id, 'record.ended');
    expect(ends.map(({ recipient }) => recipient).sort()).toEqual(before.toSorted());
    expect(new Set(ends.map(({ due }) => due))).toEqual(new Set(['2026-11-17']));
  });

  it('is told once to whoever only the ledger knows, though the message comes twice and late', async () => {
    const record = await posted();
    await told(record.id);
    await withdraw(record);
    await ledger.settle();
    const tells = ledger.town.queue.sent.filter((work) => work.type === 'tell-end' && work.id === record.id);
    expect(tells).toHaveLength(1);
    await ledger.town.work([...tells, ...tells]);
    await ledger.deliver();
    const ends = noticesOf(record.id, 'record.ended').filter(({ recipient }) => recipient === READER);
    expect(new Set(ends.map(({ id }) => id)).size).toBe(1);
    expect(ends[0]).toMatchObject({ version: 3, due: '2026-11-17', kind: 'administrative-penalty' });
  });

  it('is told once to who is in the ledger and named by the record too', async () => {
    const record = await posted();
    await ledger.told.note([
      {
        about: record.id,
        recipient: 'credit-office',
        channel: 'report',
        purpose: digestId('own report'),
        at: ledger.town.now(),
        version: 1,
      },
    ]);
    await withdraw(record);
    await ledger.settle();
    const ends = noticesOf(record.id, 'record.ended').filter(({ recipient }) => recipient === 'credit-office');
    expect(ends).toHaveLength(1);
    expect(await endsIn(record.id, 'credit-office')).toHaveLength(2);
  });

  it('reaches a department that was out of reach for a day, with the term that began when it ended', async () => {
    const record = await posted();
    ledger.setDown(true);
    await withdraw(record);
    await ledger.settle();
    expect(await endsIn(record.id, 'credit-office')).toMatchObject([{ type: 'record.ended', standing: 'on-its-way' }]);
    ledger.setTime('2026-11-13T02:00:00.000Z');
    ledger.setDown(false);
    await ledger.deliver();
    expect(await endsIn(record.id, 'credit-office')).toMatchObject([{ standing: 'waiting', due: '2026-11-17' }]);
  });
});

describe('an end that is not acknowledged', () => {
  it('is said again before it is due, once it is overdue, and at last to the credit office: once each', async () => {
    const record = await posted();
    await told(record.id);
    await withdraw(record);
    await ledger.settle();
    const chased = () =>
      ledger.sent
        .filter((one) => one.about === record.id && one.clock === 'acknowledge-end')
        .filter(({ recipient, department }) => [recipient, department].includes(READER))
        .map(({ type, recipient }) => `${type} ${recipient}`);
    const runOn = async (day: string) => {
      ledger.setTime(`${day}T02:00:00.000Z`);
      await ledger.runClocks();
      await ledger.runClocks();
      return chased();
    };
    expect(await runOn('2026-11-13')).toEqual([]);
    expect(await runOn('2026-11-16')).toEqual([`clock.reminder ${READER}`]);
    expect(await runOn('2026-11-18')).toEqual([`clock.reminder ${READER}`, `clock.overdue ${READER}`]);
    expect(await runOn('2026-12-01')).toEqual([
      `clock.reminder ${READER}`,
      `clock.overdue ${READER}`,
      'clock.escalated credit-office',
    ]);
    expect((await endsIn(record.id, READER)).map(({ standing }) => standing)).toEqual(['overdue']);
  });

  it('is left alone once it is acknowledged, and the ledger says when', async () => {
    const record = await posted();
    await withdraw(record);
    await ledger.settle();
    const [notice] = noticesOf(record.id, 'record.ended').filter(({ recipient }) => recipient === 'credit-office');
    expect((await acknowledge(notice?.id ?? '')).status).toBe(200);
    expect((await acknowledge(notice?.id ?? '')).status).toBe(200);
    ledger.setTime('2026-12-01T02:00:00.000Z');
    await ledger.runClocks();
    const chased = ledger.sent.filter(
      ({ about, clock, recipient }) =>
        about === record.id && clock === 'acknowledge-end' && recipient === 'credit-office',
    );
    // Others stayed silent: of those it hears; it is itself not asked.
    expect(chased.map(({ type }) => type)).not.toContain('clock.reminder');
    expect(await endsIn(record.id, 'credit-office')).toMatchObject([
      { standing: 'acknowledged', acknowledgedAt: '2026-11-12T02:00:00.000Z' },
    ]);
  });
});

describe('the ledger of a record', () => {
  it('is read by who posted it, the credit office and auditors, and is absent for others', async () => {
    const record = await posted();
    expect((await ledgerOf(record.id, AUDITOR)).map(({ channel }) => channel)).toContain('inbox');
    expect((await ledgerOf(record.id, officer('market-regulation', 'r', 'reporter'))).length).toBeGreaterThan(0);
    const other = officer('education', 'r', 'reporter');
    expect(await ledger.api.call('get-record-withdrawal-ledger', { id: record.id, who: other })).toBeProblem(
      404,
      'not-found',
    );
  });

  it('says that nothing is to be acknowledged as long as nothing ended', async () => {
    const record = await posted();
    await told(record.id);
    expect((await ledgerOf(record.id)).flatMap(({ ends }) => ends)).toEqual([]);
    expect((await ledgerOf(record.id)).map(({ recipient }) => recipient.code)).toContain(READER);
  });
});

describe('the ledger of a case', () => {
  it('says of each measure who was told, by task and by check, and what became of it', async () => {
    const { joint, task, check } = await ledger.checked();
    const planned = { measure: task.measure, department: task.department, dispatchedOn: task.pushedOn };
    const stored = await ledger.town.cases.find(joint.id);
    if (stored === undefined) throw new Error('there is no such case');
    const plan = [{ ...planned, dispatchedAt: ledger.town.now() }];
    await ledger.town.cases.change(stored, { ...stored.image, version: stored.image.version + 1, plan }, [
      'dispatched',
    ]);
    await ledger.end(task, ending('lift'));
    await ledger.settle();
    const who = officer('human-resources', 'i', 'initiator');
    const { body } = await ledger.api.call('get-case-withdrawal-ledger', { id: joint.id, who });
    expect(body.measures).toMatchObject([
      {
        task: task.id,
        state: 'lifting',
        recipients: [
          {
            recipient: { code: 'finance' },
            channel: 'check',
            purpose: check,
            ends: [{ type: 'task.lift', standing: 'waiting', due: '2026-11-17' }],
          },
        ],
      },
    ]);
    const other = officer('education', 'i', 'initiator');
    expect(await ledger.api.call('get-case-withdrawal-ledger', { id: joint.id, who: other })).toBeProblem(
      404,
      'not-found',
    );
    expect(
      await ledger.api.call('get-case-withdrawal-ledger', { id: joint.id, who, query: { cursor: 'x' } }),
    ).toBeProblem(400, 'invalid-cursor');
  });
});

describe('what departments acknowledged', () => {
  const fold = async () => {
    const { derived, folded, foldedJoint, units } = ledger.api.stores;
    await foldStatistics({
      cases: disclosureCountStore(derived),
      folded,
      joint: jointCountStore(derived),
      checks: checkCountStore(derived),
      endNotices: endNotices(derived),
      foldedJoint,
      intake: intakeCountStore(derived),
      quality: qualityCountStore(derived),
      units,
      now: ledger.town.now,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    })();
    return (await foldedJoint.find('2027-01'))?.ends ?? [];
  };

  it('is counted in time, late and missing by department, the same under any replay', async () => {
    ledger.setTime('2027-01-11T02:00:00.000Z');
    const records = [await posted(), await posted(), await posted()];
    for (const record of records) {
      await told(record.id);
      await withdraw(record);
    }
    await ledger.settle();
    const [first, second] = records.flatMap(({ id }) =>
      noticesOf(id, 'record.ended').filter(({ recipient }) => recipient === READER),
    );
    const reader = officer(READER, 'r', 'reporter');
    await acknowledge(first?.id ?? '', reader);
    ledger.setTime('2027-01-15T02:00:00.000Z');
    await acknowledge(second?.id ?? '', reader);
    const counts = { department: READER, told: 3, inTime: 1, late: 1, missing: 1, running: 0, released: 0 };
    expect((await fold()).find(({ department }) => department === READER)).toEqual(counts);
    // Everything arrives once more, and is acknowledged once more.
    for (const notice of ledger.sent.filter(({ recipient }) => recipient === READER))
      await ledger.inbox.deliver(notice);
    await acknowledge(first?.id ?? '', reader);
    expect((await fold()).find(({ department }) => department === READER)).toEqual(counts);
    const { body } = await ledger.api.call('get-joint-statistics', { who: OFFICE, query: { month: '2027-01' } });
    expect(body.ends).toContainEqual(counts);
  });
});

describe('what a check noted', () => {
  it('lies with the measure, once for each check, whoever asks again', async () => {
    const { firm, task, check } = await ledger.checked();
    await ledger.api.check([{ unifiedSocialCreditCode: firm.unifiedSocialCreditCode }]);
    const noted = await ledger.told.of(task.id);
    expect(noted).toHaveLength(2);
    expect(noted).toContainEqual({
      about: task.id,
      recipient: 'finance',
      channel: 'check',
      purpose: check,
      at: '2026-11-12T02:00:00.000Z',
      version: 3,
    });
  });

  it('is nothing where nothing binds', async () => {
    const tellings = async () =>
      Object.keys(await derivedState(ledger.town.client)).filter((key) => key.startsWith('TOLD#')).length;
    const before = await tellings();
    const { body } = await ledger.api.check([coded(newFirm())]);
    expect(body.answers[0].measures).toEqual([]);
    expect(await tellings()).toBe(before);
  });
});
