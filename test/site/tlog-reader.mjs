/**
 * A reader of transparency logs, written from the public specifications alone: C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature,
 * and RFC 9162 (sections 2.1.3.2 and 2.1.4.2, which verify what RFC 6962 proves). It knows nothing of what this log is about.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

const digest = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const ofLeaf = (data) => digest(Buffer.from([0x00]), data);
const ofChildren = (left, right) => digest(Buffer.from([0x01]), left, right);

/** Splits a note at its last empty line, and its signatures into key name, key id and signature. */
export function openNote(bytes) {
  const note = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a note must not hold
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw new Error('control characters in a note');
  const at = note.lastIndexOf('\n\n');
  if (at < 0) throw new Error('no signatures');
  const signatures = [];
  for (const line of note.slice(at + 2).split(/(?<=\n)/)) {
    const match = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})\n$/.exec(line);
    if (match === null) throw new Error(`not a signature line: ${line}`);
    const raw = Buffer.from(match[2], 'base64');
    signatures.push({ name: match[1], id: raw.readUInt32BE(0), signature: raw.subarray(4) });
  }
  return { text: note.slice(0, at + 1), signatures };
}

/** Reads a vkey: `<name>+<hex id>+<base64 of type and key>`. */
export function openKey(vkey) {
  const [name, hexId, ...material] = vkey.split('+');
  const typed = Buffer.from(material.join('+'), 'base64');
  const id = digest(name, '\n', typed).readUInt32BE(0);
  if (id !== Number.parseInt(hexId, 16) || hexId.length !== 8) throw new Error('the id is not that of the key');
  const x = typed.subarray(1).toString('base64url');
  return { name, id, type: typed[0], key: createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } }) };
}

/** Opens a checkpoint under a log's key (type 0x01); `cosigners` (type 0x04) answer when they signed, in seconds. */
export function openCheckpoint(bytes, vkey, cosigners = []) {
  const { text, signatures } = openNote(bytes);
  const by = ({ name, id }) => signatures.filter((one) => one.name === name && one.id === id);
  const log = openKey(vkey);
  if (log.type !== 0x01) throw new Error('no Ed25519 note key');
  const own = by(log);
  if (own.length === 0) throw new Error('not signed by the log');
  if (!own.every(({ signature }) => verify(null, Buffer.from(text), log.key, signature)))
    throw new Error('wrong signature');
  const cosigned = cosigners.map(openKey).map((cosigner) => {
    if (cosigner.type !== 0x04) throw new Error('no cosignature key');
    const [one] = by(cosigner);
    if (one === undefined) return undefined;
    const time = one.signature.readBigUInt64BE(0);
    const message = Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
    if (!verify(null, message, cosigner.key, one.signature.subarray(8))) throw new Error('wrong cosignature');
    return Number(time);
  });
  const [origin, size, root] = text.split('\n');
  if (origin === '' || !/^(0|[1-9][0-9]*)$/.test(size)) throw new Error('not a checkpoint');
  const hash = Buffer.from(root, 'base64');
  if (hash.length !== 32 || hash.toString('base64') !== root) throw new Error('not a root hash');
  return { origin, size: Number(size), root: hash, cosigned };
}

/** `1234067` becomes `x001/x234/067`. */
const elements = (n) => {
  const groups = n
    .toString()
    .padStart(Math.ceil(n.toString().length / 3) * 3, '0')
    .match(/.../g);
  return [...groups.slice(0, -1).map((group) => `x${group}`), groups.at(-1)].join('/');
};

