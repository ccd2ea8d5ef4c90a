import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';

interface Asked {
  readonly title: string;
  /** What will happen, and what stays. */
  readonly children: ReactNode;
  readonly confirm: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly isBad?: boolean;
  /** Wider, where there is more to read. */
  readonly size?: 'lg' | 'xl';
}

interface ConfirmProps extends Asked {
  readonly label: string;
  readonly button?: ButtonProps;
}

/** A button whose work is done only after the person has read what it does. */
export function ConfirmButton({ label, button, ...asked }: ConfirmProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" {...button} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog {...asked} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

/** Asks the person before something is done, where it is not a button that leads to it. */
export function ConfirmDialog(props: Asked & { isOpen: boolean; onClose: () => void }): ReactNode {
  const { isOpen, onClose } = props;
  const [isBusy, setBusy] = useState(false);
  const act = async (): Promise<void> => {
    setBusy(true);
    try {
      await props.onConfirm();
    } finally {
      setBusy(false);
      onClose();
    }
  };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={props.title}
      {...(props.size === undefined ? {} : { size: props.size })}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Text component="div">{props.children}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
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
  );
}
