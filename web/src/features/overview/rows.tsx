import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export interface Row {
  readonly key: string;
  readonly content: ReactNode;
  readonly note: string | undefined;
  readonly side: ReactNode;
}

/** A short list without a head. */
export function Rows({ rows, nothing }: { rows: readonly Row[]; nothing?: string }): ReactNode {
  if (rows.length === 0)
    return (
      <Paper withBorder p="md">
        <Text c="dimmed">{nothing}</Text>
      </Paper>
    );
  return (
    <Paper withBorder component="ul" className="plain-list" m={0} p={0}>
      {rows.map((row, index) => (
        <Group
          key={row.key}
          component="li"
          justify="space-between"
          wrap="nowrap"
          px="md"
          py={10}
          gap="md"
          className={index === 0 ? undefined : 'ruled'}
        >
          <Stack gap={0} miw={0}>
            {row.content}
            {row.note === undefined ? undefined : (
              <Text size="sm" c="dimmed" lineClamp={1}>
                {row.note}
              </Text>
            )}
          </Stack>
          <Text size="sm" c="dimmed" component="div" className="side-note">
            {row.side}
          </Text>
        </Group>
      ))}
    </Paper>
  );
}
