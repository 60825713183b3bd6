/** An item, or what an index keeps of it. */
export type Item = Readonly<Record<string, unknown>>;

/** The keys of a table and of its indexes. An index without `projected` keeps whole items. */
export interface TableShape {
  readonly keys: readonly string[];
  readonly indexes: readonly { readonly keys: readonly string[]; readonly projected?: readonly string[] }[];
}

/** A written item before and after; undefined where it is not there. */
export interface Written {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

const WRITE_BYTES = 1_024;
const READ_BYTES = 4_096;
/** "The cost of a transactional write is twice that of another." */
const TRANSACTION = 2;

const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.byteLength;
  // Two digits a byte and one more; a sign is another.
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).length / 2) + (value < 0 ? 2 : 1);
  if (Array.isArray(value)) return value.reduce((sum, element) => sum + valueBytes(element) + 1, 3);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).reduce(
      (sum, [name, member]) => sum + Buffer.byteLength(name) + valueBytes(member) + 1,
      3,
    );
  return 1;
};

/** The size of an item as DynamoDB reckons it (Developer Guide, "Item sizes and formats"). */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

/** Random ids compress to a few bytes more or less from run to run: what is nearer to a unit's edge would be counted now so, now so. */
const EDGE_BYTES = 8;

const unitsOf = (bytes: number): number => {
  const beyond = bytes % WRITE_BYTES;
  if (bytes > WRITE_BYTES / 2 && Math.min(beyond, WRITE_BYTES - beyond) < EDGE_BYTES)
    throw new Error(`an item of ${bytes} bytes is no repeatable measure of units`);
  return Math.ceil(bytes / WRITE_BYTES);
};

const writtenUnits = (...items: readonly Item[]): number => Math.max(1, ...items.map(itemBytes).map(unitsOf));

/** Units of reading so many bytes in one call. */
export const readUnits = (bytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / READ_BYTES)) * (consistent ? 1 : 0.5);

const pick = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(names.flatMap((name) => (name in item ? [[name, item[name]]] : [])));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What an index does about a write: nothing, a put, a delete, or both where its key changed. */
const indexUnits = (table: TableShape, index: TableShape['indexes'][number], { before, after }: Written): number => {
  const entry = (item: Item | undefined): Item | undefined => {
    if (item === undefined || !index.keys.every((key) => key in item)) return undefined;
    return index.projected ? pick(item, [...table.keys, ...index.keys, ...index.projected]) : item;
  };
  const [old, next] = [entry(before), entry(after)];
  if (old === undefined || next === undefined)
    return [old, next].reduce((sum, e) => sum + (e ? writtenUnits(e) : 0), 0);
  if (same(old, next)) return 0;
  const moved = !same(pick(old, index.keys), pick(next, index.keys));
  return moved ? writtenUnits(old) + writtenUnits(next) : writtenUnits(old, next);
};

/** Units of writing an item, those of the table's indexes included. A write that its condition refuses costs what the item there does. */
export const writeUnits = (table: TableShape, written: Written, transactional: boolean): number => {
  const items = [written.before, written.after].filter((item) => item !== undefined);
  const own = items.length === 0 ? 1 : writtenUnits(...items);
  const inIndexes = table.indexes.reduce((sum, index) => sum + indexUnits(table, index, written), 0);
  return own * (transactional ? TRANSACTION : 1) + inIndexes;
};
