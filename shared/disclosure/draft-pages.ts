import type { Draft } from './draft.ts';
import { placeTexts } from './draft-filed.ts';
import { pageOf } from './files.ts';
import type { FollowSubjects, SubjectChange } from './subject-change.ts';

/** Writes the page of each organisation that a version touches; without an entry there is none. */
export const draftPages =
  (draft: Draft): FollowSubjects =>
  async (subjects) => {
    const pages = subjects.flatMap((subject) => {
      const path = pageOf(subject);
      return path === undefined ? [] : [{ path, text: textOf(draft, path, subject) }];
    });
    await placeTexts(draft, pages);
  };

/** An organisation whose page cannot be made has none: what must leave it does not stay because of that. */
const textOf = (draft: Draft, path: string, { code, subject, after }: SubjectChange): string | undefined => {
  if (after.length === 0) return undefined;
  try {
    return draft.presentation.subjectPage({ code, subject, entries: after });
  } catch (error) {
    draft.damaged(path, error);
    return undefined;
  }
};
