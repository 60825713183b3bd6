import { both, html } from '../../../shared/site-frame/html.ts';
import { heading, type Page, withoutScripts, words } from './page.ts';
import { named, PUBLIC_KINDS } from './words.ts';

const TITLE = { zh: '核验', en: 'Verify' };
const LEAD = {
  zh: '不必相信本站，也不必相信传输它的网络：您的浏览器可以自己验证，一条信息确实属于某个已签名的版本，该版本记入了只增不改的公开日志，日志没有被改写。',
  en: 'You need trust neither this site nor the network that carries it: your browser can prove that an entry belongs to a signed version, that the version stands in a public log to which is only ever added, and that this log was not rewritten.',
};
const CANNOT = {
  zh: '核验证明信息未被改动、大家看到的是同一份，不证明决定本身正确。对决定有异议，见',
  en: 'This proves that an entry was not altered and that everybody is shown the same. It does not prove that the decision itself is right; for that see ',
};

/** A reader's own proof, in the browser. */
export const verify: Page = {
  file: 'verify.html',
  path: '/verify.html',
  script: 'verify',
  title: TITLE,
  main: html`<h1>${both({ zh: '自己核验', en: 'See for yourself' })}</h1>
<p class="lead">${both(LEAD)}</p>
<p>${both(CANNOT)}<a href="/about.html#object">${both({ zh: '异议', en: 'objections' })}</a>${both({ zh: '。', en: '.' })}</p>
${withoutScripts({
  zh: '在浏览器中核验需要脚本。没有脚本时，可以下载整份副本，用随源代码提供的核验程序离线核验。',
  en: 'To verify in the browser needs scripts. Without them, download a copy and verify it offline with the program that comes with the source.',
})}${heading('entry', { zh: '核验一条信息', en: 'Verify an entry' })}
<form id="by-code"><p><label for="code">${both({ zh: '统一社会信用代码', en: 'Unified social credit code' })}</label>
<input id="code" name="code" type="text" maxlength="40" autocomplete="off" spellcheck="false" autocapitalize="characters">
<button class="main">${both({ zh: '列出并核验', en: 'List and verify' })}</button></p></form>
<details><summary>${both({ zh: '核验一份已有的副本', en: 'Verify a copy that you have' })}</summary>
<form id="by-copy"><p><label for="copy">${both({ zh: '条目（整份下载文件中的一行 JSON）', en: 'The entry (a line of JSON from a downloaded file)' })}</label>
<textarea id="copy" spellcheck="false"></textarea></p><p><button class="main">${both({ zh: '核验', en: 'Verify it' })}</button></p></form></details>
<div id="proofs" aria-live="polite"></div>
${heading('consistency', { zh: '核验日志未被改写', en: 'Verify that the log was not rewritten' })}
<form id="log"><p><label for="older">${both({ zh: '较早的检查点（log/checkpoint 的文本）', en: 'An earlier checkpoint (the text of log/checkpoint)' })}</label>
<textarea id="older" spellcheck="false" aria-describedby="older-hint"></textarea></p>
<p class="hint" id="older-hint">${both({
    zh: '留空则使用本浏览器上次记住的检查点。检查点也可以来自别人：不同来源的检查点一致，说明大家看到同一份日志。',
    en: 'Left empty, the one that this browser remembered last is used. It may as well come from somebody else: if checkpoints of several sources agree, all are shown the same log.',
  })}</p>
<p><button class="main">${both({ zh: '核验日志', en: 'Verify the log' })}</button> <button type="button" id="forget" hidden>${both({ zh: '忘记已记住的检查点', en: 'Forget the remembered checkpoint' })}</button></p></form>
<div id="log-proof" aria-live="polite"></div>
${words(new Map(named('kind', PUBLIC_KINDS)))}`,
};
