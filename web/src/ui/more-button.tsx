import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** Loads the next page of a list, as long as there is one. */
export function MoreButton(props: { query: Pages; children: ReactNode; size?: string }): ReactNode {
  const { query, children, size } = props;
  if (!query.hasNextPage) return undefined;
  return (
    <Button
      variant="default"
      {...(size === undefined ? {} : { size })}
      loading={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {children}
    </Button>
  );
}
