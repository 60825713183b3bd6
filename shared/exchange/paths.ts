/** Digits of a package's number in paths, so that the order of names is the order of numbers. */
const DIGITS = 10;

/** What the counterpart may read. */
export const OUT = 'out/';
/** What the counterpart may write. */
export const IN = 'in/';
/** Where packages lie until they have their number: no concern of the counterpart. */
export const PREPARED = 'prepared/';

/** A package's number as it stands in paths. */
export const packageName = (sequence: number): string => String(sequence).padStart(DIGITS, '0');

export const MANIFEST = 'manifest.json';

/** Where a file of a package that went out lies. */
export const outPath = (sequence: number, file: string): string => `${OUT}packages/${packageName(sequence)}/${file}`;

/** What came in by its path: a package's manifest, which is written last, or a receipt; undefined for what is read with a manifest, and for all else. */
export const incoming = (
  path: string,
):
  | { readonly what: 'package'; readonly sequence: number }
  | { readonly what: 'receipt'; readonly name: string }
  | undefined => {
  const [, digits] = /^in\/packages\/(\d{10})\/manifest\.json$/.exec(path) ?? [];
  if (digits !== undefined) return { what: 'package', sequence: Number(digits) };
  const [, name] = /^in\/receipts\/([\w.-]{1,100})\.json$/.exec(path) ?? [];
  return name === undefined ? undefined : { what: 'receipt', name };
};

/** Where a file of a package that came in lies. */
export const inPath = (sequence: number, file: string): string => `${IN}packages/${packageName(sequence)}/${file}`;

/** Where the counterpart reads what became of a package that it sent. */
export const packageOutcomePath = (sequence: number, digest: string): string =>
  `${OUT}outcomes/packages/${packageName(sequence)}-${digest.slice(0, 16)}.json`;

/** Where the counterpart reads what was made of a receipt. */
export const receiptOutcomePath = (name: string): string => `${OUT}outcomes/receipts/${name}.json`;
