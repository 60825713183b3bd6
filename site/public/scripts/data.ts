import type { Label } from '../../../shared/kernel/label.ts';
import { type Column, element, make, pair, table } from './dom.ts';
import { startPage } from './page.ts';
import { isThere, readJson } from './read.ts';
import { stateOfCopy } from './state-of-copy.ts';
import { word } from './words.ts';
import { fill } from './work.ts';

interface PublishedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}
/** docs/disclosure-format.md, `bulk/<n>.json`. */
interface Part {
  readonly group: string;
  readonly kind: string;
  readonly rows: number;
  readonly ndjson: PublishedFile;
  readonly csv: PublishedFile;
  readonly csvBom: PublishedFile;
  readonly parquet?: PublishedFile;
}

const FORMATS = [
  { of: 'ndjson', name: 'NDJSON', heading: { zh: 'NDJSON', en: 'NDJSON' } },
  { of: 'csv', name: 'CSV', heading: { zh: 'CSV', en: 'CSV' } },
  { of: 'csvBom', name: 'CSV BOM', heading: { zh: 'CSV（电子表格用）', en: 'CSV (for spreadsheets)' } },
  { of: 'parquet', name: 'Parquet', heading: { zh: 'Parquet', en: 'Parquet' } },
] as const;

/** Parts that are shown at once; who wants all of them reads the list with a program. */
const SHOWN = 200;

const NONE = { zh: '现在没有可下载的部分。', en: 'There are no parts now.' };
const ABSENT = { zh: '暂未提供', en: 'not there yet' };

const KILOBYTE = 1_000;
const sizeOf = (bytes: number): string =>
  bytes < KILOBYTE * KILOBYTE ? `${Math.ceil(bytes / KILOBYTE)} kB` : `${(bytes / KILOBYTE / KILOBYTE).toFixed(1)} MB`;

const download = (file: PublishedFile | undefined, what: string): Node | string => {
  if (file === undefined) return '—';
  const link = make(
    'a',
    { href: `/${file.path}`, download: '' },
    sizeOf(file.bytes),
    make('span', { class: 'unseen' }, ` ${what}`),
  );
  return link;
};

const COLUMNS: readonly Column<Part>[] = [
  { heading: { zh: '类别', en: 'Kind' }, cell: ({ kind }) => word('kind', kind) },
  {
    heading: { zh: '分组', en: 'Group' },
    cell: ({ group }) => group.slice(group.indexOf('/') + 1),
    names: true,
    class: 'code',
  },
  { heading: { zh: '条数', en: 'Entries' }, cell: ({ rows }) => String(rows), class: 'number' },
  ...FORMATS.map(({ of, name, heading }) => ({
    heading,
    cell: (part: Part) => download(part[of], `${name} ${part.group}`),
    class: 'number',
  })),
];

const captionOf = (count: number, version: number): Label =>
  count <= SHOWN
    ? { zh: `第 ${version} 版，共 ${count} 部分`, en: `Version ${version}: ${count} parts` }
    : {
        zh: `第 ${version} 版，共 ${count} 部分，显示前 ${SHOWN} 部分`,
        en: `Version ${version}: the first ${SHOWN} of ${count} parts`,
      };

const parts = async (): Promise<readonly Node[]> => {
  const latest = await readJson<{ version: number }>('/latest.json');
  const path = latest && `/bulk/${latest.version}.json`;
  const list = path && (await readJson<{ version: number; parts: readonly Part[] }>(path));
  if (latest === undefined || !path || !list || list.parts.length === 0)
    return [make('p', { class: 'note' }, pair(NONE))];
  return [
    make('p', {}, pair({ zh: '完整目录：', en: 'The whole list: ' }), make('a', { href: path, class: 'code' }, path)),
    table(captionOf(list.parts.length, latest.version), COLUMNS, list.parts.slice(0, SHOWN)),
  ];
};

/** Says of each file that is offered whether it is there yet: a link that leads nowhere helps nobody. */
const markAbsent = async (): Promise<void> => {
  for (const row of document.querySelectorAll<HTMLElement>('[data-offered]')) {
    const { offered = '' } = row.dataset;
    if (await isThere(offered)) continue;
    row.querySelector('a')?.replaceWith(make('span', { class: 'hint' }, pair(ABSENT)));
  }
};

startPage();
const here = location.origin;
element('client', HTMLElement).textContent = `npx --yes ${here}/client/joint-credit-copy.tgz ${here} ./copy`;
element('show-parts', HTMLButtonElement).addEventListener(
  'click',
  () => void fill(element('parts', HTMLElement), parts),
);
void fill(element('newest', HTMLElement), stateOfCopy);
// Unreached, the links stay.
markAbsent().catch((error: unknown) => console.warn(error));
