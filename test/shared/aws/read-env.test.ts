import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { readEnv } from '../../../shared/aws/read-env.ts';

describe('readEnv', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('answers with the variables that were asked for and nothing else', () => {
    vi.stubEnv('TABLE', 'register');
    vi.stubEnv('OTHER', 'x');
    expect(readEnv({ TABLE: z.string() })).toEqual({ TABLE: 'register' });
  });

  it('names every variable that is missing or empty, and shows no value', () => {
    vi.stubEnv('TABLE', 'secret-looking');
    vi.stubEnv('QUEUE', '');
    expect(() => readEnv({ TABLE: z.url(), QUEUE: z.string(), BUCKET: z.string() })).toThrow(
      'The environment is not complete: TABLE (invalid_format), QUEUE (invalid_type), BUCKET (invalid_type)',
    );
  });
});
