import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { intakeCountStore } from '../../shared/quality/intake-count-store.ts';
import { qualityCountStore } from '../../shared/quality/quality-count-store.ts';
import { checkCountStore } from '../../shared/statistics/check-count-store.ts';
import { disclosureCountStore } from '../../shared/statistics/disclosure-count-store.ts';
import { foldedCountStore } from '../../shared/statistics/folded-count-store.ts';
import { foldedJointStore } from '../../shared/statistics/folded-joint-store.ts';
import { jointCountStore } from '../../shared/statistics/joint-count-store.ts';
import { unitStore } from '../../shared/statistics/unit-store.ts';
import { endNotices } from '../../shared/withdrawal-ledger/end-notice-store.ts';
import { foldStatistics } from './handlers/fold-statistics.ts';

const env = readEnv({ DERIVED_TABLE: z.string() });
const derived = { client: documentClient(), table: env.DERIVED_TABLE };

export const handler = foldStatistics({
  cases: disclosureCountStore(derived),
  folded: foldedCountStore(derived),
  intake: intakeCountStore(derived),
  quality: qualityCountStore(derived),
  joint: jointCountStore(derived),
  checks: checkCountStore(derived),
  endNotices: endNotices(derived),
  foldedJoint: foldedJointStore(derived),
  units: unitStore(derived),
  now: systemNow,
  log: jsonLog,
});
