import * as z from 'zod';
import { jsonLog } from '../../shared/aws/log.ts';
import type { ApiDependencies } from '../../shared/http/api.ts';

/** The variables of every HTTP function behind the authorizer. */
export const CLAIM_VARIABLES = { CLAIM_DEPARTMENT: z.string(), CLAIM_ROLES: z.string() };

/** What every HTTP function behind the authorizer needs. */
export const apiDependencies = (env: {
  readonly CLAIM_DEPARTMENT: string;
  readonly CLAIM_ROLES: string;
}): ApiDependencies => ({
  claimNames: { department: env.CLAIM_DEPARTMENT, roles: env.CLAIM_ROLES },
  log: jsonLog,
});
