import { Box, Button, Code, Stack, Table, Text } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import type { AuditEntry } from '#modules/audit/contract';
import { formatTime } from '../../lib/time.ts';
import { spacedName } from '../../lib/words.ts';
import { ChangeDiff } from './change-diff.tsx';

/** Entries of the chain; each opens to what changed. */
export function AuditTable({ entries }: { entries: readonly AuditEntry[] }): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (sequence: number): void =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(sequence)) next.add(sequence);
      return next;
    });
  return (
    <Table.ScrollContainer minWidth={820}>
      <Table aria-label="Entries of the audit chain">
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right">Entry</Table.Th>
            {['Time', 'Who', 'Action', 'Subject'].map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
            <Table.Th ta="right">Change</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Fragment key={entry.sequence}>
              <Table.Tr data-entry={entry.sequence}>
                <Table.Td ta="right" data-number>
                  {entry.sequence}
                </Table.Td>
                <Table.Td>{formatTime(new Date(entry.at))}</Table.Td>
                <Table.Td>
                  <Text size="sm">{spacedName(entry.actor.kind)}</Text>
                  <Text size="xs" c="dimmed">
                    {[entry.actor.id, entry.actor.via].filter((part) => part !== null).join(', by ')}
                  </Text>
                </Table.Td>
                <Table.Td>{entry.action}</Table.Td>
                <Table.Td>
                  <Text size="sm">{entry.subject.type}</Text>
                  <Text size="xs" c="dimmed">
                    {entry.subject.id}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    size="xs"
                    variant="default"
                    aria-expanded={open.has(entry.sequence)}
                    aria-label={`${open.has(entry.sequence) ? 'Close' : 'Show'} what entry ${entry.sequence} changed`}
                    onClick={() => toggle(entry.sequence)}
                  >
                    {open.has(entry.sequence) ? 'Close' : 'Show'}
                  </Button>
                </Table.Td>
              </Table.Tr>
              {open.has(entry.sequence) ? (
                <Table.Tr>
                  <Table.Td colSpan={6}>
                    <Stack gap="xs" p="xs">
                      <ChangeDiff before={entry.before} after={entry.after} />
                      <Box>
                        <Text size="xs" c="dimmed">
                          Event {entry.id}
                          {entry.requestId === null ? '' : `, request ${entry.requestId}`}
                        </Text>
                        <Text size="xs" c="dimmed" component="div">
                          Hash <Code>{entry.hash}</Code>
                        </Text>
                      </Box>
                    </Stack>
                  </Table.Td>
                </Table.Tr>
              ) : undefined}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
