/** Draws that follow from a seed. */
export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  below(limit: number): number;
  happens(probability: number): boolean;
  of<One>(choices: readonly [One, ...One[]]): One;
  /** Draws of its own for somebody who works beside others: what these draw in between changes nothing. */
  fork(): Chance;
}

/** Mulberry32. */
const drawFrom = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
};

export const chanceFrom = (seed: number): Chance => {
  const next = drawFrom(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    happens: (probability) => next() < probability,
    of: (choices) => choices[below(choices.length)] ?? choices[0],
    fork: () => chanceFrom(below(0x1_0000_0000)),
  };
};
