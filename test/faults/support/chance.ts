import { randomInt } from 'node:crypto';

/** Chance that can be repeated: the same seed, the same draws. */
export interface Chance {
  readonly seed: number;
  /** A whole number from `low` up to but not including `high`. */
  between(low: number, high: number): number;
  /** True in `share` of all cases. */
  happens(share: number): boolean;
  oneOf<Item>(items: readonly Item[]): Item;
}

/** Draws by the seed that FAULTS_SEED names, or by a new one; says which, so that a failure can be repeated as far as time allows. */
export const chance = (purpose: string): Chance => {
  const seed = Number(process.env['FAULTS_SEED'] ?? randomInt(2 ** 31));
  console.info(`${purpose}: FAULTS_SEED=${seed}`);
  let state = seed;
  // mulberry32: 32 bits of state are plenty for a few hundred draws.
  const draw = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(draw() * (high - low));
  return {
    seed,
    between,
    happens: (share) => draw() < share,
    oneOf: (items) => {
      const item = items[between(0, items.length)];
      if (item === undefined) throw new Error('nothing to choose from');
      return item;
    },
  };
};
