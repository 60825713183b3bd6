import { concurrently } from '../kernel/concurrently.ts';
import type { NameLeadStore } from '../subjects/name-lead-store.ts';
import type { FoundSubject, SubjectFinder } from '../subjects/subject-finder-store.ts';
import { type AskedSubject, identifierOf } from './asked-subject.ts';

/** A subject as it was asked about: found by its identifier, or, with a name alone, codes to ask again by. */
export interface LocatedSubject {
  readonly asked: AskedSubject;
  readonly found?: FoundSubject;
  readonly leads?: readonly string[];
}

/** Look-ups at a time, as many as partitions are read later. */
const AT_ONCE = 16;

/** Finds the subjects of a check, in their order, and enters none. */
export const locate = (
  deps: { readonly finder: SubjectFinder; readonly leads: Pick<NameLeadStore, 'find'> },
  subjects: readonly AskedSubject[],
): Promise<readonly LocatedSubject[]> =>
  concurrently(AT_ONCE, subjects, async (asked) => {
    const identifier = identifierOf(asked);
    if (identifier !== undefined) return { asked, found: await deps.finder.find(identifier) };
    return { asked, leads: await deps.leads.find(asked.name ?? '') };
  });
