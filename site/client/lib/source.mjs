import { setTimeout as pause } from 'node:timers/promises';
import { Changed, demand, Refused, Unreadable } from './problems.mjs';
import { sha256Hex } from './proof.mjs';

const REQUEST_TIMEOUT_MS = 60_000;
const PAUSES_MS = [500, 2_000, 5_000];
const AT_A_TIME = 8;
const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** Reads the files of a site. S3 answers 403 for what is not there to a reader who may not list: that is absence, too. */
export function sourceOf(site) {
  const root = new URL(site.endsWith('/') ? site : `${site}/`);

  /** A list may name files of this site alone: it is no way to have this machine ask another one. */
  const addressOf = (path) => {
    const url = new URL(path, root);
    demand(url.href.startsWith(new URL('.', root).href), `${path} 不在此站点 / is no file of this site`);
    return url;
  };

  /** Where a redirect leads: on the same origin alone. Who answers for this site may not name another one for it, nor plain http. */
  const nextOf = (url, response) => {
    const to = response.headers.get('location') ?? '';
    const next = URL.canParse(to, url) ? new URL(to, url) : undefined;
    const isHere = next?.origin === root.origin;
    demand(
      isHere,
      `${url.pathname} 转向别处（${next?.origin}），拒绝跟随；如站点已迁移，请改用新地址 / leads elsewhere (${next?.origin}), refused: if the site has moved, name its new address`,
    );
    return next;
  };

  const once = async (url, redirects = 0) => {
    const response = await fetch(url, {
      headers: { 'accept-encoding': 'identity', 'cache-control': 'no-cache' },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      redirect: 'manual',
    });
    if (REDIRECTS.includes(response.status)) {
      await response.body?.cancel();
      if (redirects === MOST_REDIRECTS) throw new Error('too many redirects');
      return once(nextOf(url, response), redirects + 1);
    }
    if (response.status === 404 || response.status === 403) return null;
    if (!response.ok) throw new Error(`status ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  };

  /** The bytes of a file; null if there is none. */
  const read = async (path) => {
    const url = addressOf(path);
    for (const wait of [...PAUSES_MS, undefined]) {
      try {
        return await once(url);
      } catch (error) {
        if (error instanceof Refused) throw error;
        if (wait === undefined) {
          const reason = error.cause?.code ?? error.message;
          throw new Unreadable(`读不到 ${path} / could not read ${path}: ${reason}`, { cause: error });
        }
        await pause(wait);
      }
    }
  };

  /** The bytes of a file that a signed file names; another file there is the next version's, or a cache's. */
  const readNamed = async ({ path, sha256 }) => {
    const bytes = await read(path);
    if (bytes === null || sha256Hex(bytes) !== sha256) throw new Changed(path);
    return bytes;
  };

  return { read, readNamed };
}

/** Loads with bounded concurrency, yields in order. */
export async function* inOrder(items, load) {
  const waiting = [];
  for (const item of items) {
    const loaded = load(item);
    loaded.catch(() => {}); // it is raised where it is awaited, which may be later
    waiting.push(loaded);
    if (waiting.length >= AT_A_TIME) yield await waiting.shift();
  }
  while (waiting.length > 0) yield await waiting.shift();
}
