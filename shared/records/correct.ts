import * as z from 'zod';
import { parseInput } from '../http/parse.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { at, type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { shortText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { type Content, contentSchema, type FieldValue } from './content-schema.ts';
import { findingApart, findingInFuture, findingOf, incompleteFinding } from './finding.ts';
import type { Column } from './kinds/column.ts';
import { contentColumns, type RecordKind } from './kinds/kinds.ts';
import { datesOutOfOrder, futureDates } from './lawful-dates.ts';
import { lawfulDisclosure } from './lawful-disclosure.ts';
import { holdFor, missingAmounts, sealedByLaw, textsOf } from './lawful-intake.ts';
import { lawfulStatement } from './lawful-statement.ts';
import type { CreditRecord, HoldReason } from './record.ts';
import { DisclosureDecision, Severity } from './submission.ts';
import { nextRecord, TRANSITIONS } from './transitions.ts';

const fixed = z.never().describe('不能更正 cannot be corrected').exactOptional();

/**
 * A correction 更正: why, and the fields as they should have been; `null` takes an optional field away.
 * Whose decision it is, on whom, and under which number and date cannot be corrected.
 */
export const Correction = z.strictObject({
  reason: shortText(1000),
  kind: fixed,
  subject: fixed,
  documentNumber: fixed,
  decisionDate: fixed,
  actDate: fixed,
  authority: fixed,
  source: fixed,
  content: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.null()])).exactOptional(),
  severity: Severity.exactOptional(),
  disclosure: DisclosureDecision.exactOptional(),
});
export type Correction = z.output<typeof Correction>;

const GRADES = ['minor', 'general', 'serious'] as const;

type Value = FieldValue | undefined;

/** Whether a value is worse than the one before, in the way of its column. */
const isWorse = ({ worse, shape }: Column, before: Value, after: Value): boolean => {
  switch (worse) {
    case undefined:
      return false;
    case 'greater':
      return after !== undefined && after > (before ?? 0);
    case 'later':
      return before !== undefined && (after === undefined || after > before);
    case 'added':
      return Array.isArray(after) && after.some((word) => !(Array.isArray(before) && before.includes(word)));
    case 'further':
      return shape.type === 'word' && shape.words.indexOf(String(after)) > shape.words.indexOf(String(before));
    default:
      return worse satisfies never;
  }
};

/** What is heavier in a penalty is more in a licence: of that, amounts and terms are mended in either direction. */
const worseContent = ({ kind, content: old }: CreditRecord, content: Content): readonly Failure[] =>
  contentColumns(kind)
    .filter((column) => isWorse(column, old[column.field], content[column.field]))
    .map(({ field }) => ({ kind: 'worsening-correction', pointer: `/content/${field}` }));

const worseGrade = (record: CreditRecord, severity: Severity | undefined): readonly Failure[] => {
  const rank = (given: Severity | undefined): number => (given === undefined ? -1 : GRADES.indexOf(given.grade));
  return rank(severity) > rank(record.severity) ? [{ kind: 'worsening-correction', pointer: '/severity/grade' }] : [];
};

/** A disclosure decision may be made where there was none, or end the publicity; it may not reopen it. */
const reopened = (record: CreditRecord, disclosure: DisclosureDecision | undefined): readonly Failure[] =>
  disclosure?.public && record.disclosure && !record.disclosure.public
    ? [{ kind: 'worsening-correction', pointer: '/disclosure/public' }]
    : [];

const merged = (kind: RecordKind, before: Content, changes: Correction['content']): Result<Content, Failures> => {
  const candidate = Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null));
  const parsed = parseInput(contentSchema(kind), candidate);
  if (parsed.ok) return parsed;
  const [first, ...others] = parsed.failure;
  return fail([at('/content', first), ...others.map((failure) => at('/content', failure))]);
};

/** Text that an officer has looked at is not held again; what is new may be, and what waits goes on waiting until it is gone. */
export const contactHold = (record: CreditRecord, next: CreditRecord): readonly HoldReason[] => {
  const waits = record.holds.includes('contact-in-text');
  const known = new Set(waits ? [] : textsOf(record).map(({ text }) => text));
  return holdFor(textsOf(next).filter(({ text }) => !known.has(text)));
};

/** Corrects a record: a new version, no end. It may not raise an amount, the severity or a term, nor change the subject. */
export const correct = (
  record: CreditRecord,
  correction: Correction,
  context: { readonly by: Actor; readonly today: CalendarDate },
): Result<CreditRecord, Failures> => {
  const forbidden = allowedFrom(record, TRANSITIONS.correct);
  if (isRefused(forbidden)) return fail(forbidden);
  const content = merged(record.kind, record.content, correction.content);
  if (!content.ok) return content;
  const { officer } = context.by;
  const disclosure = correction.disclosure ? { ...correction.disclosure, officer } : record.disclosure;
  const severity = correction.severity ?? record.severity;
  const next = { ...record, content: content.value, ...(severity && { severity }), ...(disclosure && { disclosure }) };
  if (canonicalJson(next) === canonicalJson(record)) return fail([{ kind: 'nothing-to-correct' }]);
  const failures: readonly Failure[] = [
    ...worseContent(record, content.value),
    ...worseGrade(record, correction.severity),
    ...reopened(record, correction.disclosure),
    ...missingAmounts(record.kind, content.value),
    ...sealedByLaw(record.kind, content.value),
    ...(findingOf(record) === undefined ? findingApart(next) : incompleteFinding(next)),
    ...findingInFuture(next, context.today),
    ...identityNumbersIn([...textsOf(next), { pointer: '/reason', text: correction.reason }]),
    ...lawfulDisclosure(next),
    ...lawfulStatement(next),
    ...futureDates(next, context.today),
    ...datesOutOfOrder(next),
  ];
  if (isRefused(failures)) return fail(failures);
  const holds = [...record.holds.filter((hold) => hold === 'name-differs'), ...contactHold(record, next)];
  return ok(
    nextRecord(next, TRANSITIONS.correct, context.by, {
      author: officer,
      holds,
      state: holds.length > 0 ? 'held' : 'active',
      reason: correction.reason,
    }),
  );
};
