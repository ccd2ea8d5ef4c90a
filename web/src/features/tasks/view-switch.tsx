import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** How tasks are shown, where not as a list. */
export type TaskShape = 'board' | 'timeline';

const SHAPES = [
  { value: 'list', label: 'List' },
  { value: 'board', label: 'Board' },
  { value: 'timeline', label: 'Timeline' },
];

/** Turns a list of tasks into a board or a timeline; the address keeps which. Filters stay as they are. */
export function ViewSwitch({ as }: { as: TaskShape | undefined }): ReactNode {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const turn = (to: string): void => {
    // Order and columns are the table's, and a saved view is of how it was kept.
    const { as: _as, sort: _sort, pages: _pages, view: _view, columns: _columns, ...kept } = search;
    void navigate({ to: '.', search: { ...kept, ...(to === 'list' ? {} : { as: to }) } as never });
  };
  return (
    <SegmentedControl
      aria-label="Show as"
      data={SHAPES}
      value={as ?? 'list'}
      onChange={turn}
      style={{ alignSelf: 'flex-start' }}
    />
  );
}
