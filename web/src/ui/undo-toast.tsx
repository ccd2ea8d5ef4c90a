import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/** Says that something was done, and offers to take it back for as long as it is shown. */
export function tellUndoable(message: string, undo: () => Promise<unknown>): void {
  const id = `undo-${crypto.randomUUID()}`;
  const act = (): void => {
    notifications.hide(id);
    void undo();
  };
  notifications.show({
    id,
    color: 'teal',
    autoClose: 12_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button size="compact-sm" variant="light" flex="none" onClick={act}>
          Undo
        </Button>
      </Group>
    ),
  });
}
