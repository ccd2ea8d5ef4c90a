import { Paper, Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** A table that scrolls sideways in its frame, also by keys, where the screen is too narrow for it. */
export function TableFrame({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <Paper withBorder className="list-frame" tabIndex={0} role="region" aria-label={label}>
      <Table aria-label={label}>{children}</Table>
    </Paper>
  );
}
