import { Alert, List } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Told } from '../../ui/told.tsx';

/** What a time would break. */
export function ConflictList({ conflicts }: { conflicts: readonly string[] }): ReactNode {
  return (
    <Alert color="orange" icon={<IconAlertTriangle />} title="What that breaks">
      <List size="sm" spacing={4}>
        {conflicts.map((conflict) => (
          <List.Item key={conflict}>
            <Told text={conflict} />
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
