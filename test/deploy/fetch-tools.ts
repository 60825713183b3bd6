import { fetchDynamoDbLocal } from '../second-engine/dynamodb-local.ts';
import { EMULATOR_PACKAGES } from './emulator-workarounds.ts';
import { virtualEnvironment } from './python.ts';
import { CFN_LINT, CHECKOV, SCHEMATHESIS } from './python-tools.ts';

/** Fetches what later steps of `.ci/run` need, one after the other, while earlier ones keep the processors busy. What fails here is tried again by its step. */
const steps = [
  fetchDynamoDbLocal,
  ...[EMULATOR_PACKAGES, SCHEMATHESIS, CFN_LINT, CHECKOV].map((packages) => () => virtualEnvironment(packages)),
];
for (const step of steps) await step().catch((error: unknown) => console.error(error));
