import { createHash, createHmac } from 'node:crypto';

/** An entry as the disclosure format has it (docs/disclosure-format.md, section 2). */
export interface Entry {
  readonly publicId: string;
  readonly version: number;
  readonly salt: string;
  readonly fields: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Section 3: an entry's commitment. */
export const commitmentOf = ({ salt, fields }: Entry): string => {
  const key = Buffer.from(salt, 'base64url');
  const digests = Object.entries(fields).map(([name, value]) => {
    const field = createHmac('sha256', key).update(name).digest();
    return createHash('sha256').update(field).update(JSON.stringify(value)).digest();
  });
  return createHash('sha256')
    .update(Buffer.concat(digests.toSorted(Buffer.compare)))
    .digest('hex');
};

const NUMBERS = 1024;

/** Section 4: a state digest that elements are added to and taken from. */
export const newState = () => {
  const sums = new Uint16Array(NUMBERS);
  const change = (sign: 1 | -1, publicId: string, version: number, commitment: string): void => {
    const text = `${publicId}:${version}:${commitment}`;
    const stretched = createHash('shake128', { outputLength: 2 * NUMBERS })
      .update(text)
      .digest();
    for (let at = 0; at < NUMBERS; at += 1) sums[at] = (sums[at] ?? 0) + sign * stretched.readUInt16LE(2 * at);
  };
  const digest = (): string => {
    const bytes = Buffer.alloc(2 * NUMBERS);
    for (const [at, sum] of sums.entries()) bytes.writeUInt16LE(sum, 2 * at);
    return bytes.toString('base64');
  };
  return { change, digest };
};
