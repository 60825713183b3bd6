import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { callEngine, type Engine, EngineError } from '../aws-request.ts';
import type { DeployedResource } from '../deployment.ts';
import { parseProperties } from '../properties.ts';

const SecretProperties = z.strictObject({
  Name: z.string().optional(),
});
const WITHOUT_EFFECT = ['Description', 'KmsKeyId', 'Tags'];

const Named = z.object({ ARN: z.string() });

const create = async (engine: Engine, name: string) => {
  try {
    return await callEngine(engine, 'secretsmanager.CreateSecret', { Name: name, ClientRequestToken: randomUUID() });
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'ResourceExistsException')) throw error;
    return callEngine(engine, 'secretsmanager.DescribeSecret', { SecretId: name });
  }
};

/** Makes a secret without a value, or takes the one that is there. The engine chooses its ARN. */
export const provisionSecret = async (engine: Engine, resource: DeployedResource) => {
  const { Name = resource.key } = parseProperties(SecretProperties, resource, WITHOUT_EFFECT);
  resource.identity.ref = Named.parse(await create(engine, Name)).ARN;
};

/** Gives a secret its value where it has none yet; returns whether it did. */
export const fillSecret = async (engine: Engine, secret: { arn: string; value: string }) => {
  try {
    await callEngine(engine, 'secretsmanager.GetSecretValue', { SecretId: secret.arn });
    return false;
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'ResourceNotFoundException')) throw error;
    await callEngine(engine, 'secretsmanager.PutSecretValue', { SecretId: secret.arn, SecretString: secret.value });
    return true;
  }
};
