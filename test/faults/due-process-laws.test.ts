import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../shared/aws/clients.ts';
import { knownHeads } from '../../shared/checks/known-heads-store.ts';
import { standings } from '../../shared/checks/standing.ts';
import { caseKey } from '../../shared/crypto/case-keys.ts';
import { headId } from '../../shared/crypto/head-keys.ts';
import { addDays, addMonths, type CalendarDate, calendarDate } from '../../shared/kernel/beijing-time.ts';
import { correct } from '../../shared/records/correct.ts';
import {
  endRecord,
  markObjection,
  OBJECTION_OUTCOMES,
  resumeRecord,
  settleObjection,
  suspendRecord,
} from '../../shared/records/marks.ts';
import { type CreditRecord, END_VERBS, STATUTORY_VERBS, WITHDRAWAL_VERBS } from '../../shared/records/record.ts';
import { decideWithdrawal, proposeWithdrawal } from '../../shared/records/transitions.ts';
import { namedSubject } from '../../shared/subjects/named-subject.ts';
import { instrument } from '../builders/joint-cases.ts';
import { penalty } from '../builders/submissions.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import {
  appliedTask,
  BASIS,
  CHECKER,
  DECISION,
  dispatchedCase,
  jointTown,
} from '../functions/http/support/joint-town.ts';
import { clear, diesAt, failsAt, publicContent, unharmed } from '../shared/disclosure/support/publisher.ts';
import { publicIdOf } from '../shared/disclosure/support/register.ts';
import { recordOf } from '../shared/records/record-of.ts';
import { type DueProcessTown, dueProcessTown } from './support/due-process-town.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());

const START = calendarDate('2026-11-10');
const IDS = ['甲', '乙', '丙'] as const;
const READERS = ['bank', 'trust', 'credit-office'] as const;
const LAST_CALL = 90;

const id = fc.constantFrom(...IDS);
const pick = fc.nat(99);

/** What people do to a record, and what becomes of the machinery between them. */
const anyStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('post' as const), id }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('correct' as const), id }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('withdraw' as const), id, pick, confirmed: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('object' as const), id, days: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('settle' as const), id, pick }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('suspend' as const), id }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('resume' as const), id }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('repair' as const), id }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('read' as const), id, pick, late: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('relay' as const), most: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('relay-again' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('deliver' as const), stirred: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('acknowledge' as const), pick }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('days' as const), days: fc.constantFrom(1, 3, 10, 10, 400) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('publish' as const),
      reason: fc.constantFrom('daily', 'additions', 'removal'),
      fate: fc.constantFrom('dies', 'fails', 'unharmed'),
      call: fc.integer({ min: 1, max: LAST_CALL }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('look' as const) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('check' as const) }) },
);
type Step = typeof anyStep extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Told from the law's words, not from the code that publishes and answers. */
const mayBeUsed = ({ state, holds, suspension, objection }: CreditRecord, today: CalendarDate): boolean =>
  state !== 'ended' &&
  holds.length === 0 &&
  suspension === undefined &&
  (objection?.suspendsFrom === undefined || today < objection.suspendsFrom);

/** A general penalty of today's rules: public from its day on, for a year at the most (Order 36). */
const mayBePublic = (record: CreditRecord, today: CalendarDate): boolean =>
  mayBeUsed(record, today) &&
  record.disclosure?.public === true &&
  record.decisionDate <= today &&
  today < addMonths(record.decisionDate, 12);

/** What a case is on ends with its own record, but for a changed decision and what a department took back: those are for the initiator to judge. */
const carriesItsCase = ({ end }: CreditRecord): boolean =>
  end === undefined || end.verb === 'change' || end.verb === 'withdraw';
/** The first day after the term of every measure. */
const TERM_OVER = '2027-11-09';

let serial = 0;

