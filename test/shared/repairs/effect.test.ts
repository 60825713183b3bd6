import { describe, expect, it } from 'vitest';
import { restsOn } from '../../../shared/cases/cases-on-record.ts';
import { endedByGrounds, leftBehind, NO_GROUNDS, standingRecords, stands } from '../../../shared/cases/grounds.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { repairKey } from '../../../shared/crypto/repair-keys.ts';
import { markObjection, suspendRecord } from '../../../shared/records/marks.ts';
import { publicityOf } from '../../../shared/records/publicity.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { isUsable } from '../../../shared/records/usable.ts';
import { deriveRepair } from '../../../shared/repairs/derive-repair.ts';
import { repairedCase, repairedRecord } from '../../../shared/repairs/effect.ts';
import type { Repair } from '../../../shared/repairs/repair.ts';
import { dispatched, proposed, value } from '../cases/walk.ts';
import { accepted, acting, applied, DECIDER, day, granted, PENALTY, refused } from './repairs.ts';

const AT = acting(DECIDER, '2026-11-12').by.at;
const today = day('2026-11-12');

describe('a granted repair', () => {
  it('ends its record in one write: publicity, sharing and use together', () => {
    const ended = repairedRecord(PENALTY, granted(), AT);
    expect(ended).toMatchObject({
      state: 'ended',
      change: { department: 'market-regulation', officer: DECIDER },
      end: { verb: 'repair', document: '庄市监修〔2026〕1号', proposedBy: 'mandate-1', confirmedBy: DECIDER },
    });
    expect(publicityOf(PENALTY, today)).toBeDefined();
    expect(ended && [publicityOf(ended, today), isUsable(ended, today)]).toEqual([undefined, false]);
    // Who was told is told of the end.
    expect(ended?.told?.recipients).toEqual(PENALTY.told?.recipients);
  });

  it('ends what is under objection, or stands still on a court’s word', () => {
    const { by } = acting('court', '2026-11-11');
    const mark = { id: 'o', filedOn: day('2026-11-10'), decideBy: day('2026-11-19') };
    const objected = value(markObjection(PENALTY, mark, by));
    const ended = repairedRecord(objected, granted(), AT);
    expect(ended?.state).toBe('ended');
    expect(ended?.objection).toBeUndefined();
    const order = { ground: 'court', document: '（2026）辽0283行保1号', reason: '停止执行' } as const;
    expect(repairedRecord(value(suspendRecord(PENALTY, order, by)), granted(), AT)?.state).toBe('ended');
  });

  it('ends nothing twice, nothing else, and nothing before it is granted', () => {
    const ended = repairedRecord(PENALTY, granted(), AT);
    expect(ended && repairedRecord(ended, granted(), AT)).toBeUndefined();
    expect(repairedRecord({ ...PENALTY, id: 'another' }, granted(), AT)).toBeUndefined();
    for (const repair of [applied(), accepted(), refused()]) {
      expect(repairedRecord(PENALTY, repair, AT)).toBeUndefined();
    }
  });

  it('of a joint case ends it, by the verb of repair', () => {
    const joint = dispatched();
    const repair = { ...granted(), target: { ...granted().target, type: 'case', id: joint.id } } as Repair;
    expect(repairedCase(joint, repair, AT)).toMatchObject({
      state: 'ended',
      end: { verb: 'repair', officer: DECIDER },
    });
    expect(repairedCase({ ...joint, id: 'another' }, repair, AT)).toBeUndefined();
    expect(
      repairedCase(joint, { ...repair, state: 'accepted', decision: undefined } as unknown as Repair, AT),
    ).toBeUndefined();
  });
});

