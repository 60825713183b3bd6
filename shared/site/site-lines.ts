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
export const siteConfig = ({ icp, policeFiling, ...lines }: SiteLines): SiteConfig => ({
  ...lines,
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

/** A page with its lines in the place of the mark, wherever that stands. */
export const withLines = (page: string, lines: SiteLines): string =>
  page.replaceAll(LINES_MARK, () => linesMarkup(lines));
