import type { FunctionSpec } from './function-spec.ts';

/** Names of the token's claims: every function behind the authorizer is given them. */
export const CLAIMS = ['CLAIM_DEPARTMENT', 'CLAIM_ROLES'] as const;
/** What a function that changes heads is given. */
export const RECORD_ENV = ['REGISTER_TABLE', 'DERIVED_TABLE', ...CLAIMS] as const;

/** A change is one transaction of two puts, IAM knows them as PutItem; `derived` keeps the request's Idempotency-Key. */
export const CHANGES_HEAD = {
  env: RECORD_ENV,
  register: { items: ['GetItem', 'PutItem'], indexes: ['by-id'] },
  derived: { items: ['PutItem'] },
} satisfies Partial<FunctionSpec>;

/** What a function that sends to departments' endpoints is given: what opens their secrets, and which addresses it may reach. */
export const SENDS_WEBHOOKS = ['WEBHOOK_KEYS_SECRET', 'WEBHOOK_NETWORK'] as const;
