import { inflateSync } from 'node:zlib';

const bytesOf = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** Code → text, as a font's ToUnicode map says (ISO 32000-1, 9.10.3): what a reader copies and searches. */
const codesIn = (cmap: string): ReadonlyMap<string, string> => {
  const codes = new Map<string, string>();
  for (const [, block = ''] of cmap.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const [, from = '', , list = ''] of block.matchAll(/<(\w+)> <(\w+)> \[(.*?)\]/gs)) {
      // A ligature is one glyph for several characters: `<0066 0069>`.
      for (const [at, [, hex = '']] of [...list.matchAll(/<([\w ]+)>/g)].entries()) {
        codes.set((Number.parseInt(from, 16) + at).toString(16).padStart(4, '0'), bytesOf(hex.replaceAll(' ', '')));
      }
    }
  }
  return codes;
};

/** Reads back what the pages of a PDF of ours show, in the order in which it was drawn; one font, two-byte codes. */
export const readPdf = (bytes: Uint8Array): { readonly text: string; readonly pages: number } => {
  const raw = Buffer.from(bytes).toString('latin1');
  const streams = [...raw.matchAll(/stream\n(.*?)\nendstream/gs)].flatMap(([, data = '']) => {
    try {
      return [inflateSync(Buffer.from(data, 'latin1')).toString('latin1')];
    } catch {
      return [];
    }
  });
  const codes = codesIn(streams.find((stream) => stream.includes('beginbfrange')) ?? '');
  const text = streams
    .filter((stream) => /\bTJ\b/.test(stream))
    .flatMap((stream) => [...stream.matchAll(/\[(.*?)\] TJ/gs)])
    .map(([, shown = '']) =>
      [...shown.matchAll(/<(\w+)>/g)]
        .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
        .map((code) => codes.get(code.toLowerCase()) ?? '\ufffd')
        .join(''),
    )
    .join('\n');
  return { text, pages: raw.split('/Type /Page\n').length - 1 };
};
