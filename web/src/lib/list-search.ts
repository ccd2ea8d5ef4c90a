import * as z from 'zod/mini';

/** Something in an address that is left out where it does not fit: people and programs write addresses. */
export function lenient<Schema extends z.ZodMiniType>(
  schema: Schema,
): z.ZodMiniCatch<z.ZodMiniOptional<Schema>> {
  // oxlint-disable-next-line promise/valid-params -- the `catch` of a schema
  return z.catch(z.optional(schema), undefined);
}

export const anyText = lenient(z.string());

/** What every list keeps in its address. */
export const listSearch = z.object({
  text: anyText,
  /** A column, with `-` before it for the other way round. */
  sort: anyText,
  /** How many pages are loaded, so that a reload shows as much. */
  pages: lenient(z.int().check(z.minimum(1), z.maximum(50))),
  /** The saved view that was opened. */
  view: anyText,
  /** Ids of the columns that are shown, between commas; without it those that this browser remembers. */
  columns: anyText,
});
