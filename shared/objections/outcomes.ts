import type { Failure } from '../kernel/failure.ts';
import type { RecordKind } from '../records/kinds/kinds.ts';
import type { ObjectionOutcome } from '../records/marks.ts';
import type { Decision } from './objection.ts';
import type { Objected } from './target.ts';

/** Kinds of records that are entries of a list, from which one can be removed 移出. */
const LISTS: readonly RecordKind[] = ['serious-untrustworthiness-listing', 'court-defaulter', 'honour'];

/** What can come of an objection to a case: it is revoked, its subject removed from the list, measures of it revoked, or nothing. */
const OF_A_CASE: readonly ObjectionOutcome[] = ['delete', 'remove-from-list', 'correct', 'maintain'];

const fits = (outcome: ObjectionOutcome, objected: Objected): boolean => {
  if (objected.type === 'case') return OF_A_CASE.includes(outcome);
  const { kind, disclosure } = objected.record;
  if (outcome === 'remove-from-list') return LISTS.includes(kind);
  return outcome !== 'end-publication' || disclosure?.public === true;
};

type Parts = Pick<Decision, 'outcome'> & { readonly correction?: unknown; readonly measures?: readonly string[] };

/** A record is corrected by what it should say, a case by the measures that are revoked. */
const wrongParts = ({ outcome, correction, measures }: Parts, { type }: Objected): readonly Failure[] => {
  if (outcome !== 'correct') return [];
  const [needed, other] =
    type === 'record' ? (['correction', 'measures'] as const) : (['measures', 'correction'] as const);
  const given = { correction, measures };
  return [
    ...(given[needed] === undefined ? [{ kind: 'missing-field', pointer: `/${needed}` } as const] : []),
    ...(given[other] === undefined ? [] : [{ kind: 'unknown-field', pointer: `/${other}` } as const]),
  ];
};

/** What of a decision does not fit what the objection is against. */
export const misfits = (decided: Parts, objected: Objected): readonly Failure[] =>
  fits(decided.outcome, objected)
    ? wrongParts(decided, objected)
    : [{ kind: 'outcome-not-fitting', pointer: '/outcome' }];
