import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { newSigningKeySecret } from '../shared/crypto/manifest-signer.ts';

const KEY_BYTES = 32;

const Key = z.base64().refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES, 'must be 32 bytes');
const Versions = z
  .object({ current: z.string(), keys: z.record(z.string().regex(/^[1-9]\d*$/), Key) })
  .refine(({ current, keys }) => current in keys, 'the current version has no key');

/** The keys by which persons' numbers are looked up (`alias`) and encrypted (`data`), by version. */
export const PersonKeys = z.object({ alias: Versions, data: Versions });
export type PersonKeys = z.infer<typeof PersonKeys>;

/** The keys under which secrets of endpoints are sealed, by version. */
export const WebhookKeys = Versions;

const newKey = () => randomBytes(KEY_BYTES).toString('base64');
const firstVersion = () => ({ current: '1', keys: { '1': newKey() } });

const nextVersion = ({ keys }: PersonKeys['alias']) => {
  const next = String(Math.max(...Object.keys(keys).map(Number)) + 1);
  return { current: next, keys: { ...keys, [next]: newKey() } };
};

/** New values for all secrets, as JSON text. */
export const generateKeys = (): { personKeys: string; signingKey: string; webhookKeys: string } => ({
  personKeys: JSON.stringify({ alias: firstVersion(), data: firstVersion() } satisfies PersonKeys),
  signingKey: newSigningKeySecret(),
  webhookKeys: JSON.stringify(firstVersion() satisfies z.infer<typeof WebhookKeys>),
});

/** Adds a new current version of each person key; what was written under an older one stays readable. */
export const rotatePersonKeys = (kept: string): string => {
  const { alias, data } = PersonKeys.parse(JSON.parse(kept));
  return JSON.stringify({ alias: nextVersion(alias), data: nextVersion(data) } satisfies PersonKeys);
};

/** Adds a new current version; what was sealed under an older one can still be opened. */
export const rotateWebhookKeys = (kept: string): string =>
  JSON.stringify(nextVersion(WebhookKeys.parse(JSON.parse(kept))));
