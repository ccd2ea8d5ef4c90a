import { Button, Group, Paper, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { counted } from '../../lib/words.ts';
import { ConfirmButton } from '../confirm-button.tsx';
import { tellDone, tellFailed } from '../toast.ts';
import type { BulkAction } from './list-model.ts';

interface BulkProps<Row> {
  readonly rows: readonly Row[];
  readonly noun: readonly [one: string, many: string];
  readonly actions: readonly BulkAction<Row>[];
  readonly onClear: () => void;
}

/** What can be done with the marked rows. Rows that an action does not fit are left out, and it says how many. */
export function BulkBar<Row>({ rows, noun, actions, onClear }: BulkProps<Row>): ReactNode {
  const [done, setDone] = useState<number | undefined>();
  const run = async (action: BulkAction<Row>, fitting: readonly Row[]): Promise<void> => {
    let count = 0;
    setDone(0);
    for (const row of fitting) {
      try {
        await action.act(row);
        count += 1;
        setDone(count);
      } catch (error) {
        tellFailed(`${action.label}: not done for one`, error);
      }
    }
    setDone(undefined);
    if (count > 0) tellDone(`${action.label}: done for ${counted(count, ...noun)}.`);
    onClear();
  };
  return (
    <Paper withBorder shadow="md" p="xs" className="bulk-bar" role="region" aria-label="Marked rows">
      <Group gap="sm" justify="space-between">
        <Text fw={600} role="status">
          {counted(rows.length, ...noun)} marked{done === undefined ? '' : `, ${done} done`}
        </Text>
        <Group gap="xs">
          {actions.map((action) => {
            const fitting = rows.filter((row) => action.fits(row));
            return (
              <ConfirmButton
                key={action.label}
                label={`${action.label} (${fitting.length})`}
                title={`${action.label}: ${counted(fitting.length, ...noun)}`}
                confirm={action.label}
                isBad={action.isBad ?? false}
                button={{ size: 'xs', disabled: fitting.length === 0 }}
                onConfirm={() => run(action, fitting)}
              >
                {action.explain(fitting)}
              </ConfirmButton>
            );
          })}
          <Button variant="subtle" size="xs" onClick={onClear}>
            Unmark
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
