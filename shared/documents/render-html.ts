import { type Block, cellText, type Document, type Table } from './document.ts';
import { STYLE } from './html-style.ts';

const LANGUAGE_TAGS = { zh: 'zh-CN', en: 'en' } as const;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** No text becomes markup, whatever somebody wrote into it (OWASP: HTML entity encoding of the five characters). */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

/** Runs of Chinese, with what stands between its characters. */
const CHINESE =
  /[\p{Script=Han}\u3000-\u303f\uff00-\uffef〔〕“”]*\p{Script=Han}[\p{Script=Han}\u3000-\u303f\uff00-\uffef〔〕“”\d]*/gu;

/** In an English document Chinese is marked as such, so that it is read aloud and broken as Chinese (WCAG 2.2, 3.1.2). */
const textIn = (language: Document['language'], text: string): string => {
  const safe = escaped(text);
  return language === 'zh' ? safe : safe.replaceAll(CHINESE, (run) => `<span lang="zh-CN">${run}</span>`);
};

type Say = (text: string) => string;

const rowOf = (cells: Table['rows'][number], say: Say): string =>
  `<tr>${cells.map((cell) => `<td${typeof cell === 'number' ? ' class="number"' : ''}>${say(cellText(cell))}</td>`).join('')}</tr>`;

const tableOf = ({ title, columns, rows, total }: Table, say: Say): string =>
  [
    `<table><caption>${say(title)}</caption>`,
    `<thead><tr>${columns.map(({ heading }) => `<th scope="col">${say(heading)}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.map((row) => rowOf(row, say)).join('')}</tbody>`,
    ...(total === undefined ? [] : [`<tfoot>${rowOf(total, say)}</tfoot>`]),
    '</table>',
  ].join('\n');

const HEADINGS = { 1: 'h2', 2: 'h3' } as const;

const blockOf = (block: Block, say: Say): string => {
  switch (block.kind) {
    case 'heading':
      return `<${HEADINGS[block.level]}>${say(block.text)}</${HEADINGS[block.level]}>`;
    case 'paragraph':
      return `<p>${say(block.text)}</p>`;
    case 'note':
      return `<p class="note">${say(block.text)}</p>`;
    case 'items':
      return `<ul>${block.items.map((item) => `<li>${say(item)}</li>`).join('')}</ul>`;
    case 'facts':
      return `<dl>${block.facts.map(({ name, value }) => `<div><dt>${say(name)}</dt><dd>${say(value)}</dd></div>`).join('')}</dl>`;
    case 'closing':
      return `<p class="closing">${block.lines.map(say).join('<br>')}</p>`;
    case 'table':
      return tableOf(block, say);
    default:
      return block satisfies never;
  }
};

/**
 * A page that stands by itself: no script, nothing loaded, printed on A4. What is in the document is text; the page says so to the browser
 * too. The same document gives the same bytes.
 */
export const renderHtml = (document: Document): string => {
  const { issuer, title, subtitle, language, orientation, blocks } = document;
  const say: Say = (text) => textIn(language, text);
  return [
    '<!doctype html>',
    `<html lang="${LANGUAGE_TAGS[language]}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="robots" content="noindex">',
    `<title>${escaped(title)}</title>`,
    `<style>@page{size:A4 ${orientation}}${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    '<header>',
    ...(issuer === undefined ? [] : [`<p class="issuer">${say(issuer)}</p>`]),
    `<h1>${say(title)}</h1>`,
    ...(subtitle === undefined ? [] : [`<p class="subtitle">${say(subtitle)}</p>`]),
    '</header>',
    ...blocks.map((block) => blockOf(block, say)),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
};
