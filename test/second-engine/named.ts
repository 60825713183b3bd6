import { randomBytes } from 'node:crypto';

/** Names the engine that takes dynoxide's place in a run of `npm run test:second-engine`. */
export const SECOND_ENGINE_VARIABLE = 'SECOND_ENGINE_DYNAMODB_URL';

/** As whom a test reaches the second engine. */
export interface SecondEngine {
  readonly url: string;
  /** DynamoDB Local keeps apart what callers with different keys make: with its own, each file has tables of its own. */
  readonly accessKeyId: string;
}

/** Undefined in every other run, where each file starts an engine of its own. */
export const secondEngine = (): SecondEngine | undefined => {
  const url = process.env[SECOND_ENGINE_VARIABLE];
  // The engine takes letters and digits only.
  return url === undefined ? undefined : { url, accessKeyId: randomBytes(10).toString('hex') };
};

/** What the local runner is told of it, as by a user who names an engine; of all else it starts its own. */
export const secondEngineEnvironment = (): NodeJS.ProcessEnv => {
  const second = secondEngine();
  if (second === undefined) return {};
  const { url, accessKeyId } = second;
  return { AWS_ENDPOINT_URL_DYNAMODB: url, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: 'local' };
};
