import * as z from 'zod';
import { accessExports } from '../../shared/audit/access-export-store.ts';
import { exportAccessLogs as contract } from '../../shared/audit/operations.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { randomText } from '../../shared/crypto/digests.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { exportAccessLogs } from './handlers/audit/export-access-logs.ts';
import { serve } from './routes.ts';

const env = readEnv({ DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });

export const handler = serve([
  contract,
  exportAccessLogs({
    ...apiDependencies(env),
    exports: accessExports({ client: documentClient(), table: env.DERIVED_TABLE }),
    random: () => randomText(16),
    now: systemNow,
  }),
]);
