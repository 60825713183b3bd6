import type { CaseStore } from '../../../shared/cases/case-store.ts';
import { CASE_TRANSITIONS } from '../../../shared/cases/case-transitions.ts';
import { restsOn } from '../../../shared/cases/cases-on-record.ts';
import { endedByGrounds, leftBehind } from '../../../shared/cases/grounds.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { caseKey } from '../../../shared/crypto/case-keys.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import type { ObjectionStore } from '../../../shared/objections/objection-store.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import type { Stored } from '../../../shared/register/head-store.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import type { RepairStore } from '../../../shared/repairs/repair-store.ts';
import { systemActor } from '../../../shared/tasks/dispatch.ts';

export interface EndCasesDeps {
  readonly cases: Pick<CaseStore, 'get' | 'change' | 'onSubject'>;
  readonly repairs: Pick<RepairStore, 'onSubject'>;
  readonly objections: Pick<ObjectionStore, 'ofSubject'>;
  readonly now: () => Instant;
}

/**
 * Ends the joint cases that a record carries no longer, and with them their measures: by the rule by which a check has read them since. A
 * subject's cases are few.
 */
export const endCases = async (deps: EndCasesDeps, record: CreditRecord): Promise<void> => {
  const { key: subject } = record.subject;
  const resting = (await deps.cases.onSubject(subject)).filter((joint) => restsOn(joint, record));
  if (resting.length === 0) return;
  const aboutIt = <Image extends { readonly target: { readonly id: string } }>(all: readonly Stored<Image>[]) =>
    all.map(({ image }) => image).filter(({ target }) => target.id === record.id);
  const grounds = {
    records: [record],
    repairs: aboutIt(await deps.repairs.onSubject(subject)),
    objections: aboutIt(await deps.objections.ofSubject(subject)),
  };
  const by = systemActor(deps.now());
  const next = (joint: JointCase) => endedByGrounds(joint, grounds, by);
  for (const joint of resting.filter((one) => leftBehind([one], grounds))) {
    const key = caseKey(joint);
    const found = await deps.cases.get(key);
    if (found) await settleHead(deps.cases, { key, found, next, from: CASE_TRANSITIONS.end.from });
  }
};
