import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { shortText } from '../kernel/schema.ts';
import { type Content, contentSchema, type FieldValue } from './content-schema.ts';
import { contentColumns, type RecordKind } from './kinds/kinds.ts';
import { freeTexts, identityNumbersIn, lawfulDisclosure, missingAmounts } from './lawful-intake.ts';
import type { Actor } from './open-record.ts';
import { textHold } from './receive.ts';
import type { CreditRecord } from './record.ts';
import { DisclosureDecision, Severity } from './submission.ts';
import { allowedFrom, nextRecord, TRANSITIONS } from './transitions.ts';

/**
 * A correction 更正: why, and the fields as they should have been; `null` takes an optional field away.
 * The subject, the kind and the document's number and date cannot be corrected: such a record is withdrawn and posted anew.
 */
export const Correction = z.strictObject({
  reason: shortText(1000),
  content: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.null()])).exactOptional(),
  severity: Severity.exactOptional(),
  disclosure: DisclosureDecision.exactOptional(),
});
export type Correction = z.output<typeof Correction>;

const GRADES = ['minor', 'general', 'serious'] as const;
/** Fields whose later or higher value is worse for the subject. */
const HEAVIER_WHEN_GREATER = new Set(['fineFen', 'confiscatedFen', 'validTo', 'publicityEnd']);
/** An absent value here means "none" for amounts, but "without end" for terms. */
const WITHOUT_END = new Set(['validTo', 'publicityEnd']);

const isGreater = (field: string, before: FieldValue | undefined, after: FieldValue | undefined): boolean => {
  if (WITHOUT_END.has(field)) return before !== undefined && (after === undefined || after > before);
  return after !== undefined && after > (before ?? 0);
};

const addsWord = (before: FieldValue | undefined, after: FieldValue | undefined): boolean =>
  Array.isArray(after) && after.some((word) => !(Array.isArray(before) && before.includes(word)));

const worseContent = (record: CreditRecord, content: Content): readonly Failure[] =>
  contentColumns(record.kind)
    .filter(({ field }) => {
      const [before, after] = [record.content[field], content[field]];
      return HEAVIER_WHEN_GREATER.has(field) ? isGreater(field, before, after) : addsWord(before, after);
    })
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
  const parsed = contentSchema(kind).safeParse(candidate);
  if (parsed.success) return ok(parsed.data);
  const [first, ...rest] = parsed.error.issues.map((issue): Failure => {
    const field = issue.code === 'unrecognized_keys' ? String(issue.keys[0]) : String(issue.path[0]);
    const pointer = `/content/${field}`;
    return issue.code === 'unrecognized_keys'
      ? { kind: 'unknown-field', pointer, parameters: { field } }
      : { kind: 'invalid-value', pointer, parameters: { expected: issue.message } };
  });
  return fail(first === undefined ? [{ kind: 'invalid-value', pointer: '/content' }] : [first, ...rest]);
};

/** Corrects a record: a new version, no end. It may not raise an amount, the severity or a term, nor change the subject. */
export const correct = (
  record: CreditRecord,
  correction: Correction,
  context: { readonly by: Actor; readonly today: CalendarDate },
): Result<CreditRecord, Failures> => {
  const content = merged(record.kind, record.content, correction.content);
  if (!content.ok) return content;
  const { officer } = context.by;
  const disclosure = correction.disclosure ? { ...correction.disclosure, officer } : record.disclosure;
  const severity = correction.severity ?? record.severity;
  const next = { ...record, content: content.value, ...(severity && { severity }), ...(disclosure && { disclosure }) };
  const failures: readonly Failure[] = [
    ...allowedFrom(record, TRANSITIONS.correct),
    ...worseContent(record, content.value),
    ...worseGrade(record, correction.severity),
    ...reopened(record, correction.disclosure),
    ...missingAmounts(record.kind, content.value),
    ...identityNumbersIn([...freeTexts(next), { pointer: '/reason', text: correction.reason }]),
    ...lawfulDisclosure({
      kind: record.kind,
      subject: record.subject,
      ...(severity && { severity }),
      ...(disclosure && { disclosure }),
    }),
    ...(correction.disclosure && correction.disclosure.decidedOn > context.today
      ? [
          {
            kind: 'decision-in-future',
            pointer: '/disclosure/decidedOn',
            parameters: { today: context.today },
          } as const,
        ]
      : []),
    ...(canonicalJson(next) === canonicalJson(record) ? [{ kind: 'nothing-to-correct' } as const] : []),
  ];
  if (isRefused(failures)) return fail(failures);
  const holds = [...record.holds.filter((hold) => hold === 'name-differs'), ...textHold(next)];
  return ok(
    nextRecord(next, TRANSITIONS.correct, context.by, {
      holds,
      state: holds.length > 0 ? 'held' : 'active',
      reason: correction.reason,
    }),
  );
};
