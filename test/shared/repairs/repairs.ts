import { repairId } from '../../../shared/crypto/repair-keys.ts';
import { type CalendarDate, calendarDate, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { SUBJECT_SIDE } from '../../../shared/mandates/mandate.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { RECORD_HEAD } from '../../../shared/records/record-store.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { acceptRepair } from '../../../shared/repairs/acceptance.ts';
import { type ApplicationContext, applyForRepair, RepairSubmission } from '../../../shared/repairs/apply.ts';
import { type DecisionContext, decideRepair, RepairDecision } from '../../../shared/repairs/decision.ts';
import type { Repair } from '../../../shared/repairs/repair.ts';
import { type Repairable, recordNow, repairableRecord } from '../../../shared/repairs/repairable.ts';
import { value } from '../cases/walk.ts';
import { penaltyRecord } from '../records/record-of.ts';

/** The officer who posted the penalty; two others of the same department. */
export const AUTHOR = 'a';
export const DECIDER = 'b';
export const THIRD = 'c';
export const DEPARTMENT = 'market-regulation';

export const day = calendarDate;
const noon = (date: string) => toInstant(Date.parse(`${date}T04:00:00.000Z`));

export const acting = (officer: string, date: string): { readonly by: Actor; readonly today: CalendarDate } => ({
  by: { department: DEPARTMENT, officer, at: noon(date) },
  today: day(date),
});

/** A general penalty of 3 August 2026: to be repaired from 3 November on. */
export const PENALTY = penaltyRecord({
  decisionDate: '2026-08-03',
  disclosure: { public: true, basis: '行政处罚法第四十八条', socialImpact: '公众关注', decidedOn: '2026-08-03' },
});

export const submission = (override: object = {}): RepairSubmission =>
  RepairSubmission.parse({
    target: { type: 'record', id: PENALTY.id },
    performance: '罚款已经缴清，不合格产品已经全部召回。',
    commitment: {
      reason: '申请信用修复',
      content: '依法经营，不再销售不合格产品。',
      liability: '违背承诺的，自愿接受处理。',
      madeOn: '2026-11-09',
      publicity: 'public',
    },
    ...override,
  });

export const repairable = (record: CreditRecord = PENALTY, date = '2026-11-10'): Repairable =>
  value(repairableRecord(record, RECORD_HEAD.keyOf(record), day(date)));

export const applying = (override: Partial<ApplicationContext> = {}, date = '2026-11-10'): ApplicationContext => ({
  by: { department: SUBJECT_SIDE, officer: 'mandate-1', at: noon(date) },
  today: day(date),
  mandate: 'mandate-1',
  earlier: [],
  files: [],
  idOf: repairId,
  ...override,
});

export const applied = (date = '2026-11-10'): Repair =>
  value(applyForRepair(repairable(PENALTY, date), submission(), applying({}, date)));

export const accepted = (from = applied(), date = '2026-11-11'): Repair =>
  value(acceptRepair(from, { outcome: 'accepted' }, acting(THIRD, date)));

export const grant = (override: object = {}): RepairDecision =>
  RepairDecision.parse({
    outcome: 'granted',
    document: '庄市监修〔2026〕1号',
    decidedOn: '2026-11-12',
    examined: '缴款凭证、整改报告',
    reasons: '最短公示期已满，义务已经履行。',
    ...override,
  });

export const refusal = (override: object = {}): RepairDecision =>
  RepairDecision.parse({ ...grant(), outcome: 'refused', grounds: ['duty-not-performed'], ...override });

export const deciding = (officer = DECIDER, date = '2026-11-12', record: CreditRecord = PENALTY): DecisionContext => ({
  ...acting(officer, date),
  target: recordNow(record, day(date)),
});

export const granted = (from = accepted()): Repair => value(decideRepair(from, grant(), deciding()));
export const refused = (from = accepted(), override: object = {}): Repair =>
  value(decideRepair(from, refusal(override), deciding()));
