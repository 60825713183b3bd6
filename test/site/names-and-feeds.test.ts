import { describe, expect, it } from 'vitest';
import { largeText } from '../../shared/name-index/large-files.ts';
import { atomFeed, jsonFeed, type Publication } from '../../shared/open-data/feeds.ts';
import { json, shaHex } from './digests.ts';
import { type Index, withNames } from './names.ts';
import { type Files, publish } from './publication.ts';
import { licence, penalty, STEPS, verifyFiles } from './sample.ts';
import { eachIsFound, named } from './tampering.ts';

const names = (index: Index) => (files: Files) => withNames(files, index);
/** Lays the index down, and then another first file of a folder. */
const other = (folder: RegExp, change: (text: string) => string | undefined) => (files: Files) => {
  withNames(files);
  const path = named(files, folder);
  const text = change(String(files.get(path)));
  files.delete(path);
  if (text !== undefined) files.set(path, Buffer.from(text));
};
const notes = (change: (it: { files: { g: number }; hot: { g: Record<string, number> } }) => unknown) =>
  other(/^names\/counts\.json/, (text) => {
    const it = JSON.parse(text);
    change(it);
    return JSON.stringify(it);
  });

const forReaders = (change: object) =>
  other(/^names\.json/, (text) => JSON.stringify({ ...JSON.parse(text), ...change }));

describe('the index of names', () => {
  it('holds where it leads from every name to its organisation, hot grams or not', async () => {
    for (const hotAbove of [16_384, 1]) {
      const files = publish(STEPS);
      withNames(files, { hotAbove });
      const { findings, summary } = await verifyFiles(files);
      expect(findings).toEqual([]);
      expect(summary).toMatchObject({ allNames: true, absent: ['pages', 'lists', 'feeds'] });
    }
  });

  it('holds for names in other widths and scripts, for several of one organisation, and without those of traders', async () => {
    const set = ['A股（大连）', 'A股(大连)', '重庆Ｂ店', '个体工商户', '乐𠮷', 'é店'].map((subjectName, i) =>
      penalty(`w${i}`, { subjectName }),
    );
    const files = publish([...STEPS, { at: '2026-11-07T16:00:00.000Z', set: [...set, licence('o')] }]);
    withNames(files);
    expect((await verifyFiles(files)).findings).toEqual([]);
  });

  it('that says that names are missing may miss some, and shows no other', async () => {
    const files = publish(STEPS);
    withNames(files, { complete: false, change: (rows) => rows.slice(1) });
    const { findings, summary } = await verifyFiles(files);
    expect(findings).toEqual([]);
    expect(summary?.absent).toContain('some names');
  });
});

