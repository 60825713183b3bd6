import * as z from 'zod';
import { departmentOn } from '../departments/departments.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { Content } from './content-schema.ts';
import { contactHold } from './correct.ts';
import { findingOf } from './finding.ts';
import type { OutcomeDefinition } from './kinds/column.ts';
import { contentColumns, kindDefinition } from './kinds/kinds.ts';
import type { CreditRecord } from './record.ts';
import { nextRecord, TRANSITIONS } from './transitions.ts';

/** What a department found of a record of its own: whether it was kept, and if not, what was not performed and how the liability was pursued. */
export const OutcomeSubmission = z
  .strictObject({
    status: shortText(20).describe('履行状态：全部履行、部分履行、全部未履行 whether it was kept'),
    foundOn: dateText.describe('认定日期 on which day it was found'),
    unperformed: shortText(4000)
      .exactOptional()
      .describe('未履行内容，全部履行的除外 what was not performed, unless all was'),
    liability: shortText(4000)
      .exactOptional()
      .describe('违诺责任追究内容，全部履行的除外 how the liability was pursued, unless all was performed'),
  })
  .meta({ id: 'RecordOutcome' });
export type OutcomeSubmission = z.output<typeof OutcomeSubmission>;

export interface OutcomeContext {
  readonly by: Actor;
  readonly today: CalendarDate;
  /** Officers who wrote what the record says, in any of its versions. */
  readonly writers: readonly string[];
}

/** The words of an outcome, from the best to the worst. */
const wordsOf = ({ kind }: CreditRecord, { status }: OutcomeDefinition): readonly string[] => {
  const shape = contentColumns(kind).find(({ field }) => field === status)?.shape;
  return shape?.type === 'word' ? shape.words : [];
};

const wrongStatus = (words: readonly string[], given: string, before: string | undefined): readonly Failure[] => {
  const at = words.indexOf(given);
  if (at < 0) return [{ kind: 'invalid-value', pointer: '/status', parameters: { expected: words.join(' | ') } }];
  // What was found stands: a later finding is one of what was performed since.
  const isBetter = before === undefined || at < words.indexOf(before);
  return isBetter ? [] : [{ kind: 'worse-finding', pointer: '/status', parameters: { status: before } }];
};

/** Not before it was promised or last found, and not in the future. */
const wrongDay = (record: CreditRecord, { foundOn }: OutcomeSubmission, today: CalendarDate): readonly Failure[] => {
  const earliest = findingOf(record)?.on ?? record.decisionDate;
  return foundOn < earliest || foundOn > today
    ? [{ kind: 'date-out-of-bounds', pointer: '/foundOn', parameters: { earliest, latest: today } }]
    : [];
};

const unsaid = ({ unperformed, liability }: OutcomeSubmission): readonly Failure[] =>
  Object.entries({ unperformed, liability })
    .filter(([, text]) => text === undefined)
    .map(([name]) => ({ kind: 'missing-field', pointer: `/${name}` }));

const contentAfter = (
  { content }: CreditRecord,
  fields: OutcomeDefinition,
  found: OutcomeSubmission,
  { by, today }: OutcomeContext,
): Content => {
  const unit = departmentOn(by.department, today);
  return {
    ...content,
    [fields.status]: found.status,
    [fields.foundOn]: found.foundOn,
    ...(fields.negative.includes(found.status) && {
      [fields.negativeSince]: content[fields.negativeSince] ?? found.foundOn,
    }),
    ...(found.unperformed !== undefined && { [fields.unperformed]: found.unperformed }),
    ...(found.liability !== undefined && { [fields.liability]: found.liability }),
    ...(unit && { [fields.unit]: unit.name.zh, [fields.unitCode]: unit.unifiedSocialCreditCode }),
  };
};

/**
 * What became of a record, found by its department: a step of its own and no correction, since it may be worse for the subject than what was posted.
 * What speaks against the subject needs the word of an officer who wrote nothing of the record (I7), unless something worse was found before.
 */
export const findOutcome = (
  record: CreditRecord,
  found: OutcomeSubmission,
  context: OutcomeContext,
): Result<CreditRecord, Failures> => {
  const { by, today, writers } = context;
  const { outcome: fields, label } = kindDefinition(record.kind);
  if (fields === undefined) return fail([{ kind: 'kind-without-outcome', parameters: { record: label } }]);
  const forbidden = allowedFrom(record, TRANSITIONS.findOutcome);
  if (isRefused(forbidden)) return fail(forbidden);
  const before = findingOf(record)?.status;
  const isNegative = fields.negative.includes(found.status);
  const { unperformed = '', liability = '' } = found;
  const failures: readonly Failure[] = [
    ...wrongStatus(wordsOf(record, fields), found.status, before),
    ...wrongDay(record, found, today),
    ...(isNegative ? unsaid(found) : []),
    ...(isNegative && before === undefined && writers.includes(by.officer) ? [{ kind: 'same-officer' } as const] : []),
    ...identityNumbersIn([
      { pointer: '/unperformed', text: unperformed },
      { pointer: '/liability', text: liability },
    ]),
  ];
  if (isRefused(failures)) return fail(failures);
  const next = { ...record, content: contentAfter(record, fields, found, context) };
  const holds = contactHold(record, next);
  const state = holds.length > 0 ? 'held' : 'active';
  return ok(nextRecord(next, TRANSITIONS.findOutcome, by, { author: by.officer, holds, state }));
};
