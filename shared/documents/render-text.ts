import { type Document, linesOf } from './document.ts';

/** Title lines, whichever of them there are. */
const headOf = ({ issuer, title, subtitle }: Document): readonly string[] =>
  [issuer, title, subtitle].filter((line) => line !== undefined);

/**
 * What a document says, as plain text: every line ends in a line feed, parts stand apart by an empty one. It says no more and no less than
 * the other renderings, and depends on nothing but the document: its digest proves what was said.
 */
export const renderText = (document: Document): string =>
  [headOf(document), ...document.blocks.map((block) => linesOf(block, document.language))]
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
