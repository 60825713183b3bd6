import * as z from 'zod';
import { FileIds } from '../files/attachable.ts';
import { addDays, beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText, slug } from '../kernel/schema.ts';
import { addWorkingDays } from '../kernel/working-calendar.ts';
import type { Actor, Transition } from '../register/head.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { Acceptance, AcceptanceAction, AcceptanceState } from './acceptance.ts';
import { supplyTermOn } from './matters.ts';
import { afterDecision } from './open.ts';

export const ACCEPTANCE_TRANSITIONS = {
  supply: { action: 'supply', from: ['open'] },
  extend: { action: 'extend', from: ['open'] },
  findBroken: { action: 'find-broken', from: ['open'] },
  withdraw: { action: 'withdraw', from: ['open'] },
} as const satisfies Record<string, Transition<AcceptanceState, AcceptanceAction>>;

type Step = Result<Acceptance, Failures>;

interface StepContext {
  readonly by: Actor;
  readonly today: CalendarDate;
}

const next = (
  acceptance: Acceptance,
  transition: Transition<AcceptanceState, AcceptanceAction>,
  by: Actor,
  change: Partial<Acceptance>,
): Acceptance => ({
  ...acceptance,
  ...change,
  version: acceptance.version + 1,
  change: changeBy(transition, by),
});

const outOfBounds = (
  pointer: string,
  date: CalendarDate,
  earliest: CalendarDate,
  latest: CalendarDate,
): readonly Failure[] =>
  date < earliest || date > latest ? [{ kind: 'date-out-of-bounds', pointer, parameters: { earliest, latest } }] : [];

const noIdentityNumber = (reason: string): readonly Failure[] =>
  identityNumbersIn([{ pointer: '/reason', text: reason }]);

/** Documents that came, each with its day. */
export const SupplySubmission = z
  .strictObject({
    documents: z
      .array(z.strictObject({ document: slug, on: dateText }))
      .min(1)
      .max(20),
    files: FileIds.exactOptional(),
  })
  .meta({ id: 'AcceptanceDocuments' });
export type SupplySubmission = z.output<typeof SupplySubmission>;

/** Notes the documents that came; once all are there the commitment is kept. What comes late, before it was found broken, still counts. */
export const supplyDocuments = (
  acceptance: Acceptance,
  submission: SupplySubmission,
  { by, today }: StepContext,
): Step => {
  const forbidden = allowedFrom(acceptance, ACCEPTANCE_TRANSITIONS.supply);
  if (isRefused(forbidden)) return fail(forbidden);
  const { documents, files = [] } = submission;
  const owed = acceptance.outstanding.filter(({ supplied }) => supplied === undefined);
  const failures = documents.flatMap(({ document, on }, index): readonly Failure[] => {
    const pointer = `/documents/${index}`;
    const isTwice = documents.findIndex((other) => other.document === document) < index;
    if (isTwice || !owed.some((one) => one.document === document))
      return [{ kind: 'document-not-outstanding', pointer: `${pointer}/document`, parameters: { document } }];
    return outOfBounds(`${pointer}/on`, on, acceptance.acceptedOn, today);
  });
  if (isRefused(failures)) return fail(failures);
  const came = new Map(documents.map(({ document, on }) => [document, on]));
  const outstanding = acceptance.outstanding.map((one) => {
    const on = came.get(one.document);
    return on === undefined ? one : { ...one, supplied: { on, files, officer: by.officer, at: by.at } };
  });
  const isKept = outstanding.every(({ supplied }) => supplied !== undefined);
  return ok(next(acceptance, ACCEPTANCE_TRANSITIONS.supply, by, { outstanding, state: isKept ? 'kept' : 'open' }));
};

/** More time, once. */
export const ExtensionSubmission = z
  .strictObject({ workingDays: z.int().min(1), reason: shortText(500) })
  .meta({ id: 'AcceptanceExtension' });
export type ExtensionSubmission = z.output<typeof ExtensionSubmission>;

