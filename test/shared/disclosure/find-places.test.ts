import { describe, expect, it } from 'vitest';
import type { Change } from '../../../shared/disclosure/change.ts';
import type { Published } from '../../../shared/disclosure/entry-state.ts';
import { findPlaces } from '../../../shared/disclosure/find-places.ts';
import { LISTED } from '../../../shared/disclosure/lists.ts';
import { whereItWas } from '../../../shared/disclosure/notes.ts';
import { refOf } from './support/register.ts';

const [WEEK, LIST] = ['honour/2027-W05', 'honour/tax/2026-12'];
const shelved = (given: Partial<Published> = {}): Published => ({
  version: 1,
  commitment: '0'.repeat(64),
  group: WEEK,
  list: LIST,
  ...given,
});
const state = { ...refOf('r'), department: 'tax', kind: 'honour' };
const entry = { publicId: 'p', version: 1, salt: '', fields: {} };
const added = (after = shelved()): Change => ({ op: 'ADD', publicId: 'p', after, entry, state });
const modified = (before: Published, notes: Published): Change => {
  const after = whereItWas(before, notes);
  return { op: 'MOD', publicId: 'p', before, after, entry, state: { ...state, published: after } };
};
const none = { parts: [], countsOf: async () => new Map() };
const placesOf = (changes: readonly Change[]) =>
  changes.map((change) => (change.op === 'DEL' ? undefined : [change.after.group, change.after.list]));

describe('the files of what comes', () => {
  it('are those of its shelves, and its notes say which', async () => {
    const [change] = await findPlaces([added()], none);
    expect(placesOf([change ?? added()])).toEqual([[`${WEEK}/0`, LIST]]);
    expect(change?.state.published).toEqual(shelved({ group: `${WEEK}/0` }));
  });

  it('are those where it lies already, as long as it stays on its shelf, full or not', async () => {
    const before = shelved({ group: `${WEEK}/b`, list: `${LIST}/7` });
    const full = {
      parts: [{ group: `${WEEK}/b`, rows: 5_000 }],
      countsOf: async () => new Map([[`${LIST}/7`, LISTED.most]]),
    };
    const [change] = await findPlaces([modified(before, shelved({ version: 2 }))], full);
    expect(placesOf([change ?? added()])).toEqual([[`${WEEK}/b`, `${LIST}/7`]]);
  });

  it('are others once it goes to another shelf', async () => {
    const before = shelved({ group: `${WEEK}/b`, list: `${LIST}/7` });
    const after = shelved({ version: 2, group: 'honour/open', list: 'honour/tax/2027-01' });
    expect(placesOf(await findPlaces([modified(before, after)], none))).toEqual([
      ['honour/open/0', 'honour/tax/2027-01'],
    ]);
  });

  it('have room: those of a full list and group go on in the next', async () => {
    const before = {
      parts: [{ group: `${WEEK}/0`, rows: 255 }],
      countsOf: async () => new Map([[LIST, LISTED.most]]),
    };
    expect(placesOf(await findPlaces([added(), added()], before))).toEqual([
      [`${WEEK}/0`, `${LIST}/1`],
      [`${WEEK}/1`, `${LIST}/1`],
    ]);
  });

  it('are none of what leaves, and no list of what is listed in none', async () => {
    const removal: Change = { op: 'DEL', publicId: 'p', before: shelved(), state };
    expect(await findPlaces([removal], none)).toEqual([removal]);
    const { list: _, ...unlisted } = shelved();
    expect(placesOf(await findPlaces([added(unlisted)], none))).toEqual([[`${WEEK}/0`, undefined]]);
  });
});
