import { nodeCodec } from '../../../../shared/crypto/codec.ts';
import type { Draft } from '../../../../shared/disclosure/draft.ts';
import type { PublicEntry } from '../../../../shared/disclosure/entry.ts';
import { paths } from '../../../../shared/disclosure/files.ts';
import { NO_REFRESH } from '../../../../shared/disclosure/refresh.ts';
import { calendarDate } from '../../../../shared/kernel/beijing-time.ts';
import { draftNames } from '../../../../shared/name-index/draft-names.ts';
import { wholeGram } from '../../../../shared/name-index/grams.ts';
import { hasInitials, parseInitials } from '../../../../shared/name-index/initials-pattern.ts';
import { rowsOf } from '../../../../shared/name-index/name-rows.ts';
import { normaliseName } from '../../../../shared/name-index/normalise.ts';
import { type NameAnswer, type NameLead, searchNames } from '../../../../shared/name-index/search.ts';

/** What an organisation is called in one of its public entries. */
export interface Naming {
  readonly name: string;
  readonly until?: string;
}

export const TODAY = calendarDate('2026-11-23');

const entryOf = (code: string, { name, until }: Naming): PublicEntry => ({
  publicId: 'AAECAwQFBgcICQoLDA0ODw',
  version: 1,
  salt: 'AAECAwQFBgcICQoLDA0ODw',
  fields: { subjectName: name, unifiedSocialCreditCode: code, ...(until && { publicUntil: until }) },
});

/** Public files in memory, with look-up files and the index of names alone. */
export const nameTown = (hotAbove?: number) => {
  const files = new Map<string, string>();
  const organisations = new Map<string, readonly PublicEntry[]>();
  const damaged: string[] = [];
  let version = 0;

  const publish = async (changes: ReadonlyMap<string, readonly Naming[]>, { names = false, lose = false } = {}) => {
    version += 1;
    const staged = new Map<string, string>();
    const draft = {
      version,
      codec: nodeCodec,
      refresh: { ...NO_REFRESH, names },
      puts: new Map<string, unknown>(),
      deletes: new Set<string>(),
      current: async (path: string) => {
        const text = files.get(path);
        return text === undefined ? undefined : new TextEncoder().encode(text);
      },
      list: async function* (prefix: string) {
        yield [...files.keys()].filter((path) => path.startsWith(prefix)).sort();
      },
      damaged: (path: string) => void damaged.push(path),
      shop: {
        putFile: async (path: string, body: Uint8Array) => staged.set(path, new TextDecoder().decode(body)),
        putPack: async (pack: ReadonlyMap<string, string>) => {
          for (const [path, text] of pack) staged.set(path, text);
        },
      },
    };
    const index = draftNames(draft as unknown as Draft, hotAbove);
    for (const [code, namings] of changes) {
      const after = namings.map((naming) => entryOf(code, naming));
      const subject = nodeCodec.sha256(code);
      await index.follow([{ code, subject, before: organisations.get(code) ?? [], after, anew: false }]);
      if (lose) continue;
      if (after.length > 0) organisations.set(code, after);
      else organisations.delete(code);
    }
    await index.finish();
    if (lose) return;
    for (const path of draft.puts.keys()) files.set(path, staged.get(path) ?? '');
    for (const path of draft.deletes) files.delete(path);
    const lookups = Map.groupBy(organisations, ([code]) => paths.lookup(nodeCodec.sha256(code)));
    for (const path of [...files.keys()]) if (path.startsWith('by-subject/')) files.delete(path);
    for (const [path, some] of lookups)
      files.set(path, JSON.stringify({ entries: some.flatMap(([, entries]) => entries) }));
  };

  const read = async (path: string) => files.get(path);

  const ask = (query: string): Promise<NameAnswer> => searchNames(query, { read, today: TODAY });

  /** All leads, asked for again and again. */
  const search = async (
    query: string,
  ): Promise<{ readonly leads: readonly NameLead[]; readonly first: NameAnswer }> => {
    const first = await ask(query);
    const leads = [...first.leads];
    for (let answer = first; answer.next !== undefined; ) {
      answer = await searchNames(query, { read, today: TODAY, from: answer.next });
      leads.push(...answer.leads);
    }
    return { leads, first };
  };

  /** Codes that a query must find, by looking at every name. */
  const truth = (query: string): readonly string[] => {
    const wanted = normaliseName(query);
    const isLatin = /^[a-z0-9]{3,}$/.test(wanted);
    return [...organisations].flatMap(([code, entries]) =>
      rowsOf(code, entries).some(
        ([, name, initials, until]) =>
          (until === undefined || until > TODAY) &&
          (normaliseName(name).includes(wanted) || (isLatin && hasInitials(parseInitials(initials), wanted))),
      )
        ? [code]
        : [],
    );
  };

  /** Codes of those whose whole name a query is. */
  const bearers = (query: string): readonly string[] =>
    [...organisations].flatMap(([code, entries]) =>
      rowsOf(code, entries).some(
        ([, name, , until]) => normaliseName(name) === normaliseName(query) && (until === undefined || until > TODAY),
      )
        ? [code]
        : [],
    );

  const isHotName = (query: string): boolean =>
    JSON.parse(files.get('names.json') ?? '').hot.w.includes(wholeGram(normaliseName(query)));

  const indexFiles = (): Record<string, string> =>
    Object.fromEntries([...files].filter(([path]) => path.startsWith('names')).sort(([a], [b]) => (a < b ? -1 : 1)));

  return { files, damaged, publish, ask, search, truth, bearers, isHotName, indexFiles, bucket: { read } };
};

export type NameTown = ReturnType<typeof nameTown>;

/** Publishes for one organisation. */
export const naming = (code: string, ...namings: readonly Naming[]): ReadonlyMap<string, readonly Naming[]> =>
  new Map([[code, namings]]);
