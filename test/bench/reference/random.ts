/** A repeatable source of chance (mulberry32): equal seed, equal reference set. */
export const seeded = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <Item>(items: ArrayLike<Item>): Item => items[Math.floor(next() * items.length)] as Item;
  const shuffled = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  return {
    between,
    pick,
    shuffled,
    chance: (share: number): boolean => next() < share,
    /** Many small values, few great ones: the logarithm is spread evenly. */
    mostlySmall: (least: number, most: number): number => Math.round(least * (most / least) ** next()),
    digits: (length: number): string => Array.from({ length }, () => between(0, 9)).join(''),
  };
};

export type Chance = ReturnType<typeof seeded>;
