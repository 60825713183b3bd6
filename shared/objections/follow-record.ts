import { canonicalJson } from '../kernel/canonical-json.ts';
import type { Failures } from '../kernel/failure.ts';
import { markObjection, settleObjection } from '../records/marks.ts';
import type { CreditRecord } from '../records/record.ts';
import type { Actor } from '../register/head.ts';
import { deciderOf, markOf, type Settled, settlementOf, standingDecision } from './marks.ts';
import type { Objection } from './objection.ts';

/** The record with the mark of an undecided objection; undefined if it bears it as it should, bears another one's, or has ended. */
export const markedRecord = (record: CreditRecord, objection: Objection, by: Actor): CreditRecord | undefined => {
  const mark = markOf(objection);
  if (canonicalJson(record.objection ?? null) === canonicalJson(mark)) return undefined;
  const marked = markObjection(record, mark, by);
  return marked.ok ? marked.value : undefined;
};

const OVERTAKEN =
  '处理决定作出后记录已变更，不能按决定办理，异议标注撤下，由处理单位另行处理 the record changed after the decision, which could not be carried out';

const isDoneAlready = (failures: Failures): boolean => failures.every(({ kind }) => kind === 'nothing-to-correct');

/** The record as the decision leaves it, without the mark in any case; undefined if it does not bear this objection's mark. */
export const settledRecord = (
  record: CreditRecord,
  objection: Objection,
  at: Actor['at'],
): Settled<CreditRecord> | undefined => {
  const decision = standingDecision(objection);
  if (decision === undefined || record.objection?.id !== objection.id || record.state === 'ended') return undefined;
  const settlement = settlementOf(objection, decision);
  const by = deciderOf(decision, at);
  const settled = settleObjection(record, settlement, by);
  if (settled.ok) return { next: settled.value, overtaken: false };
  // Nobody's mark stays behind: what cannot be done any more is told, not left standing.
  const isDone = isDoneAlready(settled.failure);
  const reason = isDone ? settlement.reason : OVERTAKEN;
  const unmarked = settleObjection(record, { ...settlement, outcome: 'maintain', reason }, by);
  return unmarked.ok ? { next: unmarked.value, overtaken: !isDone } : undefined;
};