/** Extends the time to supply, once and before it is over, by no more than the term in force allows, and not beyond the decision. */
export const extendAcceptance = (
  acceptance: Acceptance,
  submission: ExtensionSubmission,
  { by, today }: StepContext,
): Step => {
  const forbidden = allowedFrom(acceptance, ACCEPTANCE_TRANSITIONS.extend);
  if (isRefused(forbidden)) return fail(forbidden);
  const { supplyBy, decideBy, extension } = acceptance;
  if (extension !== undefined) return fail([{ kind: 'extended-before' }]);
  const { workingDays, reason } = submission;
  const { extensionDays } = supplyTermOn(today);
  if (workingDays > extensionDays)
    return fail([{ kind: 'invalid-value', pointer: '/workingDays', parameters: { expected: `≤ ${extensionDays}` } }]);
  if (today > supplyBy.date) return fail([{ kind: 'state-forbids', parameters: { state: 'overdue' } }]);
  const later = addWorkingDays(supplyBy.date, workingDays);
  const failures = [...afterDecision(later, decideBy, '/workingDays'), ...noIdentityNumber(reason)];
  if (isRefused(failures)) return fail(failures);
  return ok(
    next(acceptance, ACCEPTANCE_TRANSITIONS.extend, by, {
      supplyBy: later,
      extension: { before: supplyBy, reason, officer: by.officer, at: by.at },
    }),
  );
};

/** That nothing came, though the subject was reminded. */
export const BreachSubmission = z
  .strictObject({
    remindedOn: dateText.describe('提醒相对人的日期 on which day the subject was reminded'),
    reason: shortText(1000).describe('未补齐的情况 what did not come'),
  })
  .meta({ id: 'AcceptanceBreach' });
export type BreachSubmission = z.output<typeof BreachSubmission>;

/** Finds the commitment broken: after its day is over, after a reminder, by another officer than the one who accepted (I7). */
export const findBroken = (acceptance: Acceptance, submission: BreachSubmission, { by, today }: StepContext): Step => {
  const forbidden = allowedFrom(acceptance, ACCEPTANCE_TRANSITIONS.findBroken);
  if (isRefused(forbidden)) return fail(forbidden);
  const { supplyBy, acceptedOn, author } = acceptance;
  if (today <= supplyBy.date) return fail([{ kind: 'still-in-time', parameters: { due: supplyBy.date } }]);
  const { remindedOn, reason } = submission;
  const failures: readonly Failure[] = [
    ...(by.officer === author ? [{ kind: 'same-officer' } as const] : []),
    ...outOfBounds('/remindedOn', remindedOn, addDays(acceptedOn, 1), today),
    ...noIdentityNumber(reason),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok(
    next(acceptance, ACCEPTANCE_TRANSITIONS.findBroken, by, {
      state: 'broken',
      breach: { remindedOn, reason, officer: by.officer, at: by.at },
    }),
  );
};

/** That the application was taken back, or ended without them. */
export const AcceptanceWithdrawal = z.strictObject({ reason: shortText(500) }).meta({ id: 'AcceptanceWithdrawal' });
export type AcceptanceWithdrawal = z.output<typeof AcceptanceWithdrawal>;

/** Ends an acceptance without anything being kept or broken. */
export const withdrawAcceptance = (
  acceptance: Acceptance,
  { reason }: AcceptanceWithdrawal,
  { by }: StepContext,
): Step => {
  const failures = [...allowedFrom(acceptance, ACCEPTANCE_TRANSITIONS.withdraw), ...noIdentityNumber(reason)];
  if (isRefused(failures)) return fail(failures);
  const withdrawal = { reason, officer: by.officer, at: by.at };
  return ok(next(acceptance, ACCEPTANCE_TRANSITIONS.withdraw, by, { state: 'withdrawn', withdrawal }));
};

/** The Beijing day on which the last document came in; undefined while one is missing. */
export const keptOn = ({ state, change }: Acceptance): CalendarDate | undefined =>
  state === 'kept' ? beijingDate(change.at) : undefined;
