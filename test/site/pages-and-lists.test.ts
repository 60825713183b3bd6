import { describe, expect, it } from 'vitest';
import { type Entry, json } from './digests.ts';
import { codeOf, entriesIn, groups, pageOf, rowOf, withPages } from './pages.ts';
import { type Files, publish } from './publication.ts';
import { licence, penalty, STEPS, verifyFiles } from './sample.ts';
import { eachIsFound, identityNumber, named } from './tampering.ts';

const firstPage = (files: Files): [string, Entry[]] => {
  const [code = '', entries = []] = [...groups(entriesIn(files), codeOf)][0] ?? [];
  return [`subjects/${code}`, entries];
};

/** Lays down all pages and lists, and then another first page. */
const page =
  (make: (entries: Entry[]) => Buffer) =>
  (files: Files): void => {
    withPages(files);
    const [path, entries] = firstPage(files);
    files.set(path, make(entries));
  };
const rows = (change: (rows: object[]) => object[]) => (files: Files) => withPages(files, change);
const also = (path: string, bytes: Buffer) => (files: Files) => {
  withPages(files);
  files.set(path, bytes);
};
const index = (change: (text: string) => string) => (files: Files) => {
  withPages(files);
  for (const [path, bytes] of files)
    if (/^lists\/[^/]+\.json$/.test(path)) files.set(path, Buffer.from(change(String(bytes))));
};

/** Writes something else into every page. */
const rewritten =
  (change: (text: string) => string) =>
  (files: Files): void => {
    withPages(files);
    for (const [path, bytes] of files)
      if (path.startsWith('subjects/')) files.set(path, Buffer.from(change(String(bytes))));
  };
/** Lays down all pages and lists, and takes the first of a folder away. */
const without = (folder: RegExp) => (files: Files) => {
  withPages(files);
  files.delete(named(files, folder));
};

/** Moves the rows of a list into a further file, but for so many, and says so in the index. */
const moveRows = (files: Files, kept: number): void => {
  const [path, further] = [
    'lists/administrative-penalty/112102990000000192/2026-11.json',
    'lists/administrative-penalty/112102990000000192/2026-11/1.json',
  ];
  const rowsOf = (name: string): object[] => (files.has(name) ? JSON.parse(String(files.get(name))).rows : []);
  const rows = [...rowsOf(path), ...rowsOf(further)];
  const index = JSON.parse(String(files.get('lists/administrative-penalty.json')));
  for (const department of index.departments) {
    if (department.code !== '112102990000000192') continue;
    const others = department.months.filter(({ month }: { month: string }) => month !== '2026-11');
    const first = kept > 0 ? [{ month: '2026-11', count: kept }] : [];
    department.months = [...first, { month: '2026-11', part: 1, count: rows.length - kept }, ...others];
  }
  files.set('lists/administrative-penalty.json', json(index));
  files.set(further, json({ rows: rows.slice(kept) }));
  if (kept > 0) files.set(path, json({ rows: rows.slice(0, kept) }));
  else files.delete(path);
};

const gone = penalty('gone');

describe('pages and lists', () => {
  it('hold where each shows what the look-up files hold, and where there are none yet', async () => {
    const files = publish(STEPS);
    expect((await verifyFiles(files)).findings).toEqual([]);
    expect((await verifyFiles(files)).summary).toMatchObject({ absent: ['pages', 'lists', 'names', 'feeds'] });
    withPages(files);
    expect((await verifyFiles(files)).findings).toEqual([]);
    expect((await verifyFiles(files)).summary).toMatchObject({ absent: ['names', 'feeds'], allPages: true });
  });

  it('hold where a large list has further files, with the first or without', async () => {
    const files = publish(STEPS);
    withPages(files);
    moveRows(files, 1);
    expect((await verifyFiles(files)).findings).toEqual([]);
    moveRows(files, 0);
    expect((await verifyFiles(files)).findings).toEqual([]);
  });

  it('hold where an organisation bears two names, and a text has all that markup is made of', async () => {
    const text = '罚款 &lt; <b>"x"</b> \'y\'';
    const steps = [
      ...STEPS,
      {
        at: '2026-11-07T16:00:00.000Z',
        set: [
          penalty('n', { subjectName: 'A&B', penaltyContent: text, objectedOn: '2026-11-05', supplement: '说明' }),
          licence('m'),
        ],
      },
    ];
    const files = publish(steps);
    withPages(files);
    expect((await verifyFiles(files)).findings).toEqual([]);
  });
});

