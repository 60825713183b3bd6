import type { Label } from '../../kernel/label.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';

type Encoding = 'utf-8' | 'gb18030';

const REPLACEMENT = '\ufffd';

const UTF_16: Label = {
  zh: '文件为 UTF-16 编码（“Unicode 文本”），请另存为 CSV UTF-8',
  en: 'it is in UTF-16 ("Unicode text"): save it as CSV UTF-8',
};
const NEITHER: Label = { zh: '编码既非 UTF-8 也非 GB18030', en: 'its encoding is neither UTF-8 nor GB18030' };
const BINARY: Label = {
  zh: '这不是文本文件；工作簿请按 XLSX 报送',
  en: 'it is no text file; send a workbook as XLSX',
};

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

/** The text of bytes that may be cut in the middle of a character. */
const opening = (encoding: Encoding, bytes: Uint8Array): string =>
  new TextDecoder(encoding).decode(bytes, { stream: true });

const lostIn = (text: string): number => text.split(REPLACEMENT).length - 1;

/** A damaged UTF-8 text is one all the same: its bad rows are refused, instead of all the others being read as something else. */
const DAMAGED_IS_FEWER_THAN = 0.1;

const isUtf8 = (bytes: Uint8Array): boolean => {
  const text = opening('utf-8', bytes);
  const lost = lostIn(text);
  return lost === 0 || lost < DAMAGED_IS_FEWER_THAN * text.replaceAll(/[\0-\x7f\ufffd]/g, '').length;
};

/** How a text is encoded, from its first bytes (some 64 KB, so that some are Chinese), and the bytes of its mark. */
export const encodingOf = (
  bytes: Uint8Array,
): Result<{ readonly encoding: Encoding; readonly mark: number }, Label> => {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return ok({ encoding: 'utf-8', mark: 3 });
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return fail(UTF_16);
  // GB18030 has a mark too, U+FEFF in four bytes.
  if (startsWith(bytes, 0x84, 0x31, 0x95, 0x33)) return ok({ encoding: 'gb18030', mark: 4 });
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || bytes.includes(0)) return fail(BINARY);
  if (isUtf8(bytes)) return ok({ encoding: 'utf-8', mark: 0 });
  return lostIn(opening('gb18030', bytes)) === 0 ? ok({ encoding: 'gb18030', mark: 0 }) : fail(NEITHER);
};
