import type { SavedView } from '#modules/views/contract';
import type { ListSearch } from './list-model.ts';

/** What an address holds besides filters, text and order. */
const NOT_KEPT: ReadonlySet<string> = new Set(['view', 'columns', 'pages']);

type Kept = SavedView['search'];

/** What a view keeps of an address. */
export function keptSearch(search: ListSearch): Kept {
  return Object.fromEntries(
    Object.entries(search).filter(([name, value]) => !NOT_KEPT.has(name) && value !== undefined),
  ) as Kept;
}

/** The address that opens a view. */
export function addressOf(view: Pick<SavedView, 'id' | 'search' | 'columns'>): ListSearch {
  return { ...view.search, columns: view.columns.join(','), view: view.id };
}

/** Whether a list shows something else than the view. Columns that the list no longer has make no difference. */
export function isChanged(
  view: Pick<SavedView, 'search' | 'columns'>,
  now: { search: ListSearch; columns: readonly string[]; all: readonly string[] },
): boolean {
  const columns = view.columns.filter((id) => now.all.includes(id));
  return inOrder(view.search) !== inOrder(keptSearch(now.search)) || columns.join() !== now.columns.join();
}

function inOrder(search: Kept): string {
  return JSON.stringify(Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
