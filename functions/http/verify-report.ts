import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { issuedReports } from '../../shared/subject-door/issued-report-store.ts';
import { verifyReport } from '../../shared/subject-door/verification-operation.ts';
import { verifyReports } from './handlers/subjects/verify-report.ts';
import { serve } from './routes.ts';

const env = readEnv({ DERIVED_TABLE: z.string() });

export const handler = serve([
  verifyReport,
  verifyReports({
    // Nobody is asked who they are.
    claimNames: { department: '', roles: '' },
    log: jsonLog,
    issued: issuedReports({ client: documentClient(), table: env.DERIVED_TABLE }),
    now: systemNow,
  }),
]);
