import * as z from 'zod';

/** A text for people, in the policy's language and in English. */
const Both = z.strictObject({ zh: z.string(), en: z.string() });

/** What the deployment says of a site: whose it is, under which numbers it is filed, and how to reach its operator. */
export const SiteLines = z.strictObject({
  name: Both,
  /** ICP 备案号, such as 辽ICP备12345678号-1: at the foot of the home page, with a link to the ministry's register (信息产业部令第33号, art. 13). */
  icp: z.string().exactOptional(),
  /** 公安备案号, such as 辽公网安备 21028300000000号. */
  policeFiling: z.string().exactOptional(),
  contact: Both.exactOptional(),
  /** The day on which the authority adopted the terms of re-use; absent: it did not yet. */
  termsAdoptedOn: z.iso.date().exactOptional(),
});
export type SiteLines = z.infer<typeof SiteLines>;

/** `/assets/site-config.json`: the same lines for scripts, with where the filings can be looked up. */
export interface SiteConfig extends Pick<SiteLines, 'name' | 'contact'> {
  readonly icp?: Filing;
  readonly policeFiling?: Filing;
}

/** A number under which the site is filed, and the register that knows it. */
export interface Filing {
  readonly text: string;
  readonly url: string;
}

const ICP_REGISTER = 'https://beian.miit.gov.cn/';
const policeRegister = (text: string): string =>
  `https://beian.mps.gov.cn/#/query/webSearch?code=${text.replaceAll(/\D/g, '')}`;

/** The lines as scripts read them. */
export const siteConfig = ({ icp, policeFiling, name, contact }: SiteLines): SiteConfig => ({
  name,
  ...(contact !== undefined && { contact }),
  ...(icp !== undefined && { icp: { text: icp, url: ICP_REGISTER } }),
  ...(policeFiling !== undefined && { policeFiling: { text: policeFiling, url: policeRegister(policeFiling) } }),
});

/** What stands in a page where its lines belong: an HTML comment, so that a page without them is whole too. */
export const LINES_MARK = '<!--site-lines-->';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? '');

const filing = ({ text, url }: Filing): string =>
  `<p class="filing"><a href="${escaped(url)}" rel="noopener noreferrer">${escaped(text)}</a></p>`;

const both = (name: string, { zh, en }: z.infer<typeof Both>): string =>
  `<p class="${name}"><span lang="zh-CN">${escaped(zh)}</span> <span lang="en">${escaped(en)}</span></p>`;

/** The lines as they stand at the foot of a page: readable without scripts. */
export const linesMarkup = (lines: SiteLines): string => {
  const { name, contact, icp, policeFiling } = siteConfig(lines);
  return [
    both('site-name', name),
    ...(contact ? [both('contact', contact)] : []),
    ...(icp ? [filing(icp)] : []),
    ...(policeFiling ? [filing(policeFiling)] : []),
  ].join('');
};

/** Both languages of a text, as pages have them. */
const pair = ({ zh, en }: z.infer<typeof Both>): string =>
  `<span lang="zh-CN">${escaped(zh)}</span><span lang="en">${escaped(en)}</span>`;

/** What stands between a mark and its end, `<!--name-->…<!--/name-->`, gives way to another text. */
const inPlace = (page: string, name: string, markup: string): string =>
  page.replace(new RegExp(`<!--${name}-->.*?<!--/${name}-->`, 'gs'), () => markup);

/** The title of a page ends in the site's name: in both its languages, and in the one it begins in. */
const named = (page: string, { zh, en }: SiteLines['name']): string =>
  page.replace(/<title data-zh="(.*?)" data-en="(.*?)">(.*?)<\/title>/, (_, ...titles: string[]) => {
    const [inChinese, inEnglish, shown] = titles.slice(0, 3).map((title) => title.replace(/ · [^·]*$/, ' · '));
    return `<title data-zh="${inChinese}${escaped(zh)}" data-en="${inEnglish}${escaped(en)}">${shown}${escaped(zh)}</title>`;
  });

/** A page with the name of its site, its lines and the state of its terms in the places of the marks, wherever these stand. */
export const withLines = (page: string, lines: SiteLines): string => {
  const { name, termsAdoptedOn } = lines;
  const whole = inPlace(named(page, name), 'site-name', pair(name)).replaceAll(LINES_MARK, () => linesMarkup(lines));
  return termsAdoptedOn === undefined ? whole : inPlace(whole, 'terms-state', pair(termsState(name, termsAdoptedOn)));
};

/** Who adopted the terms of re-use, and since when they hold. */
export const termsState = (name: SiteLines['name'], adoptedOn: string): z.infer<typeof Both> => ({
  zh: `由${name.zh}采用，自 ${adoptedOn} 起适用。`,
  en: `Adopted by ${name.en}; they hold from ${adoptedOn} on.`,
});

export const TERMS_PATH = 'terms.json';

/** `terms.json` as the deployment has it: adopted from a day on, or as it ships, which says that it is not. */
export const withAdoption = (terms: string, { name, termsAdoptedOn: adoptedOn }: SiteLines): string => {
  if (adoptedOn === undefined) return terms;
  const shipped = z.looseObject({ version: z.string() }).parse(JSON.parse(terms));
  const { version, adopted: _, about: __, ...points } = shipped;
  const state = { version, adopted: true, adoptedOn, about: termsState(name, adoptedOn) };
  return `${JSON.stringify({ ...state, ...points }, null, 2)}\n`;
};
