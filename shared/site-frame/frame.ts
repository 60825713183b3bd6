import type { Label } from '../kernel/label.ts';
import { both, type Html, html } from './html.ts';

/** Where a page of the public site stands in its head and menu. */
export interface Frame {
  readonly title: Label;
  /** Markup of `main`; it begins with the `h1`. */
  readonly main: Html;
  /** Name of its script in `/assets`, without `.js`. */
  readonly script: string;
  /** Its own path, if the menu names it. */
  readonly path?: string;
  /** What search engines are told, e.g. `noindex, noarchive`. @default - nothing */
  readonly robots?: string;
  /** Further elements of `head`. */
  readonly head?: readonly Html[];
}

/**
 * What the site is, where nobody knows whose: its name is configured, is written into its own pages when they are laid down, and into those of
 * organisations by their script.
 */
export const SITE_NAME: Label = { zh: '信用信息公示', en: 'Public credit information' };

/**
 * Nothing but files of the site itself, no markup made from text (Trusted Types: browsers that know them refuse `innerHTML`), no form that is sent.
 * The content network says the same in a header; here it holds wherever the files are served from.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const MENU: readonly (Label & { readonly path: string })[] = [
  { path: '/', zh: '信用查询', en: 'Look-up' },
  { path: '/lists.html', zh: '公示名单', en: 'Lists' },
  { path: '/withdrawn.html', zh: '撤回公告', en: 'Withdrawn' },
  { path: '/statistics.html', zh: '统计', en: 'Statistics' },
  { path: '/data.html', zh: '开放数据', en: 'Open data' },
  { path: '/verify.html', zh: '核验', en: 'Verify' },
  { path: '/about.html', zh: '说明', en: 'About' },
];

const menuItem = (item: (typeof MENU)[number], path: string | undefined): Html =>
  item.path === path
    ? html`<li><a href="${item.path}" aria-current="page">${both(item)}</a></li>`
    : html`<li><a href="${item.path}">${both(item)}</a></li>`;

const FOOTER: readonly (Label & { readonly path: string })[] = [
  { path: '/about.html#object', zh: '异议与信用修复', en: 'Objection and repair' },
  { path: '/about.html#terms', zh: '再利用条款', en: 'Terms of re-use' },
  { path: '/about.html#privacy', zh: '隐私', en: 'Privacy' },
  { path: '/about.html#accessibility', zh: '无障碍', en: 'Accessibility' },
  { path: '/versions.html', zh: '历次版本', en: 'Versions' },
];

const SKIP: Label = { zh: '跳到正文', en: 'Skip to content' };
const MENU_NAME: Label = { zh: '主菜单', en: 'Main menu' };
const NO_RATING: Label = {
  zh: '本站公示行政机关依法作出的决定，不对任何人评分、评级、排名。',
  en: 'This site shows decisions that authorities took under the law. It scores, rates and ranks nobody.',
};

/**
 * A whole page of the public site: both languages in the markup (the style sheet shows the page's), landmarks, menu, footer, and the one style sheet
 * and one script that it loads. Who runs the site is written into its head, its title and its foot when it is deployed (in the
 * place of the comments), or by the script from `/assets/site-config.json`.
 */
export const framed = ({ title, main, script, path, robots, head = [] }: Frame): Html => html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${robots === undefined ? undefined : html`<meta name="robots" content="${robots}">\n`}<title data-zh="${title.zh} · ${SITE_NAME.zh}" data-en="${title.en} · ${SITE_NAME.en}">${title.zh} · ${SITE_NAME.zh}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/site.css">
<script type="module" src="/assets/${script}.js"></script>
${head}</head>
<body>
<a class="skip" href="#main">${both(SKIP)}</a>
<header class="site-header">
<div class="wide">
<a class="site-title" href="/"><!--site-name-->${both(SITE_NAME)}<!--/site-name--></a>
<button type="button" id="language" hidden></button>
</div>
<nav aria-labelledby="menu-name"><p id="menu-name" class="unseen">${both(MENU_NAME)}</p><ul class="wide">${MENU.map((item) => menuItem(item, path))}</ul></nav>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer class="site-footer">
<div class="wide">
<p>${both(NO_RATING)}</p>
<ul>${FOOTER.map((item) => html`<li><a href="${item.path}">${both(item)}</a></li>`)}</ul>
<div id="site-lines"><!--site-lines--></div>
</div>
</footer>
</body>
</html>
`;
