import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import {
  getDocumentNumbers as numbersContract,
  getQuality as qualityContract,
} from '../../shared/quality/operations.ts';
import { qualityCountStore } from '../../shared/quality/quality-count-store.ts';
import { foldedCountStore } from '../../shared/statistics/folded-count-store.ts';
import { foldedJointStore } from '../../shared/statistics/folded-joint-store.ts';
import {
  getJointStatistics as jointContract,
  getScorecard as scorecardContract,
} from '../../shared/statistics/joint-operations.ts';
import { unitStore } from '../../shared/statistics/unit-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { getJointStatistics, getScorecard } from './handlers/joint-statistics.ts';
import { getDocumentNumbers, getQuality } from './handlers/quality.ts';
import { serve } from './routes.ts';

const env = readEnv({ DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const derived = { client: documentClient(), table: env.DERIVED_TABLE };
const deps = {
  ...apiDependencies(env),
  folded: foldedCountStore(derived),
  foldedJoint: foldedJointStore(derived),
  units: unitStore(derived),
  quality: qualityCountStore(derived),
};

export const handler = serve(
  [jointContract, getJointStatistics(deps)],
  [scorecardContract, getScorecard(deps)],
  [qualityContract, getQuality(deps)],
  [numbersContract, getDocumentNumbers(deps)],
);
