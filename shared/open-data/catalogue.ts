import type { Label } from '../kernel/label.ts';
import type { PublicKind } from './public-kind.ts';
import { TERMS } from './terms.ts';

/** Continuous: a version whenever there is something to add or to take out, at least daily. */
const FREQUENCY = 'http://publications.europa.eu/resource/authority/frequency/';
const ACCESS = 'http://publications.europa.eu/resource/authority/access-right/PUBLIC';
const MEDIA = 'https://www.iana.org/assignments/media-types/';

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
};

const both = ({ zh, en }: Label) => [
  { '@language': 'zh', '@value': zh },
  { '@language': 'en', '@value': en },
];
const link = (id: string) => ({ '@id': id });

interface Form {
  readonly id: string;
  readonly title: Label;
  readonly about: Label;
  readonly media: string;
  /** The one file, or else where to begin. */
  readonly download?: string;
  readonly packed?: true;
  readonly schema?: string;
}

const distribution = ({ id, title, about, media, download, packed, schema }: Form) => ({
  '@id': `#${id}`,
  '@type': 'dcat:Distribution',
  'dct:title': both(title),
  'dct:description': both(about),
  'dcat:mediaType': link(`${MEDIA}${media}`),
  'dcat:accessURL': link(download ?? 'latest.json'),
  ...(download !== undefined && { 'dcat:downloadURL': link(download) }),
  ...(packed && { 'dcat:compressFormat': link(`${MEDIA}application/gzip`) }),
  ...(schema !== undefined && { 'dct:conformsTo': link(schema) }),
  'dct:license': link('terms.json'),
});

const PARTS: Label = {
  zh: '由 latest.json 到清单，再到 bulk/<版本号>.json 所列各分片',
  en: 'from latest.json to the manifest, then the parts that bulk/<version>.json lists',
};

const ENTRIES: readonly Form[] = [
  {
    id: 'ndjson',
    title: { zh: '条目，NDJSON', en: 'entries, NDJSON' },
    about: PARTS,
    media: 'application/x-ndjson',
    packed: true,
    schema: 'schema/entry.json',
  },
  { id: 'csv', title: { zh: '条目，CSV', en: 'entries, CSV' }, about: PARTS, media: 'text/csv', packed: true },
  {
    id: 'parquet',
    title: { zh: '条目，Parquet', en: 'entries, Parquet' },
    about: PARTS,
    media: 'application/vnd.apache.parquet',
  },
];

const window = (name: string, days: number): Form => ({
  id: name,
  title: { zh: `最近 ${days} 日净增量`, en: `net delta of the last ${days} day${days === 1 ? '' : 's'}` },
  about: {
    zh: '不含内容；各文件的起止版本见 deltas.json',
    en: 'no content; deltas.json says from which version to which',
  },
  media: 'application/x-ndjson',
  download: `deltas/${name}.ndjson.gz`,
  packed: true,
  schema: 'schema/delta.json',
});

const CHANGES: readonly Form[] = [
  {
    id: 'days',
    title: { zh: '逐日净增量目录', en: 'list of the net deltas of days' },
    about: { zh: '自第一版起', en: 'from the first version on' },
    media: 'application/json',
    download: 'deltas.json',
    schema: 'schema/deltas.json',
  },
  window('P1D', 1),
  window('P7D', 7),
  window('P31D', 31),
  {
    id: 'atom',
    title: { zh: '版本订阅（Atom）', en: 'feed of versions (Atom)' },
    about: { zh: '每版新增、变更、移除的条数', en: 'how many entries each version added, changed, removed' },
    media: 'application/atom+xml',
    download: 'feed.atom',
  },
  {
    id: 'json-feed',
    title: { zh: '版本订阅（JSON Feed）', en: 'feed of versions (JSON Feed)' },
    about: { zh: '同上', en: 'the same' },
    media: 'application/feed+json',
    download: 'feed.json',
  },
];

const WITHDRAWN: readonly Form[] = [
  {
    id: 'withdrawn-json',
    title: { zh: '撤回公告', en: 'withdrawals' },
    about: { zh: '三十日内，不列主体', en: 'of the last thirty days, without the subject' },
    media: 'application/json',
    download: 'withdrawn.json',
  },
];

/**
 * catalog.jsonld: DCAT 3, its links relative to the file. `publisher` is the office that publishes; `kinds` become keywords.
 */
export const catalogue = (publisher: Label, kinds: readonly PublicKind[]) => {
  const dataset = (id: string, title: Label, about: Label, frequency: string, forms: readonly Form[]) => ({
    '@id': `#${id}`,
    '@type': 'dcat:Dataset',
    'dct:identifier': id,
    'dct:title': both(title),
    'dct:description': both(about),
    'dct:publisher': link('#publisher'),
    'dct:accrualPeriodicity': link(`${FREQUENCY}${frequency}`),
    'dct:accessRights': link(ACCESS),
    'dct:license': link('terms.json'),
    'dct:language': ['zh', 'en'],
    'dcat:keyword': kinds.flatMap(({ label }) => both(label)),
    'dcat:landingPage': link('data.html'),
    'dcat:distribution': forms.map(distribution),
  });
  return {
    '@context': CONTEXT,
    '@id': '#catalogue',
    '@type': 'dcat:Catalog',
    'dct:title': both({ zh: '信用公示开放数据', en: 'Open data of the credit disclosure' }),
    'dct:description': both({
      zh: '依法公示的行政许可、行政处罚等信用信息，按版本发布，带签名；离开公示的条目须从一切副本中删除。',
      en: 'Licences, penalties and other credit information as the law makes it public, in signed versions; what leaves the public must leave every copy.',
    }),
    'dct:language': ['zh', 'en'],
    'dct:license': link('terms.json'),
    'dct:issued': TERMS.version,
    'foaf:homepage': link('./'),
    'dct:publisher': { '@id': '#publisher', '@type': 'foaf:Agent', 'foaf:name': both(publisher) },
    'dcat:themeTaxonomy': link('data-dictionary.json'),
    'dcat:dataset': [
      dataset(
        'entries',
        { zh: '公示条目', en: 'Public entries' },
        { zh: '现公示的全部条目', en: 'all entries that are public now' },
        'CONT',
        ENTRIES,
      ),
      dataset(
        'changes',
        { zh: '变更记录', en: 'Changes' },
        { zh: '哪些条目新增、变更、移除，不含内容', en: 'which entries were added, changed, removed; no content' },
        'CONT',
        CHANGES,
      ),
      dataset(
        'withdrawals',
        { zh: '依法撤回', en: 'Statutory withdrawals' },
        { zh: '被变更、撤销、确认违法、确认无效的决定', en: 'decisions changed, revoked, declared unlawful or void' },
        'CONT',
        WITHDRAWN,
      ),
    ],
  };
};
