import { bodyOn } from '../bodies/bodies.ts';
import { currentSuccessor, departmentOn, findByName } from '../departments/departments.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { findingApart } from './finding.ts';
import { kindDefinition, mayWrite } from './kinds/kinds.ts';
import { datesOutOfOrder, futureDates } from './lawful-dates.ts';
import { lawfulDisclosure } from './lawful-disclosure.ts';
import { beyondRetention, holdFor, lawfulNegative, missingAmounts, textsOf } from './lawful-intake.ts';
import { lawfulStatement } from './lawful-statement.ts';
import type { CreditRecord, HoldReason, Unit } from './record.ts';
import type { RecordSubmission } from './submission.ts';

/** A submission that may be taken in: what is still missing is the subject's key, the ids, and who posted it when. */
export type Admitted = Pick<
  CreditRecord,
  'kind' | 'department' | 'documentNumber' | 'decisionDate' | 'authority' | 'source' | 'content'
> &
  Pick<RecordSubmission, 'actDate' | 'severity' | 'disclosure'> & {
    readonly submittedSubject: RecordSubmission['subject'];
    readonly holds: readonly HoldReason[];
  };

/** The authority must be the posting department, or a department that it succeeded (安监局 of 2017 is today's 应急管理局). */
const foreignAuthority = (
  authority: Unit,
  decided: CalendarDate,
  department: string,
  today: CalendarDate,
): readonly Failure[] => {
  const known = findByName(authority.name, decided) ?? findByName(authority.name, today);
  if (known === undefined) {
    return [{ kind: 'unknown-department', pointer: '/authority/name', parameters: { department: authority.name } }];
  }
  return currentSuccessor(known.code, today)?.code === department
    ? []
    : [{ kind: 'foreign-department', pointer: '/authority/name', parameters: { department: authority.name } }];
};

/** A body states things in its own name only: neither as another's word nor from another's source. */
const foreignName = (place: 'authority' | 'source', named: Unit | undefined, own: Unit): readonly Failure[] =>
  named === undefined || (named.name === own.name && named.unifiedSocialCreditCode === own.unifiedSocialCreditCode)
    ? []
    : [{ kind: 'foreign-department', pointer: `/${place}/name`, parameters: { department: named.name } }];

/**
 * Admits a submission of `department` on Beijing's `today`, or says everything that is wrong with it.
 * Failures carry pointers into the submission.
 */
export const receive = (
  submission: RecordSubmission,
  context: { readonly department: string; readonly today: CalendarDate; readonly mirroredFrom?: Unit },
): Result<Admitted, Failures> => {
  const { mirroredFrom } = context;
  const body = bodyOn(context.department, context.today);
  const own = body ?? departmentOn(context.department, context.today);
  const ownUnit =
    own === undefined ? mirroredFrom : { name: own.name.zh, unifiedSocialCreditCode: own.unifiedSocialCreditCode };
  if (ownUnit === undefined)
    return fail([{ kind: 'unknown-department', parameters: { department: context.department } }]);
  if (!mayWrite(submission.kind, context.department)) {
    const { label: record } = kindDefinition(submission.kind);
    return fail([{ kind: 'writer-not-allowed', pointer: '/kind', parameters: { record } }]);
  }
  const authority = submission.authority ?? ownUnit;
  const foreign = (): readonly Failure[] => {
    // Whose decision is mirrored is for its source to say: an authority of anywhere.
    if (mirroredFrom !== undefined) return [];
    if (body === undefined)
      return foreignAuthority(authority, submission.decisionDate, context.department, context.today);
    return [
      ...foreignName('authority', submission.authority, ownUnit),
      ...foreignName('source', submission.source, ownUnit),
    ];
  };
  const texts = textsOf(submission);
  const failures = [
    ...foreign(),
    ...futureDates(submission, context.today),
    ...datesOutOfOrder(submission),
    ...missingAmounts(submission.kind, submission.content),
    ...identityNumbersIn(texts),
    ...lawfulNegative(submission),
    ...lawfulStatement(submission),
    ...beyondRetention(submission, context.today),
    ...lawfulDisclosure(submission),
    ...findingApart(submission),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok({
    kind: submission.kind,
    department: context.department,
    submittedSubject: submission.subject,
    documentNumber: submission.documentNumber,
    decisionDate: submission.decisionDate,
    ...(submission.actDate && { actDate: submission.actDate }),
    authority,
    source: submission.source ?? authority,
    ...(submission.severity && { severity: submission.severity }),
    ...(submission.disclosure && { disclosure: submission.disclosure }),
    content: submission.content,
    holds: holdFor(texts),
  });
};
