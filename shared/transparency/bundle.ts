/** A bundle is a sequence of entries, each after its length as a big-endian uint16 (C2SP tlog-tiles). */

const LENGTH_BYTES = 2;

/** Entries as a bundle. */
export const bundleOf = (entries: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(entries.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const entry of entries) {
    view.setUint16(at, entry.length);
    bytes.set(entry, at + LENGTH_BYTES);
    at += LENGTH_BYTES + entry.length;
  }
  return bytes;
};

/** The entries of a bundle; undefined if it is none. */
export const entriesOf = (bundle: Uint8Array): readonly Uint8Array[] | undefined => {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + LENGTH_BYTES <= bundle.length) {
    const end = at + LENGTH_BYTES + view.getUint16(at);
    if (end > bundle.length) return undefined;
    entries.push(bundle.slice(at + LENGTH_BYTES, end));
    at = end;
  }
  return at === bundle.length ? entries : undefined;
};
