import { z } from 'zod';
import { operation } from '#kernel/operation';

/** How many views one person keeps of one list, shared ones included. */
export const MOST_VIEWS = 100;
/** How many views of one list a workspace shares. */
export const MOST_SHARED = 200;
/** Characters of the search as JSON. */
const MOST_SEARCH = 4_000;

const listName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .describe('The list, such as `campaigns`.');
const name = z.string().trim().min(1).max(80);
const searchValue = z.union([
  z.string().max(500),
  z.number(),
  z.boolean(),
  z.array(z.string().max(200)).max(50),
]);

/** Half of a surrogate pair is no character, and JSON of the database cannot hold it. */
function isWhole(value: string | number | boolean): boolean {
  return typeof value !== 'string' || value.isWellFormed();
}

const search = z
  .record(z.string().max(60), searchValue)
  .refine((given) => JSON.stringify(given).length <= MOST_SEARCH, `At most ${MOST_SEARCH} characters as JSON`)
  .refine((given) => Object.entries(given).flat(2).every(isWhole), 'Half of a character stands in it')
  .describe('Filters, text and order as they stand in the address of the list.');
const columns = z
  .array(z.string().min(1).max(60))
  .max(60)
  .describe('Ids of the columns that are shown, in their order.');

export const savedView = z.object({
  id: z.string(),
  list: z.string(),
  name: z.string(),
  search: z.record(z.string(), searchValue),
  columns: z.array(z.string()),
  isShared: z.boolean().describe('Whether everybody who sees the whole workspace may use it.'),
  isMine: z.boolean(),
  owner: z.string().describe('Who made it.'),
  mayChange: z.boolean().describe('Whether you may change and remove it.'),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type SavedView = z.output<typeof savedView>;

const viewInput = z.object({
  id: z.string().max(200).optional().describe('The view that is overwritten; without it a new one is made.'),
  list: listName,
  name,
  search,
  columns,
  isShared: z.boolean().default(false),
});
export type ViewInput = z.output<typeof viewInput>;

const tags = ['Views'];

export const viewsContract = {
  list: operation(
    { needs: 'views.keep', effect: 'read' },
    {
      method: 'GET',
      path: '/views',
      summary: 'Saved views of a list, by name: yours and those that others share',
      tags,
    },
  )
    .input(z.object({ list: listName }))
    .output(z.object({ items: z.array(savedView) })),
  save: operation(
    { needs: 'views.keep', effect: 'write' },
    { method: 'POST', path: '/views', summary: 'Save a view, or overwrite one', tags },
  )
    .input(viewInput)
    .output(savedView),
  remove: operation(
    { needs: 'views.keep', effect: 'write' },
    { method: 'DELETE', path: '/views/{id}', summary: 'Remove a saved view', tags },
  )
    .input(z.object({ id: z.string().max(200) }))
    .output(savedView),
};
