const MARKER = 0xff;
const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;

/** Markers that stand alone, without a length: TEM and the restarts. */
const standsAlone = (code: number): boolean => code === 0x01 || (code >= 0xd0 && code <= 0xd7);

/** Coded data go on past a stuffed zero, a restart and a fill byte; any other marker ends them. */
const endsScan = (code: number | undefined): boolean =>
  code !== undefined && code !== 0x00 && code !== MARKER && !standsAlone(code);

const afterScan = (bytes: Uint8Array, from: number): number => {
  for (let at = bytes.indexOf(MARKER, from); at >= 0; at = bytes.indexOf(MARKER, at + 1)) {
    if (endsScan(bytes[at + 1])) return at;
  }
  return bytes.length;
};

/**
 * Where a JPEG picture ends (ITU-T T.81, B.1), or undefined if it has no end: segment by segment, over its coded data. A camera may write
 * more after it, a preview for instance.
 */
export const jpegEnd = (bytes: Uint8Array): number | undefined => {
  if (bytes[0] !== MARKER || bytes[1] !== START_OF_IMAGE) return undefined;
  let at = 2;
  while (at + 1 < bytes.length) {
    const code = bytes[at + 1];
    if (bytes[at] !== MARKER || code === undefined) return undefined;
    if (code === END_OF_IMAGE) return at + 2;
    if (code === MARKER) at += 1;
    else if (standsAlone(code)) at += 2;
    else {
      const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
      if (length < 2) return undefined;
      at += 2 + length;
      if (code === START_OF_SCAN) at = afterScan(bytes, at);
    }
  }
  return undefined;
};
