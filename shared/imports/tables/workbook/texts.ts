import { LIMITS } from './limits.ts';

/** Characters that XML cannot hold are written `_x000D_` (ISO/IEC 29500-1, 22.9.2.19). */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

/** A text as it was meant. A control character that no text may hold comes as one that cannot be read. */
export const plainText = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(ESCAPED, (_, code) => {
        const character = String.fromCharCode(Number.parseInt(code, 16));
        return /(?![\t\n\r])\p{Cc}/u.test(character) ? '\ufffd' : character;
      })
    : text;

/** Collects the text of an item: its runs in order, without what is written above them for pronunciation. */
export const textCollector = () => {
  let text = '';
  let inText = false;
  let inReading = 0;
  return {
    open: (name: string): void => {
      if (name === 'rPh') inReading += 1;
      inText = name === 't' && inReading === 0;
    },
    text: (piece: string): void => {
      // One more than a cell may have: enough to see that it is too long.
      if (inText && text.length <= LIMITS.characters) text += piece;
    },
    close: (name: string): void => {
      if (name === 'rPh') inReading -= 1;
      if (name === 't') inText = false;
    },
    take: (): string => {
      const taken = text;
      text = '';
      return plainText(taken);
    },
  };
};
