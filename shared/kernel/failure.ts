import type { Label } from './label.ts';

/**
 * Every way in which the system refuses something on purpose. The list is closed: shared/http/problems.json gives each kind its status and
 * its sentences in one total table, and docs/problems.md is made from that table.
 */
export type FailureKind =
  // the request itself
  | 'broken-json'
  | 'unsupported-media-type'
  | 'body-too-large'
  | 'too-many-items'
  | 'unknown-route'
  | 'several-problems'
  | 'unknown-field'
  | 'missing-field'
  | 'invalid-value'
  | 'text-too-long'
  | 'unreadable-text'
  | 'precondition-required'
  | 'stale-version'
  | 'idempotency-key-reused'
  | 'invalid-cursor'
  // who asks
  | 'role-required'
  | 'unknown-department'
  | 'foreign-department'
  | 'writer-not-allowed'
  | 'same-officer'
  | 'not-found'
  // identifiers, dates and amounts
  | 'malformed-code'
  | 'wrong-check-character'
  | 'impossible-date'
  | 'decision-in-future'
  | 'amount-missing'
  // the law
  | 'identity-number-in-text'
  | 'sealed-by-law'
  | 'under-age'
  | 'act-date-required'
  | 'birth-date-required'
  | 'severity-required'
  | 'beyond-retention'
  | 'disclosure-without-basis'
  | 'person-not-disclosed'
  | 'kind-not-disclosed'
  | 'necessity-required'
  // statements of associations and third parties
  | 'statement-about-person'
  | 'score-in-statement'
  // instruments and the two lists
  | 'code-taken'
  | 'unknown-code'
  | 'duplicate-code'
  | 'basis-opens-nothing'
  | 'in-force-too-early'
  | 'edition-in-preparation'
  // the record's life
  | 'already-exists'
  | 'content-put-away'
  | 'content-erased'
  | 'state-forbids'
  | 'worsening-correction'
  | 'fixed-field'
  | 'nothing-to-correct'
  | 'finding-apart'
  | 'kind-without-outcome'
  | 'worse-finding'
  | 'not-meant-for-public'
  | 'objection-open'
  | 'objection-not-open'
  | 'objection-decided'
  | 'outcome-not-fitting'
  | 'extended-already'
  | 'term-over'
  | 'own-decision'
  | 'not-carried-out'
  | 'not-suspended'
  // reports on the work
  | 'too-early-for-period'
  | 'case-not-told'
  | 'written-already'
  // the subject's side
  | 'receipt-used'
  // what departments do about a measure
  | 'date-out-of-bounds'
  | 'already-answered'
  | 'task-suspended'
  | 'task-past-term'
  | 'lift-before-apply'
  // repair
  | 'nothing-to-repair'
  | 'repair-by-court'
  | 'repair-too-early'
  | 'repair-pending'
  | 'repair-barred'
  | 'repair-not-extendable'
  // the joint case
  | 'behaviour-not-in-force'
  | 'behaviour-not-initiable'
  | 'measure-not-fitting'
  | 'basis-not-in-force'
  | 'name-differs'
  | 'case-exists'
  | 'class-not-named'
  | 'not-for-court-list'
  | 'own-finding-required'
  | 'organisation-case-unfit'
  | 'evidence-not-found'
  | 'evidence-ended'
  | 'evidence-unconfirmed'
  | 'evidence-is-statement'
  | 'not-initiating-department'
  | 'no-notice-for-incentive'
  | 'no-repair-of-incentive'
  // letters to the subject
  | 'served-with-case'
  | 'already-served'
  | 'notice-required'
  | 'exemption-not-lawful'
  | 'statement-period-running'
  | 'answer-to-statement-required'
  | 'measure-not-in-notice'
  | 'term-out-of-bounds'
  | 'measure-outlasts-listing'
  | 'dispatch-before-service'
  | 'measure-not-decided'
  | 'not-implementing-department'
  | 'case-too-long'
  | 'not-your-suspension'
  | 'date-too-early'
  // checks and their outcomes
  | 'other-purpose'
  | 'decision-made'
  | 'asked-too-often'
  | 'measure-not-in-check'
  | 'outcome-given'
  // emergency take-down
  | 'not-taken-down'
  // the green channel, and acceptance with documents outstanding
  | 'other-subject'
  | 'matter-not-listed'
  | 'document-not-deferrable'
  | 'document-required-by-law'
  | 'no-deferred-documents'
  | 'acceptance-exists'
  | 'document-not-outstanding'
  | 'extended-before'
  | 'still-in-time'
  // the exchange with the superior platform
  | 'not-exchanged'
  | 'package-damaged'
  | 'package-number-used'
  | 'package-late'
  | 'mirrored-entry'
  // files
  | 'file-type-not-allowed'
  | 'file-too-large'
  | 'file-name-unfit'
  | 'file-not-found'
  | 'file-not-clean'
  // files of records
  | 'file-not-as-announced'
  | 'no-rows'
  // what a subject authorises
  | 'unknown-reader'
  | 'separate-consent-required'
  | 'authorisation-exists'
  | 'authorisation-over'
  // tables that are handed in as files
  | 'unreadable-table'
  | 'unknown-heading'
  | 'missing-heading'
  | 'doubled-heading'
  | 'broken-row'
  | 'unreadable-cell'
  | 'table-too-large'
  // webhooks and subscriptions
  | 'endpoint-url-unfit'
  | 'endpoint-exists'
  | 'too-many-endpoints'
  | 'range-out-of-bounds'
  | 'subscription-term'
  | 'person-not-subscribed'
  // the machinery
  | 'service-busy'
  | 'newer-release'
  | 'internal-error';

/**
 * A refusal: what is wrong, where (an RFC 6901 JSON Pointer into the request body), and what the sentence needs to say it.
 * Parameters never hold personal data: they are printed.
 */
export interface Failure {
  readonly kind: FailureKind;
  readonly pointer?: string;
  readonly parameters?: Readonly<Record<string, string | number | Label>>;
}

/** A refusal for several places at once, one failure each. */
export type Failures = readonly [Failure, ...Failure[]];

/** Puts a failure that was found below `base` under that place: `/subject` + `/name`. */
export const at = (base: string, failure: Failure): Failure => ({
  ...failure,
  pointer: `${base}${failure.pointer ?? ''}`,
});

/** True if there is at least one failure; narrows to the non-empty list. */
export const isRefused = (failures: readonly Failure[]): failures is Failures => failures.length > 0;

/** A schema issue that carries one of our failures: what a zod transform adds when it parses a code or a date. */
export const failureIssue = (failure: Failure): { code: 'custom'; params: { failure: Failure } } => ({
  code: 'custom',
  params: { failure },
});
