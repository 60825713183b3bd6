import { createHash, createPublicKey, verify } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateKeys, PersonKeys, rotatePersonKeys } from '../../infra/keys.ts';
import { openSecretStore, type SecretStore } from '../../infra/local/engines/secret-store.ts';
import { startSecrets } from '../../infra/local/engines/secrets.ts';
import { putKeys, type Secrets, secretsManager } from '../../infra/put-keys.ts';
import { manifestSigner } from '../../shared/crypto/manifest-signer.ts';

const ARNS = { personKeysSecret: 'arn:person-keys', signingKeySecret: 'arn:signing-key' };
/** The beginning of every SPKI form of an Ed25519 key (RFC 8410). */
const SPKI_PREFIX = '302a300506032b6570032100';

let store: SecretStore;
let engine: Awaited<ReturnType<typeof startSecrets>>;
let secrets: Secrets;

beforeAll(async () => {
  const proxy: SecretStore = {
    find: (id) => store.find(id),
    create: (identity) => store.create(identity),
    put: (secret, input) => store.put(secret, input),
  };
  engine = await startSecrets(proxy, 'us-east-1');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  secrets = secretsManager(new SecretsManagerClient({ endpoint: engine.url, region: 'us-east-1', credentials }));
});
beforeEach(() => {
  store = openSecretStore();
  for (const arn of Object.values(ARNS)) store.create({ name: arn.replace('arn:', ''), arn });
});
afterAll(() => engine.stop());

const current = async (arn: string) => (await secrets.read(arn))?.value ?? '';

describe('generated keys', () => {
  it('are different each time, and all of 32 bytes', () => {
    const [one, two] = [generateKeys(), generateKeys()].map(({ personKeys }) =>
      PersonKeys.parse(JSON.parse(personKeys)),
    );
    const all = [one, two].flatMap((keys) => [keys?.alias.keys['1'], keys?.data.keys['1']]);
    expect(new Set(all).size).toBe(4);
  });

  it('sign what their published key verifies, and are named after it', () => {
    const { keyId, keys, sign } = manifestSigner(generateKeys().signingKey);
    expect(keys.map((key) => key.keyId)).toEqual([keyId]);
    const raw = Buffer.from(keys[0]?.publicKey ?? '', 'base64');
    const spki = { key: Buffer.concat([Buffer.from(SPKI_PREFIX, 'hex'), raw]), type: 'spki', format: 'der' } as const;
    expect(verify(null, Buffer.from('text'), createPublicKey(spki), Buffer.from(sign('text'), 'base64'))).toBe(true);
    expect(keyId).toBe(createHash('sha256').update(raw).digest().subarray(0, 8).toString('hex'));
  });

  it('get a new current version by rotation, and keep those before it', () => {
    const before = PersonKeys.parse(JSON.parse(generateKeys().personKeys));
    const after = PersonKeys.parse(JSON.parse(rotatePersonKeys(rotatePersonKeys(JSON.stringify(before)))));
    for (const name of ['alias', 'data'] as const) {
      expect(after[name].current).toBe('3');
      expect(after[name].keys).toMatchObject(before[name].keys);
      expect(Object.keys(after[name].keys)).toEqual(['1', '2', '3']);
    }
  });

  it('are not rotated from a value that is not one of ours', () => {
    expect(() => rotatePersonKeys('{"alias":{"current":"2","keys":{}},"data":{"current":"1","keys":{}}}')).toThrow();
  });
});

describe('putting keys', () => {
  it('sets what is not set and leaves alone what is', async () => {
    expect(await putKeys(secrets, { ...ARNS, rotate: false })).toEqual(['person keys: set', 'signing key: set']);
    const before = await current(ARNS.personKeysSecret);
    expect(await putKeys(secrets, { ...ARNS, rotate: false })).toEqual([
      'person keys: set already, left as it is',
      'signing key: set already, left as it is',
    ]);
    expect(await current(ARNS.personKeysSecret)).toBe(before);
  });

  it('lets only one of two succeed who do it at once', async () => {
    const both = await Promise.allSettled([
      putKeys(secrets, { ...ARNS, rotate: false }),
      putKeys(secrets, { ...ARNS, rotate: false }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('rotates on demand, and the public keys of all that signed before stay listed', async () => {
    await putKeys(secrets, { ...ARNS, rotate: false });
    const signer = async () => manifestSigner(await current(ARNS.signingKeySecret));
    const ids = [(await signer()).keyId];
    for (let time = 0; time < 2; time += 1) {
      await putKeys(secrets, { ...ARNS, rotate: true });
      ids.unshift((await signer()).keyId);
    }
    expect(new Set(ids).size).toBe(3);
    expect((await signer()).keys.map(({ keyId }) => keyId)).toEqual(ids);
    expect(PersonKeys.parse(JSON.parse(await current(ARNS.personKeysSecret))).data.current).toBe('3');
  });

  it('refuses to rotate what was never set, and a secret that does not exist', async () => {
    await expect(putKeys(secrets, { ...ARNS, rotate: true })).rejects.toThrow('nothing to rotate');
    await expect(putKeys(secrets, { personKeysSecret: 'arn:other', rotate: false })).rejects.toThrow("can't find");
  });
});
