import { paths } from '../disclosure/files.ts';
import type { ShownSubject } from '../disclosure/presentation.ts';
import type { Label } from '../kernel/label.ts';
import { kindDefinition } from '../records/kinds/kinds.ts';
import { framed } from '../site-frame/frame.ts';
import { both, chinese, type Html, html } from '../site-frame/html.ts';
import { entryArticle } from './entry-article.ts';
import { isNegative, type Section, sectionsOf } from './sections.ts';

const CODE: Label = { zh: '统一社会信用代码', en: 'Unified social credit code' };
const OTHER_NAME: Label = { zh: '公示信息中的其他名称', en: 'Other name in these entries' };
const WHAT_THIS_IS: Label = {
  zh: '以下是有关机关依法作出、尚在公示期内的决定，以及依法公示的信用承诺，照原文列出。本页不作评价，也不评分。',
  en: 'These are decisions that authorities took under the law, and commitments that are public by law, as they were sent and while they may be public. Nothing is rated or scored here.',
};
const UNTIL_WHEN: Label = {
  zh: '每条信息都写明公示到哪一天。自不再公示之日起，即使本页的旧副本仍显示该条信息，也不得再使用、保存或者传播。',
  en: 'Each entry says until when it is public. From that day on it may not be used, kept or passed on, even if an old copy of this page still shows it.',
};
const REMEDIES: Label = {
  zh: '认为信息有误、超期公示或者不应公示的，可以提出异议；符合条件的，可以申请信用修复。',
  en: 'Whoever finds an entry wrong, shown too long or not to be shown may object; where the conditions hold, repair may be asked for.',
};
const HOW: Label = { zh: '办理途径', en: 'How to do so' };
const AS_DATA: Label = { zh: '本页信息的数据文件', en: 'These entries as data' };
const NOTHING_LEFT: Label = {
  zh: '此处已没有公示期内的信息。',
  en: 'Nothing that is still public is left here.',
};

const sectionOf = (
  { kind, entries }: Section,
  subject: { readonly code: string; readonly name: string },
): Html => html`<section class="entries" aria-labelledby="${kind}">
<h2 id="${kind}">${both(kindDefinition(kind).label)}</h2>
${entries.map((entry) => entryArticle(entry, subject))}</section>
`;

/** The first day on which no entry that bears a name is public any more, for an element that holds it; nothing if one has no end. */
const endOf = (name: string, entries: ShownSubject['entries']): Html | undefined => {
  const untils = entries
    .filter(({ fields }) => fields['subjectName'] === name)
    .map(({ fields }) => fields['publicUntil']);
  const last = untils.includes(undefined) ? undefined : untils.map(String).toSorted().at(-1);
  return last === undefined ? undefined : html` data-public-until="${last}"`;
};

/** A name that is not the page's own: it goes with the last entry that bears it, and is the page's own once that one's has gone. */
const otherName = (name: string, entries: ShownSubject['entries']): Html =>
  html`<div class="other-name"${endOf(name, entries)}><dt>${both(OTHER_NAME)}</dt><dd>${chinese(name)}</dd></div>\n`;

/** Every name under which the entries know the organisation, that of the newest entry first. */
const namesOf = (entries: ShownSubject['entries']): readonly string[] => [
  ...new Set(
    entries
      .toSorted((a, b) => (String(a.fields['decisionDate']) < String(b.fields['decisionDate']) ? 1 : -1))
      .map(({ fields }) => String(fields['subjectName'])),
  ),
];

/**
 * The page of an organisation: all that is public of it, by kind, as HTML that needs no script. Nothing is counted or
 * summed up (I9). Search engines keep no copy of it, since none of them knows when an entry ends; a page with an entry
 * against its subject is in no index at all.
 */
export const subjectPage = ({ code, subject, entries }: ShownSubject): string => {
  const [name = code, ...others] = namesOf(entries);
  const data = `/${paths.lookup(subject)}`;
  const main = html`<div id="subject">
<h1><span class="name"${endOf(name, entries)}>${chinese(name)}</span></h1>
<dl class="facts">
<div><dt>${both(CODE)}</dt><dd><bdi class="code">${code}</bdi></dd></div>
${others.map((other) => otherName(other, entries))}</dl>
<p class="lead">${both(WHAT_THIS_IS)}</p>
<p class="hint">${both(UNTIL_WHEN)}</p>
${sectionsOf(entries).map((section) => sectionOf(section, { code, name }))}<p>${both(REMEDIES)} <a href="/about.html#objection">${both(HOW)}</a></p>
<p><a href="${data}" type="application/json">${both(AS_DATA)}</a></p>
</div>
<p id="nothing-left" hidden>${both(NOTHING_LEFT)}</p>`;
  const page = framed({
    title: { zh: name, en: name },
    main,
    script: 'subject',
    robots: entries.some(isNegative) ? 'noindex, noarchive' : 'noarchive',
  });
  return page.html;
};
