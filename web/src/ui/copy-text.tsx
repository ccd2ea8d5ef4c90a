import { Button, Group, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { tellFailed } from './toast.ts';

/** A text to take along: it can be marked by hand, and a button copies it. */
export function CopyText({ text, label }: { text: string; label: string }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch (error) {
      tellFailed('The browser does not let this page copy. Mark the text and copy it by hand.', error);
    }
  };
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <Text component="pre" className="copy-text" tabIndex={0} role="group" aria-label={label}>
        {text}
      </Text>
      <Button
        variant="default"
        leftSection={isCopied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        onClick={() => void copy()}
        aria-label={`${isCopied ? 'Copied' : 'Copy'}: ${label}`}
        flex="none"
      >
        {isCopied ? 'Copied' : 'Copy'}
      </Button>
    </Group>
  );
}
