import { useState } from 'react';
import type { ListColumn } from './list-model.ts';

/** Which columns are hidden; the choice is remembered in this browser. */
export function useHiddenColumns<Row>(
  name: string,
  columns: readonly ListColumn<Row>[],
): [hidden: ReadonlySet<string>, setHidden: (hidden: ReadonlySet<string>) => void] {
  const key = `aicmo-columns-${name}`;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => {
    const usual = columns.filter((column) => column.isHidden === true).map(({ id }) => id);
    return new Set(readKept(key) ?? usual);
  });
  return [
    hidden,
    (next) => {
      setHidden(next);
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
