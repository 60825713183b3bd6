import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultProvider } from '../../../infra/runtime/environment-credentials.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('credentials from the environment', () => {
  it("are the function's own, with their session", async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'session');
    await expect(defaultProvider()()).resolves.toEqual({
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      sessionToken: 'session',
    });
  });

  it('need no session', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', undefined);
    await expect(defaultProvider()()).resolves.toEqual({ accessKeyId: 'key', secretAccessKey: 'secret' });
  });

  it('are named when they are missing', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    await expect(defaultProvider()()).rejects.toThrow('AWS_ACCESS_KEY_ID');
  });
});
