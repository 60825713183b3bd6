import { generateKeys } from '../../keys.ts';
import type { Deployment } from '../deployment.ts';
import type { Engines } from '../engines/engines.ts';
import { provisionBucket } from './buckets.ts';
import { provisionQueues } from './queues.ts';
import { fillSecret, provisionSecret } from './secrets.ts';
import { provisionTable } from './tables.ts';

/** The outputs that name the secrets with the system's keys. */
const PERSON_KEYS = 'PersonKeysSecret';
const SIGNING_KEY = 'SigningKeySecret';
const WEBHOOK_KEYS = 'WebhookKeysSecret';

/** What `npm run keys` does after a deployment: keys where there are none yet. */
const fillKeys = async (deployment: Deployment, { of }: Engines) => {
  const outputs = deployment.outputs();
  const { personKeys, signingKey, webhookKeys } = generateKeys();
  const values = { [PERSON_KEYS]: personKeys, [SIGNING_KEY]: signingKey, [WEBHOOK_KEYS]: webhookKeys };
  for (const [output, value] of Object.entries(values)) {
    const arn = outputs[output];
    if (arn) await fillSecret(of.secretsmanager, { arn, value });
  }
};

/** Makes what the template keeps data in, where it is not there yet. */
export const provision = async (deployment: Deployment, engines: Engines): Promise<void> => {
  const { dynamodb, sqs, s3, secretsmanager } = engines.of;
  await Promise.all([
    ...deployment.ofType('AWS::DynamoDB::Table').map((table) => provisionTable(dynamodb, table)),
    provisionQueues(sqs, () => deployment.ofType('AWS::SQS::Queue')),
    ...deployment.ofType('AWS::S3::Bucket').map((bucket) => provisionBucket(s3, bucket, engines.allowOrigins)),
    ...deployment.ofType('AWS::SecretsManager::Secret').map((secret) => provisionSecret(secretsmanager, secret)),
  ]);
  await fillKeys(deployment, engines);
};
