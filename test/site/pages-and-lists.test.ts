import { describe, expect, it } from 'vitest';
import { type Entry, json } from './digests.ts';
import { type Files, publish } from './publication.ts';
import { penalty, STEPS, verifyFiles } from './sample.ts';
import { eachIsFound, identityNumber } from './tampering.ts';

/** What stands in a publication's look-up files. */
const entriesIn = (files: Files): Entry[] =>
  [...files].flatMap(([path, bytes]) =>
    path.startsWith('by-subject/') ? (JSON.parse(String(bytes)) as { entries: Entry[] }).entries : [],
  );

const listOf = ({ fields }: Entry): string =>
  `${String(fields['kind'])}/${String(fields['departmentCode'])}/${String(fields['decisionDate']).slice(0, 7)}`;

const NAMES = ['subjectName', 'unifiedSocialCreditCode', 'documentNumber', 'decisionDate', 'publicFrom', 'publicUntil'];
const rowOf = ({ publicId, fields }: Entry) => ({
  publicId,
  ...Object.fromEntries(NAMES.flatMap((name) => (name in fields ? [[name, fields[name]]] : []))),
});

const articleOf = ({ publicId, fields }: Entry): string => {
  const until = fields['publicUntil'];
  return `<article class="entry" aria-labelledby="entry-${publicId}"${until === undefined ? '' : ` data-public-until="${String(until)}"`}></article>`;
};
const pageOf = (entries: Entry[], more = ''): Buffer =>
  Buffer.from(
    `<!doctype html><script type="module" src="/assets/subject.js"></script>${entries.map(articleOf).join('')}${more}`,
  );

const groups = (entries: Entry[], keyOf: (entry: Entry) => string): Map<string, Entry[]> => {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) found.set(keyOf(entry), [...(found.get(keyOf(entry)) ?? []), entry]);
  return found;
};
const codeOf = ({ fields }: Entry): string => String(fields['unifiedSocialCreditCode']);

/** Pages, lists and indexes as the publisher lays them beside the rest; `change` sees a list's rows before they are written. */
const withPages = (files: Files, change = (rows: object[]) => rows): void => {
  const entries = entriesIn(files);
  for (const [code, some] of groups(entries, codeOf)) files.set(`subjects/${code}`, pageOf(some));
  const lists = groups(entries, listOf);
  for (const [list, some] of lists) files.set(`lists/${list}.json`, json({ rows: change(some.map(rowOf)) }));
  for (const [kind, some] of groups(entries, ({ fields }) => String(fields['kind']))) {
    const departments = [...groups(some, ({ fields }) => String(fields['departmentCode']))].map(([code, all]) => ({
      code,
      months: [...groups(all, ({ fields }) => String(fields['decisionDate']).slice(0, 7))].map(([month, rows]) => ({
        month,
        count: rows.length,
      })),
    }));
    files.set(`lists/${kind}.json`, json({ kind, label: { zh: '类', en: 'kind' }, departments }));
  }
};

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

const gone = penalty('gone');

describe('pages and lists', () => {
  it('hold where each shows what the look-up files hold, and where there are none yet', async () => {
    const files = publish(STEPS);
    expect((await verifyFiles(files)).findings).toEqual([]);
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
