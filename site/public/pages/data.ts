import type { Label } from '../../../shared/kernel/label.ts';
import { both, type Html, html } from '../../../shared/site-frame/html.ts';
import { heading, type Page, paragraph, withoutScripts, words } from './page.ts';
import { named, PUBLIC_KINDS } from './words.ts';

const TITLE = { zh: '开放数据', en: 'Open data' };
const LEAD = {
  zh: '全部公示数据可以整体下载，并用增量保持更新。内容、格式和校验方法都有公开的规范，不需要注册。',
  en: 'All that is public can be downloaded as a whole and kept up to date by deltas. Content, format and proof follow a public specification; nobody has to register.',
};

interface Offered {
  readonly path: string;
  readonly name: Label;
  readonly about: Label;
}

const START: readonly Offered[] = [
  {
    path: '/latest.json',
    name: { zh: '最新版本', en: 'Newest version' },
    about: { zh: '版本号、清单及其摘要', en: 'its number, its manifest and the digest of that' },
  },
  {
    path: '/versions.json',
    name: { zh: '版本目录', en: 'All versions' },
    about: { zh: '最近一百个版本，更早的按月', en: 'the newest hundred, older ones by month' },
  },
  {
    path: '/withdrawn.json',
    name: { zh: '撤回公告', en: 'Withdrawn' },
    about: { zh: '三十日内依法撤回的决定', en: 'decisions withdrawn within 30 days' },
  },
  {
    path: '/keys.json',
    name: { zh: '公钥', en: 'Public keys' },
    about: { zh: '验证签名用，请从其他渠道核对', en: 'to check signatures with; compare them with another source' },
  },
];

const DESCRIBED: readonly Offered[] = [
  {
    path: '/catalog.jsonld',
    name: { zh: '数据目录（DCAT 3）', en: 'Catalogue (DCAT 3)' },
    about: { zh: '供数据门户采集', en: 'for data portals to harvest' },
  },
  {
    path: '/data-dictionary.json',
    name: { zh: '数据字典', en: 'Data dictionary' },
    about: { zh: '每类信息的字段及中英文名称', en: 'the fields of each kind in both languages' },
  },
  {
    path: '/schema/index.json',
    name: { zh: '结构定义（JSON Schema）', en: 'JSON Schema' },
    about: { zh: '各文件的结构', en: 'the shape of the files' },
  },
  {
    path: '/terms.json',
    name: { zh: '再利用条款', en: 'Terms of re-use' },
    about: { zh: '使用即须遵守', en: 'whoever uses the data follows them' },
  },
];

const FOLLOWED: readonly Offered[] = [
  {
    path: '/deltas.json',
    name: { zh: '增量目录', en: 'Directory of deltas' },
    about: { zh: '逐日增量和时间窗口', en: 'by day, and by window' },
  },
  {
    path: '/deltas/P1D.ndjson.gz',
    name: { zh: '最近 24 小时', en: 'Last 24 hours' },
    about: { zh: '净增量，NDJSON', en: 'net changes, NDJSON' },
  },
  {
    path: '/deltas/P7D.ndjson.gz',
    name: { zh: '最近 7 日', en: 'Last 7 days' },
    about: { zh: '净增量，NDJSON', en: 'net changes, NDJSON' },
  },
  {
    path: '/deltas/P31D.ndjson.gz',
    name: { zh: '最近 31 日', en: 'Last 31 days' },
    about: { zh: '净增量，NDJSON', en: 'net changes, NDJSON' },
  },
  {
    path: '/feed.atom',
    name: { zh: '订阅（Atom）', en: 'Feed (Atom)' },
    about: { zh: '每个版本一条，不含内容', en: 'one item a version, without content' },
  },
  {
    path: '/feed.json',
    name: { zh: '订阅（JSON Feed）', en: 'Feed (JSON Feed)' },
    about: { zh: '同上', en: 'the same' },
  },
];

const offers = (
  caption: Label,
  offered: readonly Offered[],
): Html => html`<div class="table" role="region" tabindex="0" aria-label="${caption.zh}"><table>
<thead><tr><th scope="col">${both({ zh: '文件', en: 'File' })}</th><th scope="col">${both({ zh: '说明', en: 'What it is' })}</th><th scope="col">${both({ zh: '地址', en: 'Address' })}</th></tr></thead>
<tbody>${offered.map(
  ({ path, name, about }) =>
    html`<tr data-offered="${path}"><th scope="row">${both(name)}</th><td>${both(about)}</td><td><a class="code" href="${path}">${path}</a></td></tr>\n`,
)}</tbody></table></div>\n`;

/** What can be downloaded, how to follow it, and where it is described. */
export const data: Page = {
  file: 'data.html',
  path: '/data.html',
  script: 'data',
  title: TITLE,
  main: html`<h1>${both(TITLE)}</h1>
<p class="lead">${both(LEAD)}</p>
<div class="note warning"><p><strong>${both({ zh: '使用条件：', en: 'On one condition: ' })}</strong>${both({
    zh: '公示期满、被撤回或被修复的信息，从所有副本中立即删除。请每日跟随增量。',
    en: 'what has expired, was withdrawn or repaired is deleted from every copy at once. Follow the deltas daily.',
  })} <a href="/about.html#terms">${both({ zh: '再利用条款', en: 'Terms of re-use' })}</a></p></div>
<div id="newest" aria-live="polite"></div>
${heading('start', { zh: '从这里开始', en: 'Begin here' })}${offers({ zh: '入口文件', en: 'Entry points' }, START)}
${heading('bulk', { zh: '整体下载', en: 'Download all of it' })}${paragraph({
  zh: '内容按类别和到期周分成若干部分，每部分有 NDJSON、CSV（两种编码头）和 Parquet，出自同一截面，以内容的 SHA-256 命名。',
  en: 'The content is divided by kind and by the week in which it ends; each part comes as NDJSON, CSV (with and without a byte order mark) and Parquet, made of one cut and named by the SHA-256 of its bytes.',
})}${withoutScripts({
  zh: '部分目录需要脚本显示，原始文件是 /latest.json 所指版本的 /bulk/<版本号>.json。',
  en: 'The directory of parts needs scripts; the file is /bulk/<number>.json of the version that /latest.json names.',
})}<p><button type="button" id="show-parts">${both({ zh: '列出各部分', en: 'List the parts' })}</button></p>
<div id="parts" aria-live="polite"></div>
${heading('follow', { zh: '保持更新', en: 'Keep it up to date' })}${paragraph({
  zh: '随本站提供的客户端只需要 Node，不需要本项目的代码，自动下载、校验、应用增量并删除应当删除的内容。',
  en: 'A client goes with this site. It needs Node and none of the project’s code; it downloads, checks, applies the deltas and deletes what must be deleted.',
})}<p><code id="client">npx --yes https://…/client/joint-credit-copy.tgz https://… ./copy</code></p>
<p><a href="/client/README.md">${both({ zh: '客户端说明', en: 'How the client is called' })}</a></p>
${offers({ zh: '增量和订阅', en: 'Deltas and feeds' }, FOLLOWED)}
${heading('described', { zh: '规范', en: 'Descriptions' })}${offers({ zh: '规范文件', en: 'Descriptions' }, DESCRIBED)}
${words(new Map(named('kind', PUBLIC_KINDS)))}`,
};