describe('a tampering with the index of names is found', () => {
  eachIsFound({
    'the notes have another form: members names/counts.json': notes((it) => Object.assign(it, { note: 1 })),
    'the notes count files otherwise: names names/counts.json files g': notes((it) =>
      Object.assign(it.files, { g: 1 }),
    ),
    'the notes call a gram hot that is not: names names/counts.json hot g': notes((it) =>
      Object.assign(it.hot.g, { 庄河: 2 }),
    ),
    'the notes call a gram hot that nobody has: names names/counts.json hot g': notes((it) =>
      Object.assign(it.hot.g, { 沈阳: 9 }),
    ),
    'the notes are missing: missing names/counts.json': other(/^names\/counts\.json/, () => undefined),
    'names.json has another form: members names.json': forReaders({ note: 1 }),
    'names.json says that names are missing: names names.json complete': forReaders({ complete: false }),
    'names.json calls a gram hot that is not: names names.json hot g': forReaders({
      hot: { g: ['庄河'], i: [], w: [] },
    }),
    'names.json calls files large that are not: names names.json large': forReaders({ large: largeText(new Set([7])) }),
    'all notes call files large that are not: names names/counts.json large names/g/': (files) => {
      withNames(files);
      const large = largeText(new Set(Array.from({ length: 4_096 }, (_, n) => n)));
      for (const path of ['names.json', 'names/counts.json'])
        files.set(path, Buffer.from(JSON.stringify({ ...JSON.parse(String(files.get(path))), large })));
    },
    'an organisation without a public entry is in it: beside names/p/': names({
      change: (rows) => [...rows, ['91210299000000027J', '从前的公司', 'cqdgs']],
    }),
    'a name that only an ended entry bore is in it: names names/p/': names({
      change: (rows) => rows.flatMap((row) => [row, [row[0], '从前的公司', 'cqdgs']] as const),
    }),
    'an organisation is not in it: missing names/p/': names({ change: (rows) => rows.slice(1) }),
    'a page of names is missing: missing names/p/': other(/^names\/p/, () => undefined),
    'a name is spelt otherwise than an entry does: names names/p/': names({
      change: (rows) => rows.map(([code, name, ...rest]) => [code, `（${name}）`, ...rest] as never),
    }),
    'a name stays longer than its entries: names names/p/': names({
      change: (rows) => rows.map(([code, name, initials]) => [code, name, initials, '2099-01-01']),
    }),
    'a name has no end though its entries have: names names/p/': names({
      change: (rows) => rows.map(([code, name, initials]) => [code, name, initials]),
    }),
    'initials are those of another name: names names/p/': names({
      change: (rows) => rows.map(([code, name, , ...until]) => [code, name, 'abc', ...until] as never),
    }),
    'a page of names is no page: encoding names/p/': other(/^names\/p/, () => '{'),
    'postings of two characters are missing: missing names/g/': other(/^names\/g/, () => undefined),
    'postings lead to another organisation: names names/g/': other(/^names\/g/, (text) =>
      text.replace(/:"..../, ':"AAAA'),
    ),
    'postings lead nowhere by initials: names names/i/': other(/^names\/i/, () => '{}'),
    'postings of a whole name are another one’s: names names/w/': other(/^names\/w/, (text) =>
      text.replace(/"[0-9a-f]{8}"/, '"00000000"'),
    ),
    'a file of postings has a gram more: names names/g/': other(/^names\/g/, (text) =>
      text.replace('{', '{"沈阳":"AAAA",'),
    ),
    'a file of the index is one too many: beside names/g/': (files) => {
      withNames(files);
      const free = Array.from({ length: 4096 }, (_, n) => `names/g/${n.toString(16).padStart(3, '0')}.json`);
      files.set(free.find((path) => !files.has(path)) ?? '', json({}));
    },
  });
});

type Said = { version: number; publishedAt: string; changes: Record<string, number>; entries: number };
const publications = (files: Files): Publication[] =>
  STEPS.map((_, i) => {
    const manifest = `v/${i + 1}/manifest.json`;
    const bytes = files.get(manifest) ?? Buffer.alloc(0);
    const { version, publishedAt, changes, entries } = JSON.parse(String(bytes)) as Said;
    const { ADD: added = 0, MOD: changed = 0, DEL: removed = 0 } = changes;
    return { version, publishedAt, manifest, sha256: shaHex(bytes), added, changed, removed, entries } as Publication;
  }).reverse();
const feeds =
  (change: (all: Publication[]) => Publication[] = (all) => all) =>
  (files: Files) => {
    const [newest, ...older] = change(publications(files));
    if (newest === undefined) return;
    files.set('feed.json', json(jsonFeed([newest, ...older])));
    files.set('feed.atom', Buffer.from(atomFeed([newest, ...older], shaHex(files.get('v/1/manifest.json') ?? ''))));
  };
const feed = (path: string, change: (text: string) => string | undefined) => (files: Files) => {
  feeds()(files);
  const text = change(String(files.get(path)));
  files.delete(path);
  if (text !== undefined) files.set(path, Buffer.from(text));
};

describe('the feeds', () => {
  it('hold where they tell of the newest versions, all or some of them', async () => {
    for (const most of [5, 2]) {
      const files = publish(STEPS);
      feeds((all) => all.slice(0, most))(files);
      expect((await verifyFiles(files)).findings).toEqual([]);
      expect((await verifyFiles(files, { fromVersion: 4 })).findings).toEqual([]);
    }
  });
});

describe('a tampering with the feeds is found', () => {
  eachIsFound({
    'a feed leaves the newest version out: feed feed.json items[0]': feeds((all) => all.slice(1)),
    'a feed leaves a version out: feed feed.json items[2]': feeds((all) => all.toSpliced(2, 1)),
    'a feed says less of removals: feed feed.json items[1] _publication': feeds((all) =>
      all.map((it) => ({ ...it, removed: 0 })),
    ),
    'a feed names another manifest: feed feed.json items[0]': feeds((all) =>
      all.map((it) => ({ ...it, sha256: shaHex('x') })),
    ),
    'a title says something else than the numbers: feed feed.json items[1] title': feed('feed.json', (text) =>
      text.replace('移除 1', '移除 0'),
    ),
    'an item bears another id: feed feed.json items[0]': feed('feed.json', (text) =>
      text.replace(/ni:.{20}/, 'ni:///sha-256;AAAAA'),
    ),
    'the JSON feed is missing: missing feed.json': feed('feed.json', () => undefined),
    'the Atom feed is missing: missing feed.atom': feed('feed.atom', () => undefined),
    'the Atom feed has an entry less: feed feed.atom': feed('feed.atom', (text) =>
      text.replace(/<entry>[\s\S]*?<\/entry>/, ''),
    ),
    'the Atom feed says something else: feed feed.atom entry 2': feed('feed.atom', (text) =>
      text.replaceAll('移除 1', '移除 0'),
    ),
    'the Atom feed leads elsewhere: feed feed.atom entry 1': feed('feed.atom', (text) =>
      text.replace('href="v/', 'href="https://example.org/v/'),
    ),
    'the Atom feed bears another name: feed feed.atom': feed('feed.atom', (text) => text.replace('#feed', '#other')),
  });
});
