import { subjectCodeOf } from './admission.ts';
import type { PublicEntry } from './entry.ts';
import type { Published } from './entry-state.ts';
import { GROUPS } from './group.ts';
import { LISTED, listOf } from './lists.ts';

/**
 * Which release wrote the notes of an entry and the files that hold something of it beside the look-up file and the
 * parts. Whoever changes the page of an organisation, the row of a list or these notes counts this up: the audit then
 * has the notes and files of every entry written anew, some thousands a version.
 */
export const FORM = 2;

/** Whether another release wrote the notes and files of an entry. */
export const isOutdated = ({ form }: Published): boolean => form !== FORM;

/** Where a published entry lies beside its part: each file follows from these. */
export const notesOf = (
  entry: PublicEntry,
  sha256: (text: string) => string,
): Pick<Published, 'subject' | 'code' | 'list' | 'form'> => {
  const [code, list] = [subjectCodeOf(entry), listOf(entry)];
  return {
    ...(code !== undefined && { subject: sha256(code), code }),
    ...(list !== undefined && { list }),
    form: FORM,
  };
};

const stays = (before: string | undefined, shelf: string | undefined, shelfOf: (name: string) => string): boolean =>
  before !== undefined && shelfOf(before) === shelf;

/** Notes that name shelves, with the files instead in which the entry lies already: it leaves them only for another shelf. */
export const whereItWas = (before: Published | undefined, notes: Published): Published => ({
  ...notes,
  ...(before && stays(before.group, notes.group, GROUPS.shelfOf) && { group: before.group }),
  ...(before?.list !== undefined && stays(before.list, notes.list, LISTED.shelfOf) && { list: before.list }),
});
