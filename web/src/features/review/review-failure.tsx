import { Button, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { toAicmoError } from '#client/client';

/** Why a link shows nothing, and what its holder can do. */
export function ReviewFailure({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const { code, detail, status } = toAicmoError(error);
  if (code === 'approvals.link_unknown' || code === 'http.input_invalid')
    return (
      <Stack gap="sm" role="alert" maw={560}>
        <Title order={1}>This link leads nowhere</Title>
        <Text>
          {code === 'http.input_invalid'
            ? 'It is not complete: a part of it was lost on the way. Copy the whole link from the message that you got, or ask whoever sent it for it again.'
            : 'It has run out, was taken back, or a new one has taken its place. Ask whoever sent it to you for a new one.'}
        </Text>
      </Stack>
    );
  return (
    <Stack gap="sm" align="flex-start" role="alert" maw={560}>
      <Title order={1}>This could not be loaded</Title>
      <Text>
        {status === 0
          ? 'No answer came. Check your connection, then try again.'
          : `${detail} Try again in a moment; if it stays so, tell whoever sent you the link.`}
      </Text>
      <Button onClick={onRetry}>Try again</Button>
    </Stack>
  );
}
