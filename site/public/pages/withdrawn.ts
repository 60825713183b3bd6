import { both, html } from '../../../shared/site-frame/html.ts';
import { type Page, withoutScripts, words } from './page.ts';
import { named, PUBLIC_KINDS, VERBS } from './words.ts';

const TITLE = { zh: '撤回公告', en: 'Withdrawn' };
const LEAD = {
  zh: '决定被依法变更、撤销、确认违法或者确认无效的，作出机关在三日内撤回公示信息并公开说明理由（行政处罚法第四十八条）。本页列出三十日内撤回的决定：作出机关、文号和理由，不列当事人。',
  en: 'Where a decision is changed, revoked, declared unlawful or void, the authority withdraws what it published within three days and states the reason (Administrative Penalty Law, article 48). This page names the decisions withdrawn within 30 days by authority, document number and reason, without the subject.',
};
const ALSO = {
  zh: '公示期满、信用修复后停止公示，或者因录入有误撤下的，不在此列：这些信息已不再公示，也不说明原因。使用过被撤回信息的，应当立即停止使用并删除。',
  en: 'What expired, was repaired or had been entered by mistake is not named here: it is public no more, and no reason is given. Whoever used what was withdrawn stops using it and deletes it at once.',
};

/** The decisions withdrawn within 30 days. */
export const withdrawn: Page = {
  file: 'withdrawn.html',
  path: '/withdrawn.html',
  script: 'withdrawn',
  title: TITLE,
  main: html`<h1>${both(TITLE)}</h1>
<p class="lead">${both(LEAD)}</p>
<p>${both(ALSO)}</p>
${withoutScripts({
  zh: '本页需要脚本显示，原始文件是 /withdrawn.json。',
  en: 'This page needs scripts; the file itself is /withdrawn.json.',
})}<div id="withdrawals" aria-live="polite"></div>
${words(new Map([...named('kind', PUBLIC_KINDS), ...named('verb', VERBS)]))}`,
};
