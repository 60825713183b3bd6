/** The index key of an organisation: the first 24 bits of its code's SHA-256. */
export type IndexKey = number;

/** Seven bits of a number in a byte, the lowest first; the eighth says that more follow (LEB128). */
const MORE = 0x80;
const BITS = 7;

/** Ascending keys as the base64 of their differences, the first from 0. */
export const writePostings = (keys: Iterable<IndexKey>): string => {
  let bytes = '';
  let before = 0;
  for (const key of keys) {
    let left = key - before;
    before = key;
    while (left >= MORE) {
      bytes += String.fromCharCode((left % MORE) | MORE);
      left >>>= BITS;
    }
    bytes += String.fromCharCode(left);
  }
  return btoa(bytes);
};

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The keys again; undefined if the text is none that was written so. */
export const readPostings = (text: string): IndexKey[] | undefined => {
  if (!BASE64.test(text)) return undefined;
  const keys: IndexKey[] = [];
  let key = 0;
  let difference = 0;
  let shift = 0;
  for (const byte of atob(text)) {
    const value = byte.charCodeAt(0);
    difference += (value % MORE) * 2 ** shift;
    shift = value >= MORE ? shift + BITS : 0;
    if (shift > 0) continue;
    key += difference;
    difference = 0;
    keys.push(key);
  }
  return shift === 0 ? keys : undefined;
};

/** A file of postings: `{gram: postings}`, sorted by gram, so that equal postings are equal bytes. */
export const postingsText = (postings: ReadonlyMap<string, string>): string =>
  JSON.stringify(Object.fromEntries([...postings].sort(([a], [b]) => (a < b ? -1 : 1))));
