import { beijingDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { holdFor } from '../records/lawful-intake.ts';
import type { Actor, Transition } from '../register/head.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { identityNumbersIn, type Text } from '../subjects/identity-numbers.ts';
import { longestUntil } from './rules.ts';
import { refusedOn, type ToldCase } from './told-case.ts';
import type {
  TypicalCase,
  TypicalCaseAction,
  TypicalCasePublication,
  TypicalCaseReviewSubmission,
  TypicalCaseRevision,
  TypicalCaseState,
  TypicalCaseWithdrawal,
} from './typical-case.ts';

/** A published text is not rewritten: it is withdrawn, and another is written. */
export const TYPICAL_CASE_TRANSITIONS = {
  revise: { action: 'revise', from: ['draft', 'reviewed'] },
  review: { action: 'review', from: ['draft'] },
  publish: { action: 'publish', from: ['reviewed'] },
  withdraw: { action: 'withdraw', from: ['draft', 'reviewed', 'published'] },
} as const satisfies Record<string, Transition<TypicalCaseState, TypicalCaseAction>>;

type Step = Result<TypicalCase, Failures>;

const refusedTo = ({ author }: TypicalCase, by: Actor): readonly Failure[] =>
  by.officer === author ? [{ kind: 'same-officer' }] : [];

const textsOf = (written: object): readonly Text[] =>
  Object.entries(written).map(([name, text]) => ({ pointer: `/${name}`, text: String(text) }));

/** The next version: the number goes up, and it says who made it, when and why. */
export const nextTypicalCase = (
  typical: TypicalCase,
  action: TypicalCaseAction,
  by: Actor,
  change: Partial<TypicalCase> & { readonly reason?: string },
): TypicalCase => {
  const { reason, ...changed } = change;
  return {
    ...typical,
    ...changed,
    version: typical.version + 1,
    change: changeBy({ action }, by, reason),
  };
};

/** Writes a typical case on a joint case of an organisation: there are no persons in public files (I6). */
export const writeTypicalCase = (entry: {
  readonly place: Pick<TypicalCase, 'id' | 'year' | 'digest'>;
  readonly publicId: string;
  readonly on: ToldCase;
  readonly written: TypicalCaseRevision;
  readonly by: Actor;
}): Step => {
  const { place, publicId, on, written, by } = entry;
  const texts = textsOf(written);
  const failures = [...refusedOn(on), ...identityNumbersIn(texts)];
  if (isRefused(failures)) return fail(failures);
  return ok({
    ...place,
    version: 1,
    state: 'draft',
    caseId: on.id,
    field: on.field,
    effect: on.effect,
    department: by.department,
    ...written,
    holds: holdFor(texts),
    author: by.officer,
    publicId,
    change: { action: 'write', ...by },
  });
};

/** Writes it anew. What a second officer said of the old text does not hold for the new one. */
export const reviseTypicalCase = (typical: TypicalCase, written: TypicalCaseRevision, by: Actor): Step => {
  const texts = textsOf(written);
  const failures = [...allowedFrom(typical, TYPICAL_CASE_TRANSITIONS.revise), ...identityNumbersIn(texts)];
  if (isRefused(failures)) return fail(failures);
  const { review: _, ...rest } = typical;
  const revised = { ...written, state: 'draft', holds: holdFor(texts), author: by.officer } as const;
  return ok(nextTypicalCase(rest, 'revise', by, revised));
};

/** A second officer's word that no person is named; if a number stands in the text, also what it is. */
export const reviewTypicalCase = (typical: TypicalCase, given: TypicalCaseReviewSubmission, by: Actor): Step => {
  const failures: readonly Failure[] = [
    ...allowedFrom(typical, TYPICAL_CASE_TRANSITIONS.review),
    ...refusedTo(typical, by),
    ...(typical.holds.length > 0 && given.finding === undefined
      ? [{ kind: 'missing-field', pointer: '/finding' } as const]
      : []),
    ...identityNumbersIn([{ pointer: '/finding', text: given.finding ?? '' }]),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok(nextTypicalCase(typical, 'review', by, { state: 'reviewed', review: { ...given, ...by } }));
};

/**
 * Lets it become public for a time: from today or a later day, and no longer than the rule allows. Its joint case is looked at once more:
 * it may have been revoked since.
 */
export const publishTypicalCase = (
  typical: TypicalCase,
  given: TypicalCasePublication & { readonly on: ToldCase },
  by: Actor,
): Step => {
  const today = beijingDate(by.at);
  const from = given.publishFrom ?? today;
  const until = given.publishUntil;
  const longest = longestUntil(from);
  const failures: readonly Failure[] = [
    ...allowedFrom(typical, TYPICAL_CASE_TRANSITIONS.publish),
    ...refusedOn(given.on),
    ...refusedTo(typical, by),
    ...(from < today
      ? [{ kind: 'invalid-value', pointer: '/publishFrom', parameters: { expected: `≥ ${today}` } } as const]
      : []),
    ...(until <= from || until > longest
      ? [
          {
            kind: 'invalid-value',
            pointer: '/publishUntil',
            parameters: { expected: `> ${from}, ≤ ${longest}` },
          } as const,
        ]
      : []),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok(nextTypicalCase(typical, 'publish', by, { state: 'published', publishFrom: from, publishUntil: until }));
};

/** Takes it back, at once and for good. */
export const withdrawTypicalCase = (typical: TypicalCase, { reason }: TypicalCaseWithdrawal, by: Actor): Step => {
  const failures = [
    ...allowedFrom(typical, TYPICAL_CASE_TRANSITIONS.withdraw),
    ...identityNumbersIn(textsOf({ reason })),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok(nextTypicalCase(typical, 'withdraw', by, { state: 'withdrawn', withdrawnBecause: reason, reason }));
};
