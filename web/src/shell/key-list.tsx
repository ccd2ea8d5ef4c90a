import { Group, Kbd, Modal, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { NAVIGATION } from '../navigation.ts';
import { useSession } from '../session.tsx';

const GROUPS = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['Ctrl', 'K'], does: 'Search pages and records, or do something' },
      { keys: ['n'], does: 'Show the notifications' },
      { keys: ['?'], does: 'Show this list' },
      { keys: ['/'], does: 'Go to the filter of the page' },
    ],
  },
  {
    title: 'In a list',
    keys: [
      { keys: ['j'], does: 'Next row' },
      { keys: ['k'], does: 'Row before' },
      { keys: ['x'], does: 'Mark the row' },
      { keys: ['Enter'], does: 'Open the row' },
    ],
  },
  {
    title: 'In the pictures of a campaign',
    keys: [
      { keys: ['←', '→'], does: 'Variant before, next variant' },
      { keys: ['Esc'], does: 'Close the picture' },
    ],
  },
] as const;

/** Every key that does something. */
export function KeyList({ onClose }: { onClose: () => void }): ReactNode {
  const { can } = useSession();
  const pages = NAVIGATION.filter((entry) => can(entry.permission)).map((entry) => ({
    keys: ['g', entry.key],
    does: `Go to ${entry.label}`,
  }));
  return (
    <Modal opened onClose={onClose} title="Keys" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        {[...GROUPS, { title: 'Pages', keys: pages }].map((group) => (
          <div key={group.title}>
            <Text fw={600} size="sm" mb={4}>
              {group.title}
            </Text>
            <Table verticalSpacing={6}>
              <Table.Tbody>
                {group.keys.map(({ keys, does }) => (
                  <Table.Tr key={does}>
                    <Table.Td w={140}>
                      <Group gap={4}>
                        {keys.map((key) => (
                          <Kbd key={key}>{key}</Kbd>
                        ))}
                      </Group>
                    </Table.Td>
                    <Table.Td>{does}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        ))}
      </Stack>
    </Modal>
  );
}