/** One history: its records, and what each step makes of them. */
const history = () => {
  serial += 1;
  const town = dueProcessTown(START);
  const ids = new Map<string, string>();
  const client = documentClient();
  const write = jointTown(client);
  const measures = new Map<string, string>();
  let corrections = 0;
  const by = (officer: string) => ({ department: 'market-regulation', officer, at: town.town.clock.now() });
  const decided = () => ({ document: '文1号', decidedOn: town.today(), reason: '经核实', proposedBy: 'y' });
  const on = (name: string) => ids.get(name) ?? '';
  const facts = (name: string) => {
    corrections += 1;
    return `罚款二万元，没收违法所得五千元（记号${name}${serial}第${corrections}稿）。`;
  };

  const post = async (name: string): Promise<void> => {
    if (ids.has(name)) return;
    const today = town.today();
    const posting = penalty(
      {
        documentNumber: `庄市监罚〔2026〕${name}${serial}号`,
        decisionDate: today,
        disclosure: { public: true, basis: '行政处罚法第四十八条', socialImpact: '公众关注', decidedOn: today },
      },
      { penaltyContent: facts(name) },
    );
    const record = { ...recordOf(posting, { by: by('a'), today }), publicId: publicIdOf(`${name}${serial}`) };
    ids.set(name, record.id);
    await town.post(record);
    await inForce(record);
  };

  /** A measure of a case on the record's act. No work ends the case: the queue stands still for it all the time. */
  const inForce = async (record: CreditRecord): Promise<void> => {
    const fresh = dispatchedCase(namedSubject(record.subject));
    const named = { ...fresh, act: { ...fresh.act, documentNumber: record.documentNumber } };
    const joint = { ...named, id: headId(caseKey(named)) };
    const task = appliedTask(joint);
    await write.instrument(instrument(BASIS));
    await write.case(joint);
    await write.task(task);
    measures.set(record.id, task.id);
  };

  /** A check names the measures of those cases that a record carries, and of no other: whatever work is late. */
  const check = async (): Promise<void> => {
    const [today, all] = [town.today(), [...town.heads.values()].flatMap((versions) => versions.slice(-1))];
    const key = all[0]?.subject.key ?? '';
    const question = { decisionType: DECISION, department: CHECKER, today };
    const heads = knownHeads({ client, table: names.registerTable });
    const standing = (await standings(heads, [key], question)).get(key);
    // What other histories left in the register is no business of this one.
    const own = new Set(measures.values());
    const found = (standing?.measures ?? []).map(({ task }) => task.id).filter((one) => own.has(one));
    const lawful = all
      .filter((record) => today < TERM_OVER && carriesItsCase(record))
      .map((one) => measures.get(one.id));
    expect(found.toSorted()).toEqual(lawful.toSorted());
  };

  const fateOf = ({ fate, call }: Extract<Step, { type: 'publish' }>) => {
    if (fate === 'dies') return diesAt(call);
    return fate === 'fails' ? failsAt(call) : unharmed;
  };

  const takeOn = async (step: Step): Promise<void> => {
    switch (step.type) {
      case 'post':
        return post(step.id);
      case 'correct': {
        const content = { penaltyContent: facts(step.id) };
        return town.change(on(step.id), (record) =>
          correct(record, { reason: '录入有误', content }, { by: by('a'), today: town.today() }),
        );
      }
      case 'withdraw': {
        const verb = WITHDRAWAL_VERBS[step.pick % WITHDRAWAL_VERBS.length] ?? 'revoke';
        const { proposedBy: _, ...asked } = decided();
        await town.change(on(step.id), (record) =>
          proposeWithdrawal(record, { verb, ...asked }, { by: by('a'), today: town.today() }),
        );
        return town.change(on(step.id), (record) => decideWithdrawal(record, { confirmed: step.confirmed }, by('b')));
      }
      case 'object': {
        const today = town.today();
        const due = addDays(today, step.days);
        const mark = { id: 'objection', filedOn: today, decideBy: due, suspendsFrom: addDays(due, 1) };
        return town.change(on(step.id), (record) => markObjection(record, mark, by('system')));
      }
      case 'settle': {
        const outcome = OBJECTION_OUTCOMES[step.pick % OBJECTION_OUTCOMES.length] ?? 'maintain';
        const correction = { reason: '异议属实', content: { penaltyContent: facts(step.id) } };
        const settlement = { id: 'objection', outcome, ...decided(), correction, supplement: '已整改' };
        return town.change(on(step.id), (record) => settleObjection(record, settlement, by('b')));
      }
      case 'suspend':
        return town.change(on(step.id), (record) =>
          suspendRecord(record, { ground: 'court', document: '裁1号', reason: '停止执行' }, by('court')),
        );
      case 'resume':
        return town.change(on(step.id), (record) => resumeRecord(record, '恢复', by('court')));
      case 'repair':
        return town.change(on(step.id), (record) => endRecord(record, { verb: 'repair', ...decided() }, by('b')));
      case 'read': {
        const reader = READERS[step.pick % READERS.length] ?? 'bank';
        const read = await town.read(on(step.id), reader, `报告${step.pick % 2}`);
        // Nothing that may not be used is answered.
        if (read) expect(mayBeUsed(read, town.today())).toBe(true);
        return step.late ? undefined : town.answerAll();
      }
      case 'relay':
        return town.relay(step.most);
      case 'relay-again':
        return town.relayAgain(step.pick);
      case 'deliver': {
        if (step.stirred) town.stir();
        await town.doWork();
        return town.deliver();
      }
      case 'acknowledge': {
        const notices = [...town.heard.values()];
        const one = notices[step.pick % Math.max(notices.length, 1)];
        if (one) await town.acknowledge(one.id, one.recipient, `o${step.pick}`);
        return undefined;
      }
      case 'days':
        return town.pass(addDays(town.today(), step.days));
      case 'publish':
        await town.publish(step.reason, fateOf(step)).catch(() => undefined);
        return undefined;
      case 'look':
        return look(town);
      case 'check':
        return check();
      default:
        return step satisfies never;
    }
  };

  return { town, takeOn };
};

