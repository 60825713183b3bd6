import * as z from 'zod';
import { subjectCodeOf } from './admission.ts';
import type { Draft } from './draft.ts';
import { draftFiled, type Filed } from './draft-filed.ts';
import type { Touch } from './edits.ts';
import { PublicEntry } from './entry.ts';
import { anewIn, BY_SUBJECT, lookupOf } from './files.ts';
import { type FollowSubjects, type SubjectChange, subjectChanges } from './subject-change.ts';

const LookupFile = z.strictObject({ entries: z.array(PublicEntry) });

/**
 * Writes the look-up files of the subjects that changes touch anew; a file without an entry goes. `follow` is told of
 * these subjects, pack by pack.
 */
export const draftLookups = async (draft: Draft, touches: readonly Touch[], follow: FollowSubjects): Promise<void> => {
  const anew = anewIn(draft.refresh.files, BY_SUBJECT);
  const gone = codesThatLeave(touches);
  const again = { files: new Set(anew), codes: codesToRenew(touches) };
  const filing = {
    fileOf: lookupOf,
    itemOf: (entry: PublicEntry) => entry,
    read: (content: unknown) => LookupFile.parse(content).entries,
    content: (entries: readonly PublicEntry[]) => ({ entries }),
    recover: async (states: Parameters<Draft['recover']>[0]) => (await draft.recover(states)).entries,
    most: draft.mostEntries,
    anew,
  };
  await draftFiled(draft, touches, filing, (files) =>
    follow(files.flatMap((file) => subjectsIn(draft, file, { codes: gone.get(file.path) ?? [], again }))),
  );
};

/** The codes that are noted of entries that leave, by look-up file: of a file that is lost nothing else tells them. */
const codesThatLeave = (touches: readonly Touch[]): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const touch of touches) {
    if (touch.op === 'ADD' || touch.before.code === undefined) continue;
    const path = lookupOf(touch.before);
    if (path !== undefined) found.set(path, [...(found.get(path) ?? []), touch.before.code]);
  }
  return found;
};

const codesToRenew = (touches: readonly Touch[]): ReadonlySet<string> =>
  new Set(touches.flatMap((touch) => (touch.op === 'SAME' ? (subjectCodeOf(touch.entry) ?? []) : [])));

interface Again {
  readonly files: ReadonlySet<string>;
  readonly codes: ReadonlySet<string>;
}

const subjectsIn = (
  { codec }: Draft,
  { path, edit, before, after }: Filed<PublicEntry>,
  { codes, again }: { readonly codes: readonly string[]; readonly again: Again },
): readonly SubjectChange[] => {
  const touched = new Set([...edit.removed, ...edit.placed.map(({ publicId }) => publicId)]);
  const file = { before, after, codes: new Set(codes), touched, again: again.files.has(path) };
  return subjectChanges(file, (code) => codec.sha256(code)).map((change) =>
    again.codes.has(change.code) ? { ...change, anew: true } : change,
  );
};
