import { documentClient } from '../../../../shared/aws/clients.ts';
import { PublicEntry } from '../../../../shared/disclosure/entry.ts';
import { entryStateStore } from '../../../../shared/disclosure/entry-state-store.ts';
import { ListIndex, listOf, rowOf } from '../../../../shared/disclosure/lists.ts';
import { names } from '../../../engines.ts';
import { type City, pathsIn } from './publisher.ts';

type Objects = City['deps']['disclosure'];

const textAt = async (bucket: Objects, path: string): Promise<string> =>
  Buffer.from((await bucket.get(path)) ?? []).toString();

const jsonAt = async (bucket: Objects, path: string): Promise<Record<string, unknown>> =>
  JSON.parse((await textAt(bucket, path)) || '{}');

/** Ids of the entries on each page, and rows of each list, as they lie there; and the counts that the indexes state. */
export const besideIn = async (bucket: Objects) => {
  const pages: Record<string, string[]> = {};
  const lists: Record<string, unknown> = {};
  const counts: Record<string, number> = {};
  for (const path of await pathsIn(bucket)) {
    if (path.startsWith('subjects/')) {
      const ids = (await textAt(bucket, path)).matchAll(/<article class="entry" aria-labelledby="entry-([\w-]{22})"/g);
      pages[path] = [...ids].map(([, id]) => String(id)).sort();
    }
    const [, list] = /^lists\/(.+\/.+\/.+)\.json$/.exec(path) ?? [];
    if (list !== undefined) lists[list] = (await jsonAt(bucket, path))['rows'];
    else if (path.startsWith('lists/')) {
      const { kind, departments } = ListIndex.parse(await jsonAt(bucket, path));
      for (const { code, months } of departments)
        for (const { month, count } of months) counts[`${kind}/${code}/${month}`] = count;
    }
  }
  return { pages, lists, counts };
};

const byId = (a: { publicId: string }, b: { publicId: string }): number => (a.publicId < b.publicId ? -1 : 1);

/** What pages, lists and indexes must be beside the look-up files that lie there: exactly their entries, and no file more. */
export const besideDue = async (bucket: Objects) => {
  const entries: PublicEntry[] = [];
  for (const path of await pathsIn(bucket)) {
    if (!path.startsWith('by-subject/')) continue;
    const { entries: some } = await jsonAt(bucket, path);
    if (Array.isArray(some)) entries.push(...some.map((entry) => PublicEntry.parse(entry)));
  }
  const pages: Record<string, string[]> = {};
  const lists: Record<string, { publicId: string }[]> = {};
  for (const entry of entries) {
    const page = `subjects/${String(entry.fields['unifiedSocialCreditCode'])}`;
    pages[page] = [...(pages[page] ?? []), entry.publicId].sort();
    const list = String(listOf(entry));
    lists[list] = [...(lists[list] ?? []), rowOf(entry)].sort(byId);
  }
  const counts = Object.fromEntries(Object.entries(lists).map(([list, rows]) => [list, rows.length]));
  return { pages, lists, counts };
};

/** The same of what lies there, with rows in the order of their ids. */
export const besideThere = async (bucket: Objects) => {
  const { pages, lists, counts } = await besideIn(bucket);
  const sorted = Object.entries(lists).map(([list, rows]) => [list, (rows as { publicId: string }[]).toSorted(byId)]);
  return { pages, lists: Object.fromEntries(sorted), counts };
};

/** Leaves the publisher's notes as a release wrote them that knew neither pages nor lists. */
export const forgetNotes = async (): Promise<void> => {
  const states = entryStateStore(documentClient(), names.derivedTable);
  for await (const some of states.pages()) {
    await states.put(
      some.map(({ published, ...state }) => {
        if (published === undefined) return state;
        const { form: _form, list: _list, code: _code, ...older } = published;
        return { ...state, published: older };
      }),
    );
  }
};
