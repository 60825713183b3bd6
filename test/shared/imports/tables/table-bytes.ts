/** Bytes cut into chunks of `size`. */
export async function* chunksOf(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Node decodes GB18030 only: every sequence of two bytes, and of four for the rest of the basic plane, decoded once. */
const codes = (): ReadonlyMap<string, readonly number[]> => {
  const decoder = new TextDecoder('gb18030');
  const trail = range(0x40, 0xfe).filter((byte) => byte !== 0x7f);
  const digits = range(0x30, 0x39);
  const two = range(0x81, 0xfe).flatMap((first) => trail.map((second) => [first, second]));
  const four = range(0x81, 0x84).flatMap((first) =>
    digits.flatMap((second) =>
      range(0x81, 0xfe).flatMap((third) => digits.map((last) => [first, second, third, last])),
    ),
  );
  return new Map([...four, ...two].map((bytes) => [decoder.decode(Uint8Array.from(bytes)), bytes]));
};

let table: ReadonlyMap<string, readonly number[]> | undefined;

export const gb18030 = (text: string): Uint8Array => {
  table ??= codes();
  const of = (character: string): readonly number[] => {
    const bytes = character <= '\x7f' ? [character.charCodeAt(0)] : table?.get(character);
    if (bytes === undefined) throw new Error(`not in the table: ${character}`);
    return bytes;
  };
  return Uint8Array.from([...text].flatMap(of));
};
