import { List } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problems } from './draft.ts';

/** What keeps a kit from being saved, with the field of each. */
export function ProblemLines({ problems }: { problems: Problems }): ReactNode {
  return (
    <List size="sm">
      {Object.entries(problems).map(([path, message]) => (
        <List.Item key={path}>
          {path === '' ? '' : `${path}: `}
          {message}
        </List.Item>
      ))}
    </List>
  );
}
