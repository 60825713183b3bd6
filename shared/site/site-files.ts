/** A file of the public site, by its path there: `index.html`, `assets/site.css`. */
export interface SiteFile {
  readonly path: string;
  readonly body: Uint8Array;
}

/**
 * Where files of the site may lie: pages at the root, what describes the open data, the client that copies it, everything else below
 * `assets/`. Nothing published lies there, so that neither the site can replace a published file nor the publisher's audit meet one of the
 * site.
 */
const PLACES = [
  /^[a-z0-9-]+\.html$/,
  /^(?:robots\.txt|catalog\.jsonld|data-dictionary\.json|terms\.json)$/,
  /^schema\/[a-z-]+\.json$/,
  /^client\/(?:joint-credit-copy\.tgz|README\.md)$/,
  /^assets\/(?:[\w-]+\/)*[\w.-]+\.[a-z0-9]+$/,
];

export const isSitePath = (path: string): boolean => PLACES.some((place) => place.test(path));

/** Its text is changed by the deployment: pages bear the site's lines. */
export const isPage = (path: string): boolean => path.endsWith('.html');

export const SITE_CONFIG_PATH = 'assets/site-config.json';

const UTF8 = 'charset=utf-8';
const TYPES: Readonly<Record<string, string>> = {
  html: `text/html; ${UTF8}`,
  css: `text/css; ${UTF8}`,
  js: `text/javascript; ${UTF8}`,
  mjs: `text/javascript; ${UTF8}`,
  json: 'application/json',
  jsonld: 'application/ld+json',
  tgz: 'application/gzip',
  md: `text/markdown; ${UTF8}`,
  txt: `text/plain; ${UTF8}`,
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
};

/** esbuild's names of what it names by content: `chart-7QX2KD3A.js`. Another content has another name. */
const NAMED_BY_CONTENT = /-[A-Z0-9]{8}\.[a-z0-9]+$/;

/** How a file of the site is served: as long as published files that may change, for ever where its name is its content's. */
export const siteServedAs = (path: string): { readonly contentType: string; readonly cacheControl: string } => {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const contentType = TYPES[extension];
  if (contentType === undefined) throw new Error(`What type is ${path}?`);
  return { contentType, cacheControl: NAMED_BY_CONTENT.test(path) ? 'max-age=31536000, immutable' : 'max-age=60' };
};
