import { type Entry, json } from './digests.ts';
import type { Files } from './publication.ts';

/** What stands in a publication's look-up files. */
export const entriesIn = (files: Files): Entry[] =>
  [...files].flatMap(([path, bytes]) =>
    path.startsWith('by-subject/') ? (JSON.parse(String(bytes)) as { entries: Entry[] }).entries : [],
  );

export const groups = (entries: Entry[], keyOf: (entry: Entry) => string): Map<string, Entry[]> => {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) found.set(keyOf(entry), [...(found.get(keyOf(entry)) ?? []), entry]);
  return found;
};
export const codeOf = ({ fields }: Entry): string => String(fields['unifiedSocialCreditCode']);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const bdi = (value: unknown): string => `<bdi lang="zh-CN">${escaped(String(value))}</bdi>`;
const time = (date: string): string => `<time datetime="${date}">${date}</time>`;
const dayBefore = (date: string): string => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

const fact = (name: string, value: unknown): string => {
  if (name === 'severity') return `<span lang="zh-CN">一般</span><span lang="en">${String(value)}</span>`;
  if (typeof value === 'number')
    return `<span class="number">${(value / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}</span> <span lang="zh-CN">元</span><span lang="en">yuan</span>`;
  if (/^\d{4}-\d\d-\d\d$/.test(String(value))) return time(String(value));
  return bdi(Array.isArray(value) ? value.join('、') : value);
};
const ELSEWHERE = /^(kind|subjectName|subjectCategory|unifiedSocialCreditCode|departmentCode|public.*|ruleVersion)$/;

/** An entry on a page, as docs/disclosure-format.md has it. */
const articleOf = ({ publicId, fields }: Entry): string => {
  const until = fields['publicUntil'] as string | undefined;
  const end = until === undefined ? '' : ` data-public-until="${until}"`;
  const facts = Object.entries(fields).filter(([name]) => !ELSEWHERE.test(name));
  const term = until === undefined ? '' : `<p>${time(dayBefore(until))} ${time(until)}</p>`;
  return `<article class="entry" aria-labelledby="entry-${publicId}"${end}><h3 id="entry-${publicId}">${bdi(fields['documentNumber'])}</h3>
<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${fact(name, value)}</dd></div>`).join('\n')}</dl>${term}</article>\n`;
};

/** The page of an organisation; `more` stands at its end. */
export const pageOf = (entries: Entry[], more = ''): Buffer => {
  const [name = '', ...others] = new Set(entries.map(({ fields }) => String(fields['subjectName'])));
  const code = entries.map(codeOf)[0] ?? '';
  const head = `<title>${name} · 公示</title><script type="module" src="/assets/subject.js"></script>`;
  const facts = `<dd><bdi class="code">${code}</bdi></dd>${others.map((other) => `<dd>${bdi(other)}</dd>`).join('')}`;
  return Buffer.from(
    `<!doctype html>${head}<h1>${bdi(name)}</h1><dl>${facts}</dl>${entries.map(articleOf).join('')}${more}`,
  );
};

const listOf = ({ fields }: Entry): string =>
  `${String(fields['kind'])}/${String(fields['departmentCode'])}/${String(fields['decisionDate']).slice(0, 7)}`;

const NAMES = [
  'subjectName',
  'unifiedSocialCreditCode',
  'documentNumber',
  'decisionDate',
  'publicFrom',
  'publicUntil',
  'objectedOn',
];
export const rowOf = ({ publicId, fields }: Entry) => ({
  publicId,
  ...Object.fromEntries(NAMES.flatMap((name) => (name in fields ? [[name, fields[name]]] : []))),
});

/** Pages, lists and indexes as the publisher lays them beside the rest; `change` sees a list's rows before they are written. */
export const withPages = (files: Files, change = (rows: object[]) => rows): void => {
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
