/** Position of a page in a list that is read newest first: a day and an id. */
export const DOOR_POSITION = /^\d{4}-\d\d-\d\d#[\w-]{22}$/;

/** What a page may hold in characters: an answer holds 6 MB, and the longest case a megabyte of it. */
const MOST_CHARACTERS = 1_500_000;

/** A page of what one read found; `next` is the position after which the next one begins. */
export interface DoorPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** As many as an answer may hold; one, however long it is. */
const holdable = <Item>(items: readonly Item[]): readonly Item[] => {
  let characters = 0;
  const past = items.findIndex((item) => {
    characters += JSON.stringify(item).length;
    return characters > MOST_CHARACTERS;
  });
  return past === -1 ? items : items.slice(0, Math.max(past, 1));
};

/** A page of a list, newest first. */
export const pageOf = <Item>(
  items: readonly Item[],
  positionOf: (item: Item) => string,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): DoorPage<Item> => {
  const newestFirst = items.toSorted((a, b) => (positionOf(a) > positionOf(b) ? -1 : 1));
  const left = newestFirst.filter((item) => after === undefined || positionOf(item) < after);
  const page = holdable(left.slice(0, limit));
  const last = page.at(-1);
  return { items: page, next: last !== undefined && page.length < left.length ? positionOf(last) : undefined };
};
