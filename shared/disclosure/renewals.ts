import type { Removal } from './change.ts';
import type { Draft } from './draft.ts';
import type { Renewal, Touch } from './edits.ts';
import { isOutdated, notesOf, whereItWas } from './notes.ts';

/** Entries whose notes and files are written anew, and what must leave since the register has it no more. */
export interface Renewals {
  readonly renewed: readonly Renewal[];
  readonly lost: readonly Removal[];
}

/** Reads the entries whose notes are to be written anew, as far as a version does not change them anyway. */
export const renewals = async (draft: Draft, changes: readonly Touch[]): Promise<Renewals> => {
  const { refresh, codec } = draft;
  const changed = new Set(changes.flatMap((change) => (change.op === 'SAME' ? [] : [change.state.recordId])));
  const asked = refresh.entries.filter((recordId) => !changed.has(recordId));
  if (asked.length === 0) return { renewed: [], lost: [] };
  const states = (await draft.statesOf(asked)).filter(({ published }) => published && isOutdated(published));
  const { entries, lost } = await draft.recover(states);
  const byId = new Map(entries.map((entry) => [entry.publicId, entry]));
  const renewed = states.flatMap((state): readonly Renewal[] => {
    const { publicId, published: before } = state;
    const entry = publicId === undefined ? undefined : byId.get(publicId);
    if (publicId === undefined || before === undefined || entry === undefined) return [];
    const { version, commitment, group } = before;
    const notes = notesOf(entry, (text) => codec.sha256(text));
    const after = { ...whereItWas(before, { version, commitment, group, ...notes }), group };
    return [{ op: 'SAME', publicId, before, after, entry, state: { ...state, published: after } }];
  });
  return { renewed, lost };
};
