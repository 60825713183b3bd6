import type * as z from 'zod';

/** Items of which some could not be read: what a newer release wrote, or what is damaged. */
export class UnreadableItems extends Error {
  override readonly name = 'UnreadableItems';
}

/** Those of some items that this release can read, and how many it cannot. */
export const readable = <Item>(
  schema: z.ZodType<Item>,
  items: readonly unknown[] = [],
): { readonly read: readonly Item[]; readonly unread: number } => {
  const read = items.flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
  return { read, unread: items.length - read.length };
};

/**
 * The readable items of pages, page by page; what cannot be read keeps nothing back that can be, and is told of by an error when all of these
 * were given out. Throws UnreadableItems then.
 */
export const readablePages = async function* <Item>(
  schema: z.ZodType<Item>,
  pages: AsyncIterable<readonly unknown[]>,
): AsyncGenerator<readonly Item[]> {
  let all = 0;
  for await (const items of pages) {
    const { read, unread } = readable(schema, items);
    all += unread;
    yield read;
  }
  if (all > 0) throw new UnreadableItems(`${all} items could not be read`);
};
