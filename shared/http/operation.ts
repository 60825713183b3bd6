import * as z from 'zod';
import type { FailureKind } from '../kernel/failure.ts';
import type { Label } from '../kernel/label.ts';

/** Roles that a token may carry (claim `roles`, separated by spaces). */
export const ROLES = [
  'reporter',
  'initiator',
  'implementer',
  'credit-office',
  'legal-reviewer',
  'court',
  'review-authority',
  'counter-clerk',
  'auditor',
  'reader',
  'subject',
  'platform-admin',
  // bodies that are no departments, each in the role of its sort (shared/bodies)
  'association',
  'credit-reference',
] as const;
export type Role = (typeof ROLES)[number];

/** A client's name for one request: visible characters, so that no two programs disagree on where it ends. */
export const IDEMPOTENCY_KEY = /^[!-~]{1,200}$/;

/** One answer of an operation: its schema (a field that is not in it cannot leak) and what it means. */
export interface AnswerContract {
  readonly schema: z.ZodType;
  readonly meaning: Label;
  /** Media types in which it may come as a file instead. */
  readonly files?: readonly string[];
  /** Names of headers that this answer carries. */
  readonly headers?: readonly string[];
}

/**
 * The contract of one route: what it takes, who may call it, what it answers.
 * The handler enforces it, the OpenAPI description is made from it.
 */
export interface Operation<Body extends z.ZodType = z.ZodType, Query extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly summary: Label;
  /** At least one of these; `anyone` needs no token. */
  readonly roles: readonly Role[] | 'anyone';
  readonly body: Body;
  /** The body as it is described, where the handler itself reads it (an outcome for each of several items). */
  readonly describedBody?: z.ZodType;
  readonly query: Query;
  /** Parameters of the path that are names, not ids: the handler judges them. */
  readonly names?: readonly string[];
  /** A change of something that exists: `If-Match` is demanded. */
  readonly ifMatch?: true;
  readonly idempotencyKey?: true;
  readonly answers: Readonly<Record<number, AnswerContract>>;
  /** Failures beyond those that every route can have. */
  readonly problems: readonly FailureKind[];
}

/** The schema of what an operation does not take: no body, or nothing of the query. */
export const NOTHING = z.unknown();

/** The schema of an answer that comes as a file and in no other way. */
export const NO_JSON = z.never();

/** Keeps the literal types of a contract. Marked for the bundler: a function leaves out what other routes' contracts say. */
// @__NO_SIDE_EFFECTS__
export const operation = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
): Operation<Body, Query> => contract;
