import { both, html } from '../../../shared/site-frame/html.ts';
import { type Page, withoutScripts, words } from './page.ts';
import { named, PUBLIC_KINDS } from './words.ts';

const TITLE = { zh: '历次版本', en: 'Versions' };
const LEAD = {
  zh: '每次公布形成一个版本，编号、签名并与前一版本相连，永久保留。',
  en: 'Each publication is a version: numbered, signed, chained to the one before, and kept for ever.',
};
const NO_CONTENT = {
  zh: '旧版本只保留清单和增量，不保留内容。信息公示期满、被撤回或被修复后，必须从所有公开文件中消失；若旧版本保留全文，等于继续公示。清单和增量中只有加盐摘要，内容删除后，摘要说明不了任何事情，却足以证明当时公布的内容未被改动。',
  en: 'Of old versions the manifest and the delta stay, and no content. What has expired, was withdrawn or repaired must leave every public file; an old version in full would go on publishing it. Manifests and deltas hold salted digests: once the content is gone they say nothing, and yet they prove that what was published then has not been altered.',
};

/** All versions, and what stays of old ones. */
export const versions: Page = {
  file: 'versions.html',
  path: '/versions.html',
  script: 'versions',
  title: TITLE,
  main: html`<h1>${both(TITLE)}</h1>
<p class="lead">${both(LEAD)}</p>
<p>${both(NO_CONTENT)}</p>
${withoutScripts({
  zh: '本页需要脚本显示，原始文件是 /versions.json。',
  en: 'This page needs scripts; the file itself is /versions.json.',
})}<form class="filters" id="months-part" hidden><p><label for="month">${both({ zh: '月份', en: 'Month' })}</label><select id="month"></select></p></form>
<div id="versions" aria-live="polite"></div>
${words(new Map(named('kind', PUBLIC_KINDS)))}`,
};
