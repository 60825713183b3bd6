import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

const crc32 = (bytes: Uint8Array): number => {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

const chunk = (name: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(name), data]);
  return Buffer.concat([uint32(data.length), named, uint32(crc32(named))]);
};

/** One grey pixel. */
export const png = (): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.concat([uint32(1), uint32(1), Buffer.from([8, 0, 0, 0, 0])])),
    chunk('IDAT', deflateSync(Buffer.from([0, 0x80]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);

const segment = (code: number, data: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([0xff, code, (data.length + 2) >> 8, (data.length + 2) & 0xff]), data]);

/** The frame of a JPEG: a thumbnail with an end of its own in a segment, a scan with a stuffed byte and a restart, and another scan. */
export const jpeg = (): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, Buffer.from([0xff, 0xd8, 0xff, 0xd9])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x78, 0xff, 0xd9]),
  ]);

/** A PDF of one empty page; what follows `%PDF-1.4` makes it another file. */
export const pdf = (text = ''): Buffer =>
  Buffer.from(
    [
      '%PDF-1.4',
      `% ${text}`,
      '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
      '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 3 3]>>endobj',
      'trailer<</Root 1 0 R>>',
      '%%EOF',
      '',
    ].join('\n'),
  );

const uint16le = (value: number): Buffer => Buffer.from([value & 0xff, value >> 8]);
const uint32le = (value: number): Buffer => Buffer.from(uint32(value)).reverse();

/** A package (ZIP) with one stored entry. */
export const zip = (name: string, content = 'x'): Buffer => {
  const data = Buffer.from(content);
  const described = Buffer.concat([
    Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    uint32le(crc32(data)),
    uint32le(data.length),
    uint32le(data.length),
    uint16le(Buffer.byteLength(name)),
    uint16le(0),
  ]);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), described, Buffer.from(name), data]);
  const entry = Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.from([20, 0]),
    described,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.concat([
    Buffer.from('PK\u0005\u0006'),
    Buffer.alloc(4),
    uint16le(1),
    uint16le(1),
    uint32le(entry.length),
    uint32le(local.length),
    uint16le(0),
  ]);
  return Buffer.concat([local, entry, end]);
};

/** The test signature of scanners; in pieces, so that none of them finds it here. */
export const TEST_SIGNATURE = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(
  '',
);

/** A file as it is announced. */
export const announced = (bytes: Uint8Array, change: object = {}) => ({
  name: '证据.pdf',
  mediaType: 'application/pdf',
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  purpose: 'objection',
  ...change,
});

/** Sends a file by a form, as a browser does; answers how it was taken. */
export const send = async (
  form: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  bytes: Uint8Array,
  change: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly text: string }> => {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...form.fields, ...change })) body.set(name, value);
  body.set('file', new Blob([new Uint8Array(bytes)]), 'file');
  const response = await fetch(form.url, { method: 'POST', body });
  return { status: response.status, text: await response.text() };
};