describe('a tampering with pages and lists is found', () => {
  eachIsFound({
    'a page shows what is not public: page subjects/': page((entries) => pageOf([...entries, gone])),
    'a page leaves an entry out: page subjects/': page((entries) => pageOf(entries.slice(1))),
    'a page says another end: page subjects/': page((entries) =>
      Buffer.from(String(pageOf(entries)).replace(/(data-public-until=")\d{4}/, '$12099')),
    ),
    'a page leaves a document number out: page subjects/': rewritten((text) =>
      text.replace(/<h3[\s\S]*?<\/h3>/, '').replace(/<div><dt>documentNumber[\s\S]*?<\/div>/, ''),
    ),
    'a page says another amount: page subjects/': rewritten((text) => text.replace('10,000.00', '90,000.00')),
    'a page says another day: page subjects/': rewritten((text) => text.replace(/2026-11-02/g, '2026-11-03')),
    'a page shows another day than it says: page subjects/': rewritten((text) =>
      text.replace('>2026-11-02<', '>2020-01-01<'),
    ),
    'a page says a word that its entry does not: page subjects/': rewritten((text) =>
      text.replace('>general<', '>serious<'),
    ),
    'a page says of an entry what is nowhere else: page subjects/': rewritten((text) =>
      text
        .replace('</dl></article>', '<div><dd><bdi lang="zh-CN">失信</bdi></dd></div></dl></article>')
        .replace('</dl><p>', '<div><dd><bdi lang="zh-CN">失信</bdi></dd></div></dl><p>'),
    ),
    'a page has a fact without a mark: page subjects/': rewritten((text) =>
      text.replace('</dd></div></dl>', ' 失信</dd></div></dl>'),
    ),
    'a page bears the name of another organisation: page subjects/': rewritten((text) =>
      text.replace(/<h1>.*?<\/h1>/, '<h1><bdi lang="zh-CN">别的公司</bdi></h1>'),
    ),
    'a page keeps a name that only an ended entry bore: page subjects/': rewritten((text) =>
      text.replace('</dl><article', '<dd><bdi lang="zh-CN">从前的公司</bdi></dd></dl><article'),
    ),
    'a page has another title: page subjects/': rewritten((text) => text.replace(/<title>/, '<title>别的公司 ')),
    'a page bears another code: page subjects/': rewritten((text) =>
      text.replace(/(class="code">)\w+/, '$191210299000000027J'),
    ),
    'a page leads elsewhere: page subjects/': rewritten((text) => `${text}<a href="https://example.org/">x</a>`),
    'a page is missing: page subjects/': without(/^subjects\//),
    'a list is missing: list lists/': without(/^lists\/[^/]+\//),
    'a list leaves an entry out: list lists/': rows((all) => all.slice(1)),
    'a page has an article of another make: page subjects/': page((entries) => pageOf(entries, '<article>x</article>')),
    'a page loads a foreign script: page subjects/': page((entries) =>
      pageOf(entries, '<script src="https://example.org/a.js"></script>'),
    ),
    'a page has a script of its own: page subjects/': page((entries) => pageOf(entries, '<script>1</script>')),
    'a page holds an identity number: identity-number subjects/': page((entries) =>
      pageOf(entries, `身份证${identityNumber}`),
    ),
    'a page of nobody: beside subjects/91210299000000027J': also('subjects/91210299000000027J', pageOf([])),
    'a list that nobody stands in: beside lists/administrative-penalty/x/2020-01.json': also(
      'lists/administrative-penalty/x/2020-01.json',
      json({ rows: [] }),
    ),
    'a list shows what is not public: list lists/': rows((all) => [...all, rowOf(gone)]),
    'a list shows an entry twice: duplicate lists/': rows((all) => [...all, ...all]),
    'a list says something else of an entry: list lists/': rows((all) =>
      all.map((row) => ({ ...row, subjectName: '别的公司' })),
    ),
    'a list keeps silent about an objection that it states: list lists/': rows((all) =>
      all.map((row) => ({ ...row, objectedOn: '2026-11-03' })),
    ),
    'a list shows more than lists show: members lists/': rows((all) => all.map((row) => ({ ...row, fineFen: 1 }))),
    'an index counts otherwise: list lists/': index((text) => text.replace(/"count":(\d+)/, '"count":9$1')),
    'an index leaves a list out: list lists/': index((text) => text.replace(/"months":\[.*?\]/, '"months":[]')),
  });
});
