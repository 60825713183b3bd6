import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../../docs/disclosure-format-vectors.json' with { type: 'json' };
import { nodeCodec } from '../../../shared/crypto/codec.ts';
import { emptyState, moved, STATE_BYTES, sameState } from '../../../shared/disclosure/lt-hash.ts';

const stretch = (element: string) => nodeCodec.stretch(element, STATE_BYTES);
const stateOf = (elements: readonly string[]) => moved(emptyState(), { added: elements, removed: [] }, stretch);
const elements = fc.uniqueArray(fc.string(), { maxLength: 12 });

describe('the state digest', () => {
  it('is the same in whatever order elements come', () => {
    fc.assert(
      fc.property(
        elements.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(sameState(stateOf(all), stateOf(shuffled))).toBe(true);
        },
      ),
    );
  });

  it('forgets what left: adding and taking away in any order comes to what stands', () => {
    fc.assert(
      fc.property(elements, elements, (stays, goes) => {
        const both = moved(stateOf(goes), { added: stays, removed: [] }, stretch);
        expect(sameState(moved(both, { added: [], removed: goes }, stretch), stateOf(stays))).toBe(true);
        // Also if something is taken away before it came.
        const early = moved(emptyState(), { added: stays, removed: goes }, stretch);
        expect(sameState(moved(early, { added: goes, removed: [] }, stretch), stateOf(stays))).toBe(true);
      }),
    );
  });

  it('differs for different sets', () => {
    fc.assert(
      fc.property(elements, fc.string(), (all, other) => {
        fc.pre(!all.includes(other));
        expect(sameState(stateOf(all), stateOf([...all, other]))).toBe(false);
      }),
    );
  });

  it('does not change the state that it starts from', () => {
    const start = stateOf(['a']);
    const copy = start.slice();
    moved(start, { added: ['b'], removed: ['a'] }, stretch);
    expect(start).toEqual(copy);
  });

  it.each(vectors.stateDigests)('is the published vector: $name', ({ add, remove, stateDigest }) => {
    const state = moved(emptyState(), { added: add, removed: remove }, stretch);
    expect(nodeCodec.base64(state)).toBe(stateDigest);
  });
});
