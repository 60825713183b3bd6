import type { Label } from '../kernel/label.ts';

/** Markup: nothing else goes into a page unescaped. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | undefined | readonly Html[];

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPED[character] ?? character);

const isList = (part: Part): part is readonly Html[] => Array.isArray(part);

const write = (part: Part): string => {
  if (part === undefined) return '';
  if (isList(part)) return part.map((one) => one.html).join('');
  return typeof part === 'object' ? part.html : escaped(String(part));
};

/** Markup with values in it: texts and numbers are escaped, for content as for attributes in quotes; undefined is nothing. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: texts.map((text, at) => text + write(parts[at])).join(''),
});

/**
 * A text of the page in both languages, of which the style sheet shows the page's own: `span` and `div` with a `lang` are such pairs. What stands
 * in one language only (a name, a document number) bears its `lang` on another element, for example `bdi`.
 */
export const both = ({ zh, en }: Label): Html => html`<span lang="zh-CN">${zh}</span><span lang="en">${en}</span>`;

/** A text of the register: in Chinese whatever the language of the page, and in its own direction. */
export const chinese = (text: string | number): Html => html`<bdi lang="zh-CN">${text}</bdi>`;
