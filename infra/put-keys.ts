import { createHash } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { newLogKeySecret, newSigningKeySecret } from '../shared/crypto/manifest-signer.ts';
import { readCommand } from './command-line.ts';
import { generateKeys, rotatePersonKeys, rotateWebhookKeys } from './keys.ts';

/** A secret's current value and the id of its version. */
type Kept = { value: string; version: string };

/** The secrets of a deployment. */
export type Secrets = {
  read(arn: string): Promise<Kept | undefined>;
  /** Adds a version; fails if one with this id is there, so that of two who do the same at once only one succeeds. */
  put(arn: string, version: { id: string; value: string }): Promise<void>;
};

type Request = {
  personKeysSecret?: string | undefined;
  signingKeySecret?: string | undefined;
  webhookKeysSecret?: string | undefined;
  rotate: boolean;
  /** Adds a key of the transparency log, which lies in the secret of the signing key, and leaves that key as it is. */
  rotateLogKey?: boolean;
};

/** Follows from what it replaces, in the form that Secrets Manager wants (32 characters or more). */
const versionAfter = (arn: string, kept: Kept | undefined) =>
  createHash('sha256')
    .update(`${arn} after ${kept?.version ?? 'nothing'}`)
    .digest('hex');

/** Puts keys where none are set, or new ones beside those that are; says what it did. */
export const putKeys = async (
  secrets: Secrets,
  { personKeysSecret, signingKeySecret, webhookKeysSecret, rotate, rotateLogKey = false }: Request,
): Promise<string[]> => {
  const change = async (what: string, arn: string, make: { first: () => string; next: (kept: string) => string }) => {
    const kept = await secrets.read(arn);
    const changes = rotate || (rotateLogKey && arn === signingKeySecret);
    if (kept && !changes) return `${what}: set already, left as it is`;
    if (!kept && changes) throw new Error(`${what}: nothing to rotate, no value is set yet`);
    const value = kept ? make.next(kept.value) : make.first();
    await secrets.put(arn, { id: versionAfter(arn, kept), value });
    return kept ? `${what}: a new current key was added, the old one is kept` : `${what}: set`;
  };
  const done: string[] = [];
  if (personKeysSecret !== undefined) {
    const make = { first: () => generateKeys().personKeys, next: rotatePersonKeys };
    done.push(await change('person keys', personKeysSecret, make));
  }
  if (signingKeySecret !== undefined) {
    const next = rotateLogKey ? newLogKeySecret : newSigningKeySecret;
    const make = { first: () => generateKeys().signingKey, next };
    done.push(await change(rotateLogKey ? 'key of the log' : 'signing key', signingKeySecret, make));
  }
  if (webhookKeysSecret !== undefined) {
    const make = { first: () => generateKeys().webhookKeys, next: rotateWebhookKeys };
    done.push(await change('webhook keys', webhookKeysSecret, make));
  }
  return done;
};

/** Secrets Manager itself; region, credentials and endpoint come from the environment. */
export const secretsManager = (client = new SecretsManagerClient()): Secrets => ({
  read: async (arn) => {
    try {
      const { SecretString: value, VersionId: version } = await client.send(
        new GetSecretValueCommand({ SecretId: arn }),
      );
      if (value === undefined || version === undefined) throw new Error(`${arn} holds no text`);
      return { value, version };
    } catch (error) {
      // Said of a secret without a value; of one that does not exist too, and then the put fails by name.
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  },
  put: async (arn, { id, value }) => {
    await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: value, ClientRequestToken: id }));
  },
});

const USAGE = `Puts the system's keys into its secrets, where none are set yet.

  --person-keys-secret <arn>   the stack's output PersonKeysSecret
  --signing-key-secret <arn>   the stack's output SigningKeySecret
  --webhook-keys-secret <arn>  the stack's output WebhookKeysSecret
  --rotate                     where keys are set: adds new current ones and keeps the old
  --rotate-log-key             adds a key of the transparency log to the signing key's secret; the one before it signs beside it
                               until the next one is added
`;

const run = async (): Promise<void> => {
  const settings = readCommand({
    usage: USAGE,
    options: {
      'person-keys-secret': { type: 'string' },
      'signing-key-secret': { type: 'string' },
      'webhook-keys-secret': { type: 'string' },
      rotate: { type: 'boolean' },
      'rotate-log-key': { type: 'boolean' },
    },
    variables: {},
    settings: {
      'person-keys-secret': z.string().optional(),
      'signing-key-secret': z.string().optional(),
      'webhook-keys-secret': z.string().optional(),
      rotate: z.boolean().default(false),
      'rotate-log-key': z.boolean().default(false),
    },
  });
  if (settings === undefined) return;
  const {
    'person-keys-secret': personKeysSecret,
    'signing-key-secret': signingKeySecret,
    'webhook-keys-secret': webhookKeysSecret,
    rotate,
    'rotate-log-key': rotateLogKey,
  } = settings;
  const named = { personKeysSecret, signingKeySecret, webhookKeysSecret };
  const isNothing = Object.values(named).every((arn) => arn === undefined);
  // Together they would say two things of one secret.
  if (isNothing || (rotate && rotateLogKey)) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  for (const line of await putKeys(secretsManager(), { ...named, rotate, rotateLogKey })) console.log(line);
};

// Imported, this module only offers the above.
if (import.meta.main) await run();
