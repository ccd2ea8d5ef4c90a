import { useState } from 'react';
import type { ListColumn, ListSearch } from './list-model.ts';

interface Address {
  readonly search: ListSearch;
  readonly setSearch: (change: Partial<ListSearch>) => void;
}

/** Which columns are hidden. An address that names columns decides, as one of a saved view does; else this browser remembers. */
export function useHiddenColumns<Row>(
  name: string,
  columns: readonly ListColumn<Row>[],
  { search, setSearch }: Address,
): [hidden: ReadonlySet<string>, setHidden: (hidden: ReadonlySet<string>) => void] {
  const key = `aicmo-columns-${name}`;
  const [remembered, setRemembered] = useState<ReadonlySet<string>>(() => {
    const usual = columns.filter((column) => column.isHidden === true).map(({ id }) => id);
    return new Set(readKept(key) ?? usual);
  });
  const named = new Set(search.columns?.split(','));
  const ids = columns.map(({ id }) => id);
  if (ids.some((id) => named.has(id)))
    return [
      new Set(ids.filter((id) => !named.has(id))),
      (next) => setSearch({ columns: ids.filter((id) => !next.has(id)).join(',') }),
    ];
  return [
    remembered,
    (next) => {
      setRemembered(next);
      localStorage.setItem(key, JSON.stringify([...next]));
    },
  ];
}

function readKept(key: string): string[] | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : undefined;
  } catch {
    return undefined;
  }
}
