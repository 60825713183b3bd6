import { element, make, pair } from './dom.ts';
import { moment } from './moment.ts';
import { startPage } from './page.ts';
import { readJson } from './read.ts';
import { word } from './words.ts';
import { fill } from './work.ts';

/** docs/disclosure-format.md, `versions.json` and its months. */
interface Listed {
  readonly version: number;
  readonly manifest: string;
  readonly sha256: string;
  readonly publishedAt: string;
}
interface Manifest {
  readonly cutAt: string;
  readonly publishedAt: string;
  readonly result: 'complete' | 'additions-held';
  readonly changes: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly entries: number;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  readonly signature: { readonly keyId: string };
}

const NONE = { zh: '还没有公布过版本。', en: 'No version has been published yet.' };
const GONE = { zh: '清单不在原处。', en: 'The manifest is not where it should be.' };
const NEWEST = { zh: '最近一百个', en: 'the newest hundred' };
const HELD = {
  zh: '仅公布了删除；新增因数量核查或故障暂缓。',
  en: 'Only removals were published; additions were held back by a check of volume or a fault.',
};

const fact = (zh: string, en: string, ...value: readonly (Node | string)[]): HTMLElement =>
  make('div', {}, make('dt', {}, pair({ zh, en })), make('dd', {}, ...value));

const factsOf = (listed: Listed, manifest: Manifest): HTMLElement => {
  const { changes, counts, entries, files, signature, cutAt, result } = manifest;
  const count = (name: string): string => String(changes[name] ?? 0);
  const link = (path: string): HTMLElement => make('a', { href: `/${path}`, class: 'code' }, path);
  const current = files.filter(({ path }) => path.startsWith('v/'));
  return make(
    'dl',
    { class: 'facts' },
    fact('截面时间', 'Cut at', moment(cutAt)),
    fact('新增、变更、删除', 'Added, changed, removed', `${count('ADD')} · ${count('MOD')} · ${count('DEL')}`),
    fact('条目总数', 'Entries', String(entries)),
    ...Object.entries(counts).map(([kind, number]) =>
      make('div', {}, make('dt', {}, word('kind', kind)), make('dd', {}, String(number))),
    ),
    ...(result === 'additions-held' ? [fact('说明', 'Note', pair(HELD))] : []),
    fact('清单', 'Manifest', link(listed.manifest)),
    fact('清单 SHA-256', 'SHA-256 of the manifest', make('code', {}, listed.sha256)),
    ...current.map(({ path }) => fact('增量', 'Delta', link(path))),
    fact('签名公钥', 'Signed with', make('code', {}, signature.keyId)),
  );
};

/** What stays of a version is read when somebody wants to see it. */
const entryOf = (listed: Listed): HTMLElement => {
  const place = make('div', {});
  const details = make(
    'details',
    { id: `v${listed.version}` },
    make(
      'summary',
      {},
      pair({ zh: `第 ${listed.version} 版`, en: `Version ${listed.version}` }),
      ' · ',
      moment(listed.publishedAt),
    ),
    place,
  );
  details.addEventListener('toggle', () => {
    if (!details.open || place.childElementCount > 0) return;
    void fill(place, async () => {
      const manifest = await readJson<Manifest>(`/${listed.manifest}`);
      return [manifest === undefined ? make('p', { class: 'note' }, pair(GONE)) : factsOf(listed, manifest)];
    });
  });
  return make('li', {}, details);
};

const show = (path: string) => async (): Promise<readonly Node[]> => {
  const { versions = [], months = [] } =
    (await readJson<{ versions: readonly Listed[]; months?: readonly string[] }>(path)) ?? {};
  if (months.length > 0) offerMonths(months);
  if (versions.length === 0) return [make('p', { class: 'note' }, pair(NONE))];
  return [make('ul', { class: 'found' }, ...versions.toSorted((a, b) => b.version - a.version).map(entryOf))];
};

let offered = false;
const offerMonths = (months: readonly string[]): void => {
  if (offered) return;
  offered = true;
  const select = element('month', HTMLSelectElement);
  const newest = new Option(NEWEST.zh, '');
  newest.dataset['zh'] = NEWEST.zh;
  newest.dataset['en'] = NEWEST.en;
  select.replaceChildren(
    newest,
    ...months
      .toSorted()
      .toReversed()
      .map((month) => new Option(month, month)),
  );
  element('months-part', HTMLFormElement).hidden = false;
  select.addEventListener(
    'change',
    () => void fill(place, show(select.value === '' ? NEWEST_PATH : `/versions/${select.value}.json`)),
  );
};

const NEWEST_PATH = '/versions.json';
const place = element('versions', HTMLElement);
startPage();
void fill(place, show(NEWEST_PATH));
