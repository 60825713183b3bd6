import * as z from 'zod';
import { askEngine, type Engine } from '../aws-request.ts';
import type { DeployedResource } from '../deployment.ts';
import { CorsRules } from '../engines/cross-origin.ts';
import type { Engines } from '../engines/engines.ts';
import { parseProperties } from '../properties.ts';
import { BucketNotifications } from '../sources/bucket-notifications.ts';

/** Versions are not in the list: the engine accepts and ignores them. */
const BucketProperties = z.strictObject({
  BucketName: z.string().optional(),
  CorsConfiguration: z.strictObject({ CorsRules }).optional(),
  NotificationConfiguration: BucketNotifications.optional(),
});
const WITHOUT_EFFECT = [
  'BucketEncryption',
  'LifecycleConfiguration',
  'LoggingConfiguration',
  'OwnershipControls',
  'PublicAccessBlockConfiguration',
  'Tags',
];

/** Makes a bucket unless it is there, and says which pages may use it. */
export const provisionBucket = async (
  engine: Engine,
  resource: DeployedResource,
  allowOrigins: Engines['allowOrigins'],
) => {
  const { CorsConfiguration } = parseProperties(BucketProperties, resource, WITHOUT_EFFECT);
  if (CorsConfiguration) allowOrigins(resource.identity.ref, CorsConfiguration.CorsRules);
  const path = `/${resource.identity.ref}`;
  const { status: found } = await askEngine(engine, { method: 'HEAD', path });
  if (found === 200) return;
  const { status, body } = await askEngine(engine, { method: 'PUT', path });
  if (status !== 200) throw new Error(`Bucket ${resource.identity.ref} could not be made: ${status} ${body}`);
};
