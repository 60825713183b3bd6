import * as z from 'zod';
import { StoredCount, StoredInstant, StoredSha256 } from '../disclosure/stored.ts';

/** What a feed says of a version: no content, so that nothing of it is ever to be withdrawn. */
export const Publication = z.strictObject({
  version: z.int().min(1),
  publishedAt: StoredInstant,
  manifest: z.string(),
  sha256: StoredSha256,
  added: StoredCount,
  changed: StoredCount,
  removed: StoredCount,
  entries: StoredCount,
});
export type Publication = Readonly<z.infer<typeof Publication>>;

/** A feed holds this many versions, the newest first: some hours of a busy day; who was away longer follows `versions.json`. */
export const NEWEST_PUBLICATIONS = 50;

const TITLE = '信用公示更新 Publications of the credit disclosure';

/** A name that nobody else gives (RFC 6920): `sha256` in hex is that of the manifest. */
export const nameOf = (sha256: string): string => {
  const bytes = sha256.match(/../g)?.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))) ?? [];
  const base64url = btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `ni:///sha-256;${base64url}`;
};

const titleOf = ({ version, added, changed, removed }: Publication): string =>
  `第 ${version} 版：新增 ${added}，变更 ${changed}，移除 ${removed} Version ${version}: ${added} added, ${changed} changed, ${removed} removed`;

const summaryOf = ({ entries, removed }: Publication): string => {
  const [zh, en] = [`现公示 ${entries} 条。`, `${entries} entries are public now.`];
  if (removed === 0) return `${zh} ${en}`;
  return `${zh}已移除的条目须从一切副本和衍生产品中删除。 ${en} What was removed must leave every copy and every product made of it.`;
};

/** feed.json: JSON Feed 1.1. Links are relative to the file. `_publication` says the same as numbers. */
export const jsonFeed = (publications: readonly Publication[]) => ({
  version: 'https://jsonfeed.org/version/1.1',
  title: TITLE,
  language: 'zh-CN',
  home_page_url: './',
  feed_url: 'feed.json',
  items: publications.map((publication) => ({
    id: nameOf(publication.sha256),
    url: publication.manifest,
    title: titleOf(publication),
    content_text: summaryOf(publication),
    date_published: publication.publishedAt,
    _publication: publication,
  })),
});

const JsonFeed = z.object({ items: z.array(z.object({ _publication: Publication })) });

/** The publications of a JSON feed as it was written here. Throws on another. */
export const publicationsOf = (feed: unknown): readonly Publication[] =>
  JsonFeed.parse(feed).items.map(({ _publication }) => _publication);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const entryXml = (publication: Publication): string =>
  [
    '  <entry>',
    `    <id>${nameOf(publication.sha256)}</id>`,
    `    <title>${escaped(titleOf(publication))}</title>`,
    `    <updated>${publication.publishedAt}</updated>`,
    `    <link rel="alternate" type="application/json" href="${escaped(publication.manifest)}"/>`,
    `    <summary>${escaped(summaryOf(publication))}</summary>`,
    '  </entry>',
  ].join('\n');

/** feed.atom: RFC 4287. `first` is the SHA-256 of the manifest of version 1, which names the feed for good. */
export const atomFeed = (publications: readonly [Publication, ...Publication[]], first: string): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
    `  <id>${nameOf(first)}#feed</id>`,
    `  <title>${TITLE}</title>`,
    `  <updated>${publications[0].publishedAt}</updated>`,
    '  <author><name>公示平台 Public copy of the credit disclosure</name></author>',
    '  <link rel="self" type="application/atom+xml" href="feed.atom"/>',
    '  <link rel="alternate" type="application/feed+json" href="feed.json"/>',
    ...publications.map(entryXml),
    '</feed>',
    '',
  ].join('\n');
