import { both, html } from '../../../shared/site-frame/html.ts';
import { heading, type Page, withoutScripts, words } from './page.ts';
import { FIELD_NAMES, named } from './words.ts';

const LEAD = {
  zh: '查询本市行政机关依法公示的单位信用信息：守信激励、行政许可、信用承诺、行政处罚、严重失信主体名单等。每条信息注明作出机关、文号和公示期限。',
  en: 'Look up what the authorities of this city publish about organisations under the law: honours, licences, commitments, penalties, lists of the seriously untrustworthy. Each entry names its authority, its document and how long it is public.',
};
const ASKED = { zh: '统一社会信用代码或单位名称', en: 'Unified social credit code or name of an organisation' };
const HINT = {
  zh: '输入 18 位统一社会信用代码可得准确结果；也可输入单位名称、名称中的几个字或拼音首字母。',
  en: 'A code of 18 characters gives an exact answer. A name, a part of it or its pinyin initials give leads.',
};
const NO_PERSONS = {
  zh: '本站只公示单位，不提供自然人查询：请勿输入个人姓名或身份证号。法律规定公布自然人信息的，见作出机关的网站。',
  en: 'This site is about organisations only and finds no persons: please enter no personal name and no identity number. Where a law has a person published, the site of the authority does it.',
};
const SEARCH = { zh: '查询', en: 'Look up' };
const RESULTS = { zh: '查询结果', en: 'Results' };
const HONOURS = { zh: '守信激励', en: 'Honours for trustworthiness' };
const HONOURS_LEAD = { zh: '最近公示的守信激励信息。', en: 'Honours that were published most recently.' };
const CASES = { zh: '典型案例', en: 'Typical cases' };
const ALL = { zh: '查看全部', en: 'See all of them' };

/** The front page: look-up, and what speaks for trustworthiness. */
export const lookUp: Page = {
  file: 'index.html',
  path: '/',
  script: 'look-up',
  title: SEARCH,
  main: html`<h1>${both({ zh: '信用查询', en: 'Look up an organisation' })}</h1>
<p class="lead">${both(LEAD)}</p>
<form class="look-up" id="look-up" role="search" autocomplete="off">
<label for="asked">${both(ASKED)}</label>
<p class="asked"><input id="asked" name="asked" type="text" maxlength="100" spellcheck="false" autocapitalize="off" enterkeyhint="search" aria-describedby="hint no-persons"><button class="main">${both(SEARCH)}</button></p>
<p class="hint" id="hint">${both(HINT)}</p>
<p class="hint" id="no-persons">${both(NO_PERSONS)}</p>
</form>
${withoutScripts({
  zh: '查询需要脚本。没有脚本时，可在地址栏输入本站地址，后接 /subjects/ 与 18 位统一社会信用代码，直接阅读该单位的公示页面。',
  en: "Looking up needs scripts. Without them, enter this site's address followed by /subjects/ and the code of 18 characters: an organisation's page can be read as it is.",
})}<section id="results-part" aria-labelledby="results-title" hidden>
<h2 id="results-title" tabindex="-1">${both(RESULTS)}</h2>
<div id="results" aria-live="polite"></div>
</section>
<section aria-labelledby="honours">
${heading('honours', HONOURS)}<p class="hint">${both(HONOURS_LEAD)}</p>
<div id="newest-honours" aria-live="polite"></div>
<p><a href="/lists.html#kind=honour">${both(ALL)}<span class="unseen">${both(HONOURS)}</span></a></p>
</section>
<section aria-labelledby="typical-cases">
${heading('typical-cases', CASES)}<div id="newest-cases" aria-live="polite"></div>
<p><a href="/lists.html#kind=typical-case">${both(ALL)}<span class="unseen">${both(CASES)}</span></a></p>
</section>
<p class="hint" id="state" aria-live="polite"></p>
${words(new Map(named('field', FIELD_NAMES)))}`,
};
