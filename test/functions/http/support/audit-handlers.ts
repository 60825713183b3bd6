import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { exportAccessLogs } from '../../../../functions/http/handlers/audit/export-access-logs.ts';
import { sampleChecks } from '../../../../functions/http/handlers/audit/sample-checks.ts';
import { verifyChains } from '../../../../functions/http/handlers/audit/verify-chains.ts';
import { accessExports } from '../../../../shared/audit/access-export-store.ts';
import { chainStore } from '../../../../shared/audit/chain-store.ts';
import { checkFiles } from '../../../../shared/checks/check-file-store.ts';
import { randomText } from '../../../../shared/crypto/digests.ts';
import type { ApiDependencies } from '../../../../shared/http/api.ts';
import type { Instant } from '../../../../shared/kernel/beijing-time.ts';
import { checkCountStore } from '../../../../shared/statistics/check-count-store.ts';

interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Handlers of the auditor. */
export const auditHandlers = (
  base: ApiDependencies & { readonly now: () => Instant },
  { register, derived }: { readonly register: Table; readonly derived: Table },
) => ({
  'verify-chain': verifyChains({ ...base, chains: chainStore(register) }),
  'sample-checks': sampleChecks({ ...base, counts: checkCountStore(derived), files: checkFiles(derived) }),
  'export-access-logs': exportAccessLogs({
    ...base,
    exports: accessExports(derived),
    random: () => randomText(16),
  }),
});

export type AuditOperationId = keyof ReturnType<typeof auditHandlers>;
