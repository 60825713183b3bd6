/**
 * LtHash16: the digest of a set that can be kept up by adding and taking away single elements. A plain sum of hashes
 * could be forged; 1,024 sums of 16 bits each cannot, as far as is known (Bellare and Micciancio 1997; Lewi and
 * others, IACR 2019/227).
 */
export const STATE_BYTES = 2_048;

/** The digest of the empty set. */
export const emptyState = (): Uint8Array => new Uint8Array(STATE_BYTES);

/** An element, stretched to `STATE_BYTES` pseudo-random bytes. */
export type Stretch = (element: string) => Uint8Array;

const mix = (state: Uint8Array, bytes: Uint8Array, sign: 1 | -1): void => {
  for (let at = 0; at < STATE_BYTES; at += 2) {
    const sum = word(state, at) + sign * word(bytes, at);
    state[at] = sum & 0xff;
    state[at + 1] = (sum >> 8) & 0xff;
  }
};

const word = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);

/** The state after elements left and came. The order does not matter; the given state is not changed. */
export const moved = (
  state: Uint8Array,
  { added, removed }: { readonly added: Iterable<string>; readonly removed: Iterable<string> },
  stretch: Stretch,
): Uint8Array => {
  const next = state.slice();
  for (const element of removed) mix(next, stretch(element), -1);
  for (const element of added) mix(next, stretch(element), 1);
  return next;
};

/** Whether two states are equal. */
export const sameState = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);
