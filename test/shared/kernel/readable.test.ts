import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readablePages, UnreadableItems } from '../../../shared/kernel/readable.ts';

const pages = async function* (...all: (readonly unknown[])[]) {
  yield* all;
};

describe('pages of items of which some cannot be read', () => {
  it('give out all that can be, and then say that there was more', async () => {
    const read: number[] = [];
    const reading = async () => {
      for await (const page of readablePages(z.number(), pages([1, 'x', 2], ['y'], [3]))) read.push(...page);
    };
    await expect(reading()).rejects.toThrow(UnreadableItems);
    await expect(reading()).rejects.toThrow('2 items');
    expect(read).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('end quietly where all can be read', async () => {
    const read: number[] = [];
    for await (const page of readablePages(z.number(), pages([1], [2]))) read.push(...page);
    expect(read).toEqual([1, 2]);
  });
});
