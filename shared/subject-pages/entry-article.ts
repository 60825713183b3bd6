import type { PublicEntry } from '../disclosure/entry.ts';
import { addDays, parseCalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { both, chinese, type Html, html } from '../site-frame/html.ts';
import { factsOf, labelOf, timeOf } from './facts.ts';
import { isNegative } from './sections.ts';

const VERIFY: Label = { zh: '核验本条信息', en: 'Verify this entry' };
const OBJECT: Label = { zh: '对本条信息提出异议', en: 'Object to this entry' };
const REPAIR: Label = { zh: '申请信用修复', en: 'Ask for credit repair' };
const NAMED: Label = { zh: '公示时名称', en: 'name in this entry' };
const NO_END: Label = {
  zh: '公示没有固定期限，撤回、失效或者修复后不再公示。',
  en: 'Public without a fixed end, until it is withdrawn, void or repaired.',
};

/** Until when an entry may be read, said so that nobody needs a script to know it. */
const termOf = ({ fields }: PublicEntry): Html => {
  const until = parseCalendarDate(fields['publicUntil']);
  if (until === undefined) return html`<p class="term">${both(NO_END)}</p>`;
  const last = addDays(until, -1);
  return html`<p class="term"><span lang="zh-CN">公示至 ${timeOf(last)}（含当日），自 ${timeOf(until)} 起不再公示。</span><span lang="en">Public up to and including ${timeOf(last)}; from ${timeOf(until)} on it is public no longer.</span></p>`;
};

const objectionOf = ({ fields }: PublicEntry): Html | undefined => {
  const { objectedOn } = fields;
  if (objectedOn === undefined) return undefined;
  const day = timeOf(String(objectedOn));
  return html`<p class="note warning"><span lang="zh-CN"><strong>异议标注：</strong>${day} 对本条信息提出了异议，正在核查，尚未作出决定。</span><span lang="en"><strong>Objection:</strong> on ${day} this entry was objected to; it is being examined and not decided yet.</span></p>\n`;
};

const supplementOf = (entry: PublicEntry): Html | undefined => {
  const { supplement } = entry.fields;
  if (supplement === undefined) return undefined;
  return html`<p class="note"><strong>${both(labelOf(entry, 'supplement'))}</strong> ${chinese(String(supplement))}</p>\n`;
};

const namedOf = ({ fields }: PublicEntry, name: string): Html | undefined => {
  const own = String(fields['subjectName']);
  return own === name ? undefined : html`<p class="hint">${both(NAMED)} ${chinese(own)}</p>\n`;
};

/**
 * One entry of an organisation: what was decided, by whom and on what basis, until when it is shown, whether it is
 * objected to, and what can be done about it. It bears the first day on which it is no longer public, so that a script
 * takes it away on that day. `name` is what the page calls the organisation.
 */
export const entryArticle = (
  entry: PublicEntry,
  { code, name }: { readonly code: string; readonly name: string },
): Html => {
  const { publicId, fields } = entry;
  const { publicUntil: until, listName } = fields;
  const id = `entry-${publicId}`;
  const end = until === undefined ? undefined : html` data-public-until="${String(until)}"`;
  const list = listName === undefined ? undefined : html`${chinese(String(listName))} `;
  return html`<article class="entry" aria-labelledby="${id}"${end}>
<h3 id="${id}">${list}${chinese(String(fields['documentNumber']))}</h3>
${namedOf(entry, name)}${objectionOf(entry)}${factsOf(entry)}
${supplementOf(entry)}${termOf(entry)}
<ul class="actions">
<li><a href="/verify.html#code=${code}&amp;id=${publicId}">${both(VERIFY)}</a></li>
<li><a href="/about.html#objection">${both(OBJECT)}</a></li>
${isNegative(entry) ? html`<li><a href="/about.html#repair">${both(REPAIR)}</a></li>\n` : undefined}</ul>
</article>
`;
};
