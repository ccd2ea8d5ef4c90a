import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';

interface ConfirmProps {
  readonly label: string;
  readonly title: string;
  /** What will happen, and what stays. */
  readonly children: ReactNode;
  readonly confirm: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly button?: ButtonProps;
  readonly isBad?: boolean;
  /** Wider, where there is more to read. */
  readonly size?: 'lg' | 'xl';
}

/** A button whose work is done only after the person has read what it does. */
export function ConfirmButton(props: ConfirmProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const act = async (): Promise<void> => {
    setBusy(true);
    try {
      await props.onConfirm();
    } finally {
      setBusy(false);
      setOpen(false);
    }
  };
  return (
    <>
      <Button variant="default" {...props.button} onClick={() => setOpen(true)}>
        {props.label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={props.title}
        {...(props.size === undefined ? {} : { size: props.size })}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack>
          <Text component="div">{props.children}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setOpen(false)}>
              Leave it
            </Button>
            <Button
              color={props.isBad === true ? 'red' : 'ink'}
              loading={isBusy}
              onClick={() => void act()}
              data-autofocus
            >
              {props.confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
