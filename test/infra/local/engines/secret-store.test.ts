import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSecretStore } from '../../../../infra/local/engines/secret-store.ts';

const IDENTITY = { name: 'keys', arn: 'arn:keys' };

const setup = (path?: string) => {
  const store = openSecretStore(path);
  if (!store.find('keys')) store.create(IDENTITY);
  const put = (value: string, stages = ['AWSCURRENT']) => {
    const secret = store.find('arn:keys');
    if (secret) store.put(secret, { value, stages });
  };
  const stages = () => (store.find('keys')?.versions ?? []).map(({ value, stages: held }) => [value, held]);
  return { put, stages };
};

describe('the secret store', () => {
  it('keeps the last value as the previous one and forgets what is before it', () => {
    const { put, stages } = setup();
    for (const value of ['one', 'two', 'three']) put(value);
    expect(stages()).toEqual([
      ['two', ['AWSPREVIOUS']],
      ['three', ['AWSCURRENT']],
    ]);
  });

  it('keeps what has a label of its own', () => {
    const { put, stages } = setup();
    put('one', ['AWSCURRENT', 'key-1']);
    put('two', ['AWSCURRENT', 'key-2']);
    put('three');
    expect(stages()).toEqual([
      ['one', ['key-1']],
      ['two', ['key-2', 'AWSPREVIOUS']],
      ['three', ['AWSCURRENT']],
    ]);
  });

  it('has them again after a restart, in a file for its owner only', () => {
    const directory = mkdtempSync(join(tmpdir(), 'secrets-'));
    const path = join(directory, 'secrets.json');
    setup(path).put('one');
    expect(setup(path).stages()).toEqual([['one', ['AWSCURRENT']]]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    rmSync(directory, { recursive: true });
  });
});
