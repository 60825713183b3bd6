import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { commitmentOf, newState } from './commitments.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const element = z.object({ publicId: z.string(), version: z.number(), commitment: z.string() });
const Vectors = z.object({
  commitments: z.array(z.object({ salt: z.string(), fields: z.record(z.string(), value), commitment: z.string() })),
  stateDigests: z.array(
    z.object({ name: z.string(), add: z.array(z.unknown()), remove: z.array(z.unknown()), stateDigest: z.string() }),
  ),
});
const file = join(import.meta.dirname, '../../../docs/disclosure-format-vectors.json');
const { commitments, stateDigests } = Vectors.parse(JSON.parse(readFileSync(file, 'utf8')));

/** An element as a text or as its parts. */
const parts = (one: unknown): readonly [string, number, string] => {
  if (typeof one !== 'string') {
    const { publicId, version, commitment } = element.parse(one);
    return [publicId, version, commitment];
  }
  const [publicId = '', version = '', commitment = ''] = one.split(':');
  return [publicId, Number(version), commitment];
};

describe('the checker’s own arithmetic', () => {
  it.each(commitments)(
    'commits to an entry as the vectors of the format say: $commitment',
    ({ salt, fields, commitment }) => {
      expect(commitmentOf({ publicId: '', version: 1, salt, fields })).toBe(commitment);
    },
  );

  it.each(stateDigests)('adds states up as the vectors of the format say: $name', ({ add, remove, stateDigest }) => {
    const state = newState();
    for (const one of add) state.change(1, ...parts(one));
    for (const one of remove) state.change(-1, ...parts(one));
    expect(state.digest()).toBe(stateDigest);
  });
});
