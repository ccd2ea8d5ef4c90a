/** A page of a keyset list: the items and, when there are more, the key to go on after. */
export interface Page<Item> {
  readonly items: Item[];
  readonly next?: string;
}

/** Cuts a page out of one row more than the limit. `keyOf` gives the key that the next page starts after. */
export function cutPage<Item>(
  found: readonly Item[],
  limit: number,
  keyOf: (item: Item) => string,
): Page<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: keyOf(last) } : { items };
}