const marksIn = (versions: readonly CreditRecord[]): readonly string[] => [
  ...new Set(versions.map(({ content }) => /记号[^）]*/.exec(String(content['penaltyContent']))?.[0] ?? '')),
];

/** After a run that nothing disturbed, and that heard of all: what stands in the public files is what may be known that day, and no more. */
const look = async (town: DueProcessTown): Promise<void> => {
  await town.relay();
  await town.publish('removal');
  await town.publish('additions');
  const today = town.today();
  const all = [...town.heads.values()];
  const due = all.flatMap((versions) => versions.slice(-1)).filter((record) => mayBePublic(record, today));
  const { entries } = await publicContent(town.town.deps.disclosure);
  const byId = (a: { publicId: string }, b: { publicId: string }) => (a.publicId < b.publicId ? -1 : 1);
  expect(entries.map(({ publicId }) => ({ publicId })).toSorted(byId)).toEqual(
    due.map(({ publicId }) => ({ publicId })).toSorted(byId),
  );
  const files = await town.publicFiles();
  const where = (text: string) => files.filter((file) => file.text.includes(text)).map(({ path }) => path);
  for (const versions of all) {
    const record = versions.at(-1);
    if (record === undefined) continue;
    const isPublic = mayBePublic(record, today);
    const current = isPublic ? marksIn([record]) : [];
    // No older text of what is public, and no text at all of what is not: in no file of any version.
    for (const mark of marksIn(versions)) expect(where(mark).length > 0, mark).toBe(current.includes(mark));
    const stated = STATUTORY_VERBS.some((verb) => verb === record.end?.verb);
    if (isPublic) continue;
    expect(where(record.documentNumber).filter((path) => !stated || path !== 'withdrawn.json')).toEqual([]);
    expect(where(record.publicId).every((path) => path.startsWith('v/'))).toBe(true);
  }
};

const ENDINGS: readonly CreditRecord['change']['action'][] = ['confirm-withdrawal', 'end'];

const count = (town: DueProcessTown, about: string, recipient: string, type: string, version?: number) =>
  [...town.heard.values()].filter(
    (one) =>
      one.about === about &&
      one.recipient === recipient &&
      one.type === type &&
      (version === undefined || one.version === version),
  ).length;

/** Once everything has arrived: whoever was told of an entry was told of its end and of where it stands still, once. */
const expectTold = async (town: DueProcessTown): Promise<void> => {
  for (const [about, versions] of town.heads) {
    const record = versions.at(-1);
    if (record === undefined) continue;
    const named = record.told?.recipients ?? [];
    const answered = town.answered.filter((one) => one.id === about);
    const knows = new Set([...named, ...answered.map(({ recipient }) => recipient)]);
    for (const recipient of new Set([...READERS, ...named])) {
      // An annulment that was confirmed after the record had ended otherwise is told too.
      const ends = knows.has(recipient) ? versions.filter(({ change }) => ENDINGS.includes(change.action)).length : 0;
      expect(count(town, about, recipient, 'record.ended'), `${recipient} of ${about}`).toBe(ends);
    }
    // That it is public no more is an end too, and to be acknowledged.
    for (const { version } of versions.filter(({ change }) => change.action === 'end-publicity')) {
      for (const recipient of record.holds.length > 0 ? [] : named) {
        expect(count(town, about, recipient, 'record.publicity-ended', version)).toBe(1);
      }
    }
    if (record.suspension === undefined) continue;
    const { version = 0 } = versions.findLast(({ change }) => change.action === 'suspend') ?? {};
    for (const recipient of knows) {
      const wasTold =
        named.includes(recipient) || answered.some((one) => one.recipient === recipient && one.version < version);
      const heardOfIt = count(town, about, recipient, 'record.suspended') > 0;
      if (wasTold && record.holds.length === 0) expect(heardOfIt, `${recipient} of ${about}`).toBe(true);
    }
  }
};

const expectAcknowledgedOnce = async (town: DueProcessTown): Promise<void> => {
  for (const { id, recipient } of [...town.heard.values()].filter(({ due }) => due !== undefined)) {
    const first = await town.acknowledge(id, recipient, 'first');
    const second = await town.acknowledge(id, recipient, 'second');
    expect(second).toEqual(first);
  }
};

describe('due process', () => {
  it('leaves nothing that should no longer be known in any public file or answer, and tells the end to whoever was told', {
    timeout: 900_000,
  }, async () => {
    expect(END_VERBS).toContain('delete');
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 28 }), async (steps) => {
        await clear(engines);
        const { town, takeOn } = history();
        for (const name of IDS.slice(0, 2)) await takeOn({ type: 'post', id: name });
        await takeOn({ type: 'look' });
        for (const step of steps) await takeOn(step);
        await takeOn({ type: 'check' });
        await town.settle();
        await look(town);
        await town.settle();
        await expectTold(town);
        await expectAcknowledgedOnce(town);
      }),
      { numRuns: Number(process.env['DUE_PROCESS_HISTORIES'] ?? 40) },
    );
  });
});
