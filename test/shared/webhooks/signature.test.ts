import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { webhookKeyRing } from '../../../shared/crypto/webhook-key-ring.ts';
import { webhookKeys } from '../../../shared/crypto/webhook-keys.ts';
import { type Instant, toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { Endpoint } from '../../../shared/webhooks/endpoint.ts';
import { openEndpoint, rotateSecret, secretsAt } from '../../../shared/webhooks/transitions.ts';
import { webhookKeysSecret } from '../../builders/webhooks.ts';

const keys = webhookKeys(webhookKeysSecret());
const AT = toInstant(Date.parse('2026-11-10T02:00:00.000Z'));
const by = { department: 'tax', officer: 'tax/o', at: AT };
const later = (hours: number): Instant => toInstant(Date.parse(AT) + hours * 3_600_000);
const timestamp = Math.floor(Date.now() / 1_000);
const content = { id: 'msg', timestamp, body: '{"a":"测试"}' };
const headers = (signature: string) => ({
  'webhook-id': 'msg',
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature,
});

const opened = (kind: 'v1' | 'v1a' = 'v1'): { readonly endpoint: Endpoint; readonly shown: string } => {
  const secret = keys.newSecret(kind, 'e');
  const submission = { name: 'main', url: 'https://a.example/', signature: kind };
  const entered = openEndpoint({ id: 'e', submission, secret: secret.kept, network: 'public', by });
  if (!entered.ok) throw new Error('refused');
  return { endpoint: entered.value, shown: secret.shown };
};

describe('a signature', () => {
  it('is what the reference library verifies', () => {
    const { endpoint, shown } = opened();
    expect(shown).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const signature = keys.sign(endpoint.secrets, 'e', content);
    expect(signature).toBe(new Webhook(shown).sign('msg', new Date(timestamp * 1_000), content.body));
    expect(new Webhook(shown).verify(content.body, headers(signature))).toEqual({ a: '测试' });
    expect(() => new Webhook(shown).verify('{"a":"别的"}', headers(signature))).toThrow();
    expect(() => new Webhook(opened().shown).verify(content.body, headers(signature))).toThrow();
  });

  it('of Ed25519 is verified with the public key that is shown', () => {
    const { endpoint, shown } = opened('v1a');
    expect(shown).toMatch(/^whpk_/);
    expect(endpoint.secrets[0]?.publicKey).toBe(shown);
    const [version, signature = ''] = keys.sign(endpoint.secrets, 'e', content).split(',');
    expect(version).toBe('v1a');
    const x = Buffer.from(shown.slice('whpk_'.length), 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const text = Buffer.from(`msg.${timestamp}.${content.body}`);
    expect(verify(null, text, key, Buffer.from(signature, 'base64'))).toBe(true);
  });

  it('is one for each secret during a rotation, so that both receivers take it; after it only of the new one', () => {
    const { endpoint, shown: before } = opened();
    const secret = keys.newSecret('v1', 'e');
    const rotated = rotateSecret(endpoint, { overlapHours: 24 }, secret.kept, by);
    const during = keys.sign(secretsAt(rotated, later(23)), 'e', content);
    expect(during.split(' ')).toHaveLength(2);
    for (const one of [before, secret.shown])
      expect(new Webhook(one).verify(content.body, headers(during))).toBeTruthy();
    const after = keys.sign(secretsAt(rotated, later(24)), 'e', content);
    expect(after.split(' ')).toHaveLength(1);
    expect(() => new Webhook(before).verify(content.body, headers(after))).toThrow();
  });

  it('is never of three: a second rotation ends the oldest, and one for a leak ends the old one at once', () => {
    const { endpoint } = opened();
    const next = () => keys.newSecret('v1', 'e').kept;
    const twice = rotateSecret(
      rotateSecret(endpoint, { overlapHours: 24 }, next(), by),
      { overlapHours: 24 },
      next(),
      by,
    );
    expect(twice.secrets).toHaveLength(2);
    expect(rotateSecret(twice, { overlapHours: 0 }, next(), by).secrets).toHaveLength(1);
  });
});

describe('a sealed secret', () => {
  it('says nothing of the secret, and opens for its own endpoint only', () => {
    const { endpoint, shown } = opened();
    expect(JSON.stringify(endpoint)).not.toContain(shown.slice('whsec_'.length));
    expect(() => keys.sign(endpoint.secrets, 'another', content)).toThrow();
  });

  it('opens after the keys were rotated', () => {
    const { endpoint, shown } = opened();
    const rotated = webhookKeys(webhookKeysSecret('1', '2'));
    expect(new Webhook(shown).verify(content.body, headers(rotated.sign(endpoint.secrets, 'e', content)))).toBeTruthy();
    expect(() => webhookKeys(webhookKeysSecret('2')).sign(endpoint.secrets, 'e', content)).toThrow();
  });

  it('made under a key that was added meanwhile opens too: the keys are read again, but not with every attempt', async () => {
    let kept = webhookKeysSecret();
    let time = 0;
    let read = 0;
    const open = () => {
      read += 1;
      const text = kept;
      return async () => text;
    };
    const ring = webhookKeyRing(open, () => time);
    const later = webhookKeys(webhookKeysSecret('1', '2')).newSecret('v1', 'e');
    const secrets = [{ ...later.kept, from: AT }];
    kept = webhookKeysSecret('1', '2');
    await expect(ring.sign(secrets, 'e', content)).rejects.toThrow('no key of version 2');
    time = 30_000;
    expect(new Webhook(later.shown).verify(content.body, headers(await ring.sign(secrets, 'e', content)))).toBeTruthy();
    expect(read).toBe(2);
  });
});
