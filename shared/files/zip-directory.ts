/** "End of central directory" (APPNOTE 4.3.16): 22 bytes and a comment of up to 65,535. */
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
/** An entry of the directory: 46 bytes, then its name, extra field and comment. */
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;

/** Where the record lies whose comment reaches exactly to the end of the bytes; that is where programs look for a package. */
const endOf = (view: DataView): number | undefined => {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) === END_SIGNATURE && view.getUint16(at + 20, true) === last - at) return at;
  }
  return undefined;
};

/** Names in the directory of a package (ZIP); undefined if the bytes are none, or its directory cannot be read to its end. */
export const zipEntries = (bytes: Uint8Array): readonly string[] | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  // What stands before the package shifts it: the directory lies right before its end.
  let at = end - view.getUint32(end + 12, true);
  const names: string[] = [];
  const text = new TextDecoder();
  for (let entry = 0; entry < count; entry += 1) {
    if (at < 0 || at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) return undefined;
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const [name = 0] = lengths;
    names.push(text.decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + name)));
    at += ENTRY_BYTES + lengths.reduce((sum, length) => sum + length, 0);
  }
  return names;
};
