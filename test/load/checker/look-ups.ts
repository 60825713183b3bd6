import type { Ledger } from '../ledger.ts';
import { type Entry, sha256 } from './commitments.ts';
import { each, type Notes } from './findings.ts';
import type { Outside } from './outside.ts';

const AT_ONCE = 8;
const ids = (entries: readonly { publicId: string }[]): string =>
  entries
    .map(({ publicId }) => publicId)
    .toSorted()
    .join();

const groupsOf = (entries: Iterable<Entry>, keyOf: (entry: Entry) => string): ReadonlyMap<string, readonly Entry[]> => {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(keyOf(entry), [...(groups.get(keyOf(entry)) ?? []), entry]);
  return groups;
};
const codeOf = ({ fields }: Entry): string => String(fields['unifiedSocialCreditCode']);

/** Nothing lies below a prefix but what is named, and all of that does. */
const checkNames = async (
  outside: Outside,
  notes: Notes,
  prefix: string,
  wanted: ReadonlySet<string>,
): Promise<void> => {
  const there = new Set(await outside.names(prefix));
  for (const name of there) if (!wanted.has(name)) notes.wrong(`${name} lies there and should not`);
  for (const name of wanted) if (!there.has(name)) notes.wrong(`${name} does not lie there`);
};

/** Look-up files hold the entries of their subjects, and no other file lies there. */
const checkLookUps = async (outside: Outside, notes: Notes, entries: readonly Entry[]): Promise<void> => {
  const { prefixLength } = await outside.json('lookup.json');
  const groups = groupsOf(entries, (entry) => sha256(codeOf(entry)).slice(0, prefixLength));
  await checkNames(
    outside,
    notes,
    'by-subject/',
    new Set([...groups.keys()].map((prefix) => `by-subject/${prefix}.json`)),
  );
  await each(groups, AT_ONCE, async ([prefix, own]) => {
    const file = await outside.json(`by-subject/${prefix}.json`);
    notes.looked('look-up files');
    const lines = (all: readonly Entry[]) =>
      all
        .map((one) => JSON.stringify(one))
        .toSorted()
        .join('\n');
    if (lines(file?.entries ?? []) !== lines(own))
      notes.wrong(`by-subject/${prefix}.json holds ${ids(file?.entries ?? [])}, not ${ids(own)}`);
  });
};

/** A subject's page shows its entries. */
const checkPages = async (outside: Outside, notes: Notes, entries: readonly Entry[]): Promise<void> => {
  const groups = groupsOf(entries, codeOf);
  await checkNames(outside, notes, 'subjects/', new Set([...groups.keys()].map((code) => `subjects/${code}`)));
  await each(groups, AT_ONCE, async ([code, own]) => {
    const page = String(await outside.file(`subjects/${code}`));
    notes.looked('pages');
    const shown = [...page.matchAll(/id="entry-([\w-]{22})"/g)].map(([, publicId = '']) => ({ publicId }));
    if (ids(shown) !== ids(own)) notes.wrong(`the page of ${code} shows ${ids(shown)}, not ${ids(own)}`);
  });
};

const listOf = ({ fields }: Entry): string =>
  `lists/${fields['kind']}/${fields['departmentCode']}/${String(fields['decisionDate']).slice(0, 7)}.json`;

/** The list that a file of it belongs to: of a large one there are further files in a folder of the month. */
const listOfFile = (path: string): string => path.replace(/\/\d+\.json$/, '.json');

/** Lists hold the entries of their kind, department and month, and their indexes count the rows of each file. */
const checkLists = async (outside: Outside, notes: Notes, entries: readonly Entry[]): Promise<void> => {
  const groups = groupsOf(entries, listOf);
  const kinds = new Set(entries.map(({ fields }) => String(fields['kind'])));
  const there = (await outside.names('lists/')).filter((name) => name.split('/').length > 2);
  const files = Map.groupBy(there, listOfFile);
  for (const name of there) if (!groups.has(listOfFile(name))) notes.wrong(`${name} lies there and should not`);
  const rowsIn = new Map<string, number>();
  await each(groups, AT_ONCE, async ([list, own]) => {
    const rows: { publicId: string }[] = [];
    for (const path of files.get(list) ?? []) {
      const file = await outside.json(path);
      rowsIn.set(path, file?.rows?.length ?? 0);
      rows.push(...(file?.rows ?? []));
    }
    notes.looked('lists');
    if (ids(rows) !== ids(own)) notes.wrong(`${list} holds ${rows.length} rows, not ${own.length}`);
  });
  for (const kind of kinds) {
    const index = await outside.json(`lists/${kind}.json`);
    const counted = new Set<string>();
    for (const { code, months } of index?.departments ?? [])
      for (const { month, part, count } of months) {
        const path = `lists/${kind}/${code}/${month}${part === undefined ? '' : `/${part}`}.json`;
        counted.add(path);
        if (rowsIn.get(path) !== count)
          notes.wrong(`lists/${kind}.json counts ${count} in ${path}, not ${rowsIn.get(path)}`);
      }
    for (const path of rowsIn.keys())
      if (path.startsWith(`lists/${kind}/`) && !counted.has(path))
        notes.wrong(`lists/${kind}.json does not name ${path}`);
  }
};

/** Names lead to whom there is something about, and to nobody else. */
const checkNameIndex = async (outside: Outside, notes: Notes, entries: readonly Entry[]): Promise<void> => {
  const wanted = new Set(entries.map((entry) => `${codeOf(entry)} ${entry.fields['subjectName']}`));
  const got = new Set<string>();
  await each(await outside.names('names/p/'), AT_ONCE, async (path) => {
    const { names } = await outside.json(path);
    for (const [code, name] of names) {
      if (got.has(`${code} ${name}`)) notes.wrong(`${name} stands twice in the index of names`);
      got.add(`${code} ${name}`);
      const page = (Number.parseInt(sha256(code).slice(0, 4), 16) >> 2).toString(16).padStart(4, '0');
      if (path !== `names/p/${page}.json`) notes.wrong(`${name} stands on ${path}`);
    }
  });
  notes.looked('names', got.size);
  for (const one of wanted) if (!got.has(one)) notes.wrong(`${one} is not in the index of names`);
  for (const one of got)
    if (!wanted.has(one)) notes.wrong(`${one} is in the index of names, and nothing is public about it`);
};

/** What shows the entries once more, for people, holds the same. */
export const checkShown = async (
  outside: Outside,
  notes: Notes,
  _: Ledger,
  entries: ReadonlyMap<string, Entry>,
): Promise<void> => {
  const all = [...entries.values()];
  await checkLookUps(outside, notes, all);
  await checkPages(outside, notes, all);
  await checkLists(outside, notes, all);
  await checkNameIndex(outside, notes, all);
};
