import type { CaseStore } from '../../../shared/cases/case-store.ts';
import { CASE_TRANSITIONS, nextCase } from '../../../shared/cases/case-transitions.ts';
import { endBySystem, endCase } from '../../../shared/cases/ending.ts';
import type { JointCase, PlanItem } from '../../../shared/cases/joint-case.ts';
import { resume, suspend } from '../../../shared/cases/suspension.ts';
import { caseKey } from '../../../shared/crypto/case-keys.ts';
import { headId } from '../../../shared/crypto/head-keys.ts';
import { beijingDate, calendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { DispatchedMeasure } from '../../../shared/tasks/dispatch.ts';
import { acting } from '../../builders/joint-cases.ts';
import { served, value } from '../../shared/cases/walk.ts';

/** Four measures as their list has them, the last for information only. */
export const MEASURES: readonly DispatchedMeasure[] = [
  { code: 'limit-procurement', obligation: 'obligatory', binds: ['procurement-award'] },
  { code: 'limit-subsidies', obligation: 'obligatory', binds: ['subsidy-grant'] },
  { code: 'withdraw-honours', obligation: 'obligatory', binds: [] },
  { code: 'credit-report', obligation: 'voluntary', binds: [] },
];
const BASES: Readonly<Record<string, string>> = {
  'limit-procurement': 'government-procurement-law-22',
  'limit-subsidies': 'budget-law-57',
  'withdraw-honours': 'honours-regulation-18',
  'credit-report': 'credit-industry-regulation-15',
};
let times = 0;
/** From now on measures rest on other articles than before: what one test repeals is no other's. */
export const newBases = (): void => {
  times += 1;
};
export const basisOf = (measure: string): string => `${BASES[measure]}-${times}`;

export const DEPARTMENTS = Array.from({ length: 30 }, (_, at) => `department-${String(at + 1).padStart(2, '0')}`);
export const UNTIL = calendarDate('2027-11-11');
export const LISTED_UNTIL = calendarDate('2029-11-11');

let serial = 0;

/** A case whose decision of four measures was served: on a new organisation, or on a person beside an organisation's. */
export const servedCase = (organisation?: JointCase, changed: Partial<JointCase> = {}): JointCase => {
  serial += 1;
  const { decision, ...base } = served();
  if (decision === undefined) throw new Error('served without a decision');
  const measures = MEASURES.map(({ code }) => ({
    measure: code,
    basis: basisOf(code),
    from: decision.decidedOn,
    until: UNTIL,
  }));
  const subject = organisation
    ? { key: `PERSON#p${serial}`, category: 'person' as const, name: '某甲' }
    : { ...base.subject, key: `ORG#test-${serial}` };
  const act = { ...base.act, documentNumber: `人社监列字〔2026〕${organisation ? '' : serial}号` };
  const responsibility = organisation && {
    class: 'legal-representative' as const,
    classBasis: 'wage-payment-regulation-48',
    role: '总经理',
    finding: '指使转移资产逃避支付',
    organisationCase: { id: organisation.id, key: caseKey(organisation) },
  };
  const joint = {
    ...base,
    subject,
    act,
    version: 1,
    decision: { ...decision, measures, listedUntil: LISTED_UNTIL },
    ...(responsibility && { responsibility }),
    ...changed,
  };
  return { ...joint, id: headId(caseKey(joint)) };
};

/** A plan of each measure for each department. */
export const planOf = (
  at: Instant,
  departments: readonly string[] = DEPARTMENTS,
  measures = MEASURES.map(({ code }) => code),
): readonly PlanItem[] =>
  departments.flatMap((department) =>
    measures.map((measure) => ({ measure, department, dispatchedOn: beijingDate(at), dispatchedAt: at })),
  );

const OFFICE = { name: 'clerk', roles: ['credit-office'] } as const;
const COURT = { name: 'judge', roles: ['court'] } as const;
const DOCUMENT = { document: '（2026）辽0283行初7号', reason: '诉讼期间停止执行' };
const dayOf = (at: Instant) => beijingDate(at);

/** What officers do to a case, each one change of its head. */
export const officers = (cases: CaseStore, now: () => Instant) => {
  const change = async (joint: JointCase, next: (current: JointCase) => JointCase): Promise<JointCase> => {
    const stored = await cases.get(caseKey(joint));
    if (stored === undefined) throw new Error('no case');
    const written = await cases.change(stored, next(stored.image), CASE_TRANSITIONS.end.from);
    if (!written.ok) throw new Error('lost the race');
    return written.value.image;
  };
  const court = () => acting('court', dayOf(now()), COURT);
  return {
    add: async (joint: JointCase): Promise<JointCase> => {
      const added = await cases.add(joint, { id: joint.id });
      if (!added.ok) throw new Error('there already');
      return added.value.image;
    },
    dispatch: (joint: JointCase, plan: readonly PlanItem[]) =>
      change(joint, (current) =>
        nextCase(current, CASE_TRANSITIONS.dispatch, acting('credit-office', dayOf(now()), OFFICE).by, {
          state: 'dispatched',
          plan: [...current.plan, ...plan],
        }),
      ),
    suspend: (joint: JointCase) => change(joint, (current) => value(suspend(current, DOCUMENT, court()))),
    resume: (joint: JointCase) => change(joint, (current) => value(resume(current, DOCUMENT, court()))),
    end: (joint: JointCase, measures?: readonly string[]) =>
      change(joint, (current) => {
        const { by, today } = court();
        const end = { verb: 'repeal', document: '文书', reason: '理由', decidedOn: today } as const;
        return value(endBySystem(current, { ...end, ...(measures && { measures }) }, by));
      }),
    revoke: (joint: JointCase) =>
      change(joint, (current) => {
        const { by, today } = court();
        const context = { by, roles: ['court'], today } as const;
        return value(endCase(current, { verb: 'revoke', document: '文书', reason: '理由', decidedOn: today }, context));
      }),
    except: (joint: JointCase) =>
      change(joint, (current) => nextCase(current, CASE_TRANSITIONS.except, court().by, {})),
  };
};
