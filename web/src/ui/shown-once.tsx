import { Button, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyText } from './copy-text.tsx';

/** Shows what the server gives once: it closes by its button alone, so that nothing is lost by a slip. */
export function ShownOnce(props: {
  title: string;
  text: string;
  label: string;
  children: ReactNode;
  onClose: () => void;
}): ReactNode {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size="lg"
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack>
        <Text component="div">{props.children}</Text>
        <CopyText text={props.text} label={props.label} />
        <Button onClick={props.onClose} style={{ alignSelf: 'flex-end' }}>
          I have kept it
        </Button>
      </Stack>
    </Modal>
  );
}