/** A client of `<prefix>/tile/…`; `get(path)` answers bytes, or null where the log answers an error. */
export function tileClient(get, size) {
  const cache = new Map();
  const fetchOne = async (folder, level, n) => {
    const hashes = Math.floor(size / 256 ** level);
    const width = Math.min(256, hashes - 256 * n);
    if (width < 1) throw new Error('such a tile must not be asked for');
    const path = `tile/${folder}/${elements(n)}`;
    const bytes = (width < 256 ? await get(`${path}.p/${width}`) : null) ?? (await get(path));
    if (bytes === null) throw new Error(`${path} is not served at width ${width}`);
    return { bytes, width };
  };
  const tile = async (level, n) => {
    const key = `${level}/${n}`;
    if (!cache.has(key)) {
      const { bytes, width } = await fetchOne(level, level, n);
      cache.set(key, bytes.subarray(0, 32 * width));
    }
    return cache.get(key);
  };
  /** The hash of the full subtree number `n` of height `height`. */
  const subtree = async (height, n) => {
    const level = Math.floor(height / 8);
    let row = [];
    const count = 2 ** (height % 8);
    const first = n * count;
    const bytes = await tile(level, Math.floor(first / 256));
    for (let i = first % 256; i < (first % 256) + count; i++) row.push(bytes.subarray(32 * i, 32 * i + 32));
    while (row.length > 1) row = row.flatMap((hash, i) => (i % 2 === 0 ? [ofChildren(hash, row[i + 1])] : []));
    if (row[0]?.length !== 32) throw new Error('a tile is too short');
    return row[0];
  };
  /** Full subtrees that cover leaves [start, end), from left to right. */
  const cover = (start, end) => {
    const parts = [];
    for (let at = start; at < end; ) {
      let height = 0;
      while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= end) height++;
      parts.push({ height, n: at / 2 ** height });
      at += 2 ** height;
    }
    return parts;
  };
  /** MTH(D[start:end]), where start is a multiple of the smallest power of two that spans the range. */
  const hashOf = async (start, end) => {
    const hashes = await Promise.all(cover(start, end).map(({ height, n }) => subtree(height, n)));
    return hashes.reduceRight((right, left) => ofChildren(left, right));
  };
  const split = (n) => 2 ** (Math.ceil(Math.log2(n)) - 1);
  return {
    root: () => (size === 0 ? digest('') : hashOf(0, size)),
    async entries() {
      const all = [];
      for (let n = 0; n * 256 < size; n++) {
        const { bytes, width } = await fetchOne('entries', 0, n);
        let at = 0;
        for (let i = 0; i < width; i++) {
          const length = bytes.readUInt16BE(at);
          all.push(bytes.subarray(at + 2, at + 2 + length));
          at += 2 + length;
        }
        if (width === 256 && at !== bytes.length) throw new Error('something is left in a bundle');
      }
      return all;
    },
    leaf: async (index) => (await tile(0, Math.floor(index / 256))).subarray(32 * (index % 256)).subarray(0, 32),
    /** RFC 6962, section 2.1.1. */
    async inclusionProof(index) {
      const path = async (m, start, end) => {
        if (end - start === 1) return [];
        const k = start + split(end - start);
        if (m < k) return [...(await path(m, start, k)), await hashOf(k, end)];
        return [...(await path(m, k, end)), await hashOf(start, k)];
      };
      return path(index, 0, size);
    },
    /** RFC 6962, section 2.1.2. */
    async consistencyProof(first) {
      const proof = async (m, start, end, whole) => {
        if (m === end) return whole ? [] : [await hashOf(start, end)];
        const k = start + split(end - start);
        if (m <= k) return [...(await proof(m, start, k, whole)), await hashOf(k, end)];
        return [...(await proof(m, k, end, false)), await hashOf(start, k)];
      };
      return first === 0 ? [] : proof(first, 0, size, true);
    },
  };
}

/** RFC 9162, section 2.1.3.2. */
export function verifyInclusion({ leaf, index, size, root }, proof) {
  if (index >= size) return false;
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const p of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = ofChildren(p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else {
      r = ofChildren(r, p);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && r.equals(root);
}

/** RFC 9162, section 2.1.4.2. */
export function verifyConsistency({ first, firstHash, second, secondHash }, proof) {
  if (first === second) return proof.length === 0 && firstHash.equals(secondHash);
  if (first === 0) return proof.length === 0;
  if (proof.length === 0 || first > second) return false;
  const path = Number.isInteger(Math.log2(first)) ? [firstHash, ...proof] : [...proof];
  let [fn, sn] = [first - 1, second - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  let [fr, sr] = [path[0], path[0]];
  for (const c of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [ofChildren(c, fr), ofChildren(c, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else {
      sr = ofChildren(sr, c);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && fr.equals(firstHash) && sr.equals(secondHash);
}

export const leafHashOf = ofLeaf;
