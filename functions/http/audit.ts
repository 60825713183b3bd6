import * as z from 'zod';
import { chainStore } from '../../shared/audit/chain-store.ts';
import { sampleChecks as sampleContract, verifyChain } from '../../shared/audit/operations.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { checkFiles } from '../../shared/checks/check-file-store.ts';
import { checkCountStore } from '../../shared/statistics/check-count-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { sampleChecks } from './handlers/audit/sample-checks.ts';
import { verifyChains } from './handlers/audit/verify-chains.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const client = documentClient();
const derived = { client, table: env.DERIVED_TABLE };

const deps = {
  ...apiDependencies(env),
  chains: chainStore({ client, table: env.REGISTER_TABLE }),
  counts: checkCountStore(derived),
  files: checkFiles(derived),
  now: systemNow,
};

export const handler = serve([verifyChain, verifyChains(deps)], [sampleContract, sampleChecks(deps)]);
