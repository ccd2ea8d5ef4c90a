import { Box } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

export interface RecordTab {
  readonly label: string;
  readonly to: string;
  /** How many of what the tab shows there are. */
  readonly count?: number | undefined;
}

/** The tabs of a record (E2). They are links, so each has an address of its own; the current one is in view. */
export function RecordTabs({ label, tabs }: { label: string; tabs: readonly RecordTab[] }): ReactNode {
  const bar = useRef<HTMLElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  useEffect(() => {
    const current = bar.current?.querySelector('[aria-current="page"]');
    if (bar.current === null || current === null || current === undefined) return;
    const [frame, tab] = [bar.current.getBoundingClientRect(), current.getBoundingClientRect()];
    bar.current.scrollLeft += tab.left + tab.width / 2 - (frame.left + frame.width / 2);
  }, [pathname]);
  return (
    <Box component="nav" ref={bar} aria-label={label} className="record-tabs">
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
