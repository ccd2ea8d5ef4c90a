import { Box } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface RecordTab {
  readonly label: string;
  readonly to: string;
  /** How many of what the tab shows there are. */
  readonly count?: number | undefined;
}

/** The tabs of a record (E2). They are links, so each has an address of its own. */
export function RecordTabs({ label, tabs }: { label: string; tabs: readonly RecordTab[] }): ReactNode {
  return (
    <Box component="nav" aria-label={label} className="record-tabs">
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          className="record-tab"
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {tab.label}
          {tab.count === undefined ? undefined : <span className="tab-count">{tab.count}</span>}
        </Link>
      ))}
    </Box>
  );
}