describe('the joint cases on a record', () => {
  const { by } = acting('system', '2026-11-12');
  const record = { ...PENALTY, subject: { ...PENALTY.subject, key: dispatched().subject.key } };
  const ended = repairedRecord(record, granted(), AT) ?? record;
  const onAct = { ...dispatched(), act: { ...dispatched().act, documentNumber: '庄市监罚[2026]101 号' } };
  const on = (one: CreditRecord) => ({ ...NO_GROUNDS, records: [one] });
  const endedWithRecord = (joint: JointCase, one: CreditRecord, actor: typeof by) =>
    endedByGrounds(joint, on(one), actor);
  const proven = { ...proposed(), act: { ...proposed().act, records: [record.id] } };

  it('are those of its subject on the act of its document, however that is spelt, or proved by it', () => {
    expect(restsOn(onAct, record)).toBe(true);
    expect(restsOn(proven, record)).toBe(true);
    expect(restsOn(dispatched(), record)).toBe(false);
    expect(restsOn({ ...proven, subject: { ...proven.subject, key: 'ORG#another' } }, record)).toBe(false);
    expect(restsOn({ ...proven, effect: 'incentive' }, record)).toBe(false);
  });

  it('end with it, decided or not: by repair, or as what was deleted or taken off its list', () => {
    expect(endedWithRecord(onAct, ended, by)).toMatchObject({ state: 'ended', end: { verb: 'repair' } });
    expect(endedWithRecord(proven, ended, by)).toMatchObject({ state: 'ended', end: { verb: 'repair' } });
    const by_ = (
      verb: 'delete' | 'remove' | 'change' | 'revoke' | 'declare-unlawful' | 'declare-void',
      joint = onAct,
    ) => endedWithRecord(joint, { ...ended, ...(ended.end && { end: { ...ended.end, verb } }) }, by)?.end?.verb;
    expect([by_('delete'), by_('remove')]).toEqual(['revoke', 'lift']);
    // The initiating department judges for itself what another decision leaves of its case.
    expect([by_('change'), by_('revoke', proven)]).toEqual([undefined, undefined]);
    // No measure outlives the decision that it is for (I1).
    expect([by_('revoke'), by_('declare-unlawful'), by_('declare-void')]).toEqual(['revoke', 'revoke', 'revoke']);
    expect(endedWithRecord(onAct, record, by)).toBeUndefined();
  });

  it('stand on no ground any more from the decision on, by the rule by which they end afterwards', () => {
    const today = day('2026-11-12');
    const running = { ...dispatched(), state: 'dispatched' } as JointCase;
    expect(stands(running, NO_GROUNDS, today)).toBe(true);
    const act = { ...running, act: onAct.act };
    const grantedOn = { ...on(record), repairs: [granted()] };
    expect(stands(act, on(record), today)).toBe(true);
    expect(stands(act, grantedOn, today)).toBe(false);
    expect(endedByGrounds(act, grantedOn, by)).toMatchObject({ state: 'ended', end: { verb: 'repair' } });
    expect(stands(act, { ...on(record), repairs: [accepted(), refused()] }, today)).toBe(true);
    const own = { ...granted(), target: { ...granted().target, type: 'case', id: running.id } } as Repair;
    expect(stands(running, { ...NO_GROUNDS, repairs: [own] }, today)).toBe(false);
    expect(standingRecords(on(record))).toEqual([record]);
    expect(standingRecords(grantedOn)).toEqual([]);
    expect(standingRecords({ ...on(ended), repairs: [granted()] })).toEqual([ended]);
  });

  it('are left behind as long as one of them stands', () => {
    const followed = endedWithRecord(onAct, ended, by) ?? onAct;
    expect(leftBehind([onAct, dispatched()], on(ended))).toBe(true);
    expect(leftBehind([followed, dispatched()], on(ended))).toBe(false);
    expect(leftBehind([onAct], on(record))).toBe(false);
  });
});

describe('what follows from an application', () => {
  const told = (repair: Repair) => {
    const { notifications, work } = deriveRepair(repair, repairKey(repair), digestId);
    return {
      told: notifications.map(({ type, recipient, due }) => [type, recipient, due]),
      work: work.map(({ type }) => type),
    };
  };

  it('tells the authority, with its day, and looks whether there is still something to repair', () => {
    expect(told(applied())).toEqual({
      told: [['repair.applied', 'market-regulation', '2026-11-13']],
      work: ['follow-repair'],
    });
  });

  it('tells the credit office what was decided; only a grant has work to do', () => {
    expect(told(granted())).toEqual({
      told: [['repair.decided', 'credit-office', undefined]],
      work: ['follow-repair'],
    });
    expect(told(refused())).toEqual({ told: [['repair.decided', 'credit-office', undefined]], work: [] });
  });

  it('says nothing of a person', () => {
    const repair = { ...granted(), subject: { key: 'PERSON#x', category: 'person', name: '张某某' } } as Repair;
    const { notifications, work } = deriveRepair(repair, repairKey(repair), digestId);
    expect(JSON.stringify(notifications)).not.toMatch(/张某某|PERSON|unifiedSocialCreditCode/);
    expect(JSON.stringify(work)).not.toContain('张某某');
  });
});
