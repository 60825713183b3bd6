import type { MediaType } from './allowed-types.ts';
import { jpegEnd } from './jpeg.ts';
import type { Rejection } from './stored-file.ts';
import { zipEntries } from './zip-directory.ts';

type Bytes = Uint8Array;

const ascii = (text: string): readonly number[] => [...text].map((character) => character.charCodeAt(0));

const startsWith = (bytes: Bytes, start: readonly number[], from = 0): boolean =>
  start.every((byte, index) => bytes[from + index] === byte);

const indexOf = (bytes: Bytes, wanted: readonly number[], from = 0): number => {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (startsWith(bytes, wanted, at)) return at;
  }
  return -1;
};

/** A type's word on a file's content: nothing, or why it is not one whole file of the type. */
type Look = (bytes: Bytes) => Rejection | undefined;

const PDF_START = ascii('%PDF-');
const PDF_END = ascii('%%EOF');
/** Writers may add some lines after the end; readers look for it in the last 1,024 bytes. */
const PDF_TAIL = 1_024;

const pdf: Look = (bytes) => {
  // Readers take a PDF that begins a kilobyte later, behind what may be something else: we do not.
  if (!startsWith(bytes, PDF_START)) return 'wrong-type';
  return indexOf(bytes, PDF_END, Math.max(0, bytes.length - PDF_TAIL)) < 0 ? 'incomplete' : undefined;
};

const PNG_START = [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a];
/** The last chunk: no data, its name, its checksum. */
const PNG_END = [0, 0, 0, 0, ...ascii('IEND'), 0xae, 0x42, 0x60, 0x82];

const png: Look = (bytes) => {
  if (!startsWith(bytes, PNG_START)) return 'wrong-type';
  const end = indexOf(bytes, PNG_END, PNG_START.length);
  if (end < 0) return 'incomplete';
  return end + PNG_END.length === bytes.length ? undefined : 'two-types';
};

const jpeg: Look = (bytes) => {
  if (!startsWith(bytes, [0xff, 0xd8, 0xff])) return 'wrong-type';
  return jpegEnd(bytes) === undefined ? 'incomplete' : undefined;
};

const ZIP_START = [...ascii('PK'), 3, 4];
/** What makes a package an OFD document (GB/T 33190-2016, 6.1). */
const OFD_ENTRY = 'OFD.xml';

const ofd: Look = (bytes) => {
  if (!startsWith(bytes, ZIP_START)) return 'wrong-type';
  const entries = zipEntries(bytes);
  if (entries === undefined) return 'incomplete';
  return entries.includes(OFD_ENTRY) ? undefined : 'wrong-type';
};

const LOOKS: Readonly<Record<MediaType, Look>> = {
  'application/pdf': pdf,
  'application/ofd': ofd,
  'image/jpeg': jpeg,
  'image/png': png,
};

/** The signature that every scanner knows, for tests of scanners (EICAR); in two halves, so that none of them finds it in this file. */
const TEST_SIGNATURE = ascii(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''));

/**
 * The built-in look at a file's content: the scanners' test signature, the type that its bytes are of, and whether it is whole and of that
 * type alone. It is no scanner of malware; one can be named at deployment.
 */
export const inspect = (bytes: Bytes, mediaType: MediaType): Rejection | undefined => {
  if (indexOf(bytes, TEST_SIGNATURE) >= 0) return 'infected';
  const wrong = LOOKS[mediaType](bytes);
  if (wrong !== undefined) return wrong;
  // A picture or a document with a directory of a package at its very end is opened by others as that package.
  return mediaType !== 'application/ofd' && zipEntries(bytes) !== undefined ? 'two-types' : undefined;
};
