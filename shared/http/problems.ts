import type { FailureKind } from '../kernel/failure.ts';
import type { Label } from '../kernel/label.ts';
import problems from './problems.json' with { type: 'json' };

/** How a failure is answered: HTTP status, title, and the sentence for an officer; `{name}` is replaced by the failure's parameter. */
export interface ProblemType {
  readonly status: number;
  readonly title: Label;
  readonly detail: Label;
}

/** The one table from failure to problem (RFC 9457): problems.json. Total, so that a new failure cannot be forgotten. */
export const PROBLEMS: Readonly<Record<FailureKind, ProblemType>> = problems;

/** Where a problem type is described, relative to the API's address: the `type` member of RFC 9457. */
export const problemTypeUri = (kind: FailureKind): string => `/docs/problems#${kind}`;
