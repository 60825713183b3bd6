import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { foldedCountStore } from '../../shared/statistics/folded-count-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { getDisclosureStatistics } from './handlers/get-disclosure-statistics.ts';

const env = readEnv({ DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });

export const handler = getDisclosureStatistics({
  ...apiDependencies(env),
  folded: foldedCountStore({ client: documentClient(), table: env.DERIVED_TABLE }),
});
