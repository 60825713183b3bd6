import { SaxesParser } from 'saxes';
import type { Failure } from '../../../kernel/failure.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { unreadableBook } from './limits.ts';
import type { Unpacked } from './unpack.ts';

export type Attributes = Readonly<Record<string, string>>;

/** What is done at each place of a document. Names come without their prefix. */
export interface XmlReader {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
  /** After each piece of the document; false ends the reading, for nothing more is wanted. */
  readonly pause?: () => Promise<boolean> | boolean;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** One step of the parser: what it throws is said of the document, and nothing else is done here that could throw. */
const attempt = (step: () => unknown): boolean => {
  try {
    step();
    return true;
  } catch {
    return false;
  }
};

/** Characters between two tags: the longest text of a cell, with every character written as an entity, has fewer. */
const LONGEST_PIECE = 1_048_576;
/** Elements within each other: those of a workbook have fewer. */
const DEEPEST = 64;

/** Reads a document as it is unpacked. Entities of its own, and anything outside it, are not read: XML that needs them is damaged. */
export const readXml = async (chunks: Unpacked, reader: XmlReader): Promise<Result<undefined, Failure>> => {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let sinceTag = 0;
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    sinceTag = 0;
    reader.open(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    sinceTag = 0;
    reader.close?.(local(name));
  });
  if (reader.text) parser.on('text', reader.text);
  if (reader.text) parser.on('cdata', reader.text);
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    if (!chunk.ok) return chunk;
    const text = decoder.decode(chunk.value, { stream: true });
    sinceTag += text.length;
    const isRead = attempt(() => parser.write(text));
    // What is held between two tags, and of those that are open, is bounded: a document may be one endless text.
    if (!isRead || depth > DEEPEST || sinceTag > LONGEST_PIECE) return fail(unreadableBook('damaged'));
    if ((await reader.pause?.()) === false) return ok(undefined);
  }
  return attempt(() => parser.close()) ? ok(undefined) : fail(unreadableBook('damaged'));
};
