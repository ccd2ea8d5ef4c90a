import { Anchor, Button, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { toAicmoError } from '#client/client';
import { FailureCode } from '../ui/states.tsx';
import { Told } from '../ui/told.tsx';

function WholePage({ title, children }: { title: string; children: ReactNode }): ReactNode {
  useEffect(() => {
    document.title = `${title} · AICMO`;
  }, [title]);
  return (
    <Center mih="60vh" p="md">
      <Paper withBorder p="xl" maw={560} w="100%">
        <Stack gap="sm" align="flex-start">
          <Title order={1}>{title}</Title>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}

/** Nothing has this address, or it belongs to another workspace. */
export function NotFoundPage(): ReactNode {
  return (
    <WholePage title="Not found">
      <Text>
        Nothing has this address here. It may have been removed, or it belongs to another workspace.
      </Text>
      <Group>
        <Button component="a" href="/">
          To the overview
        </Button>
        <Text c="dimmed" size="sm">
          Or press Ctrl K and search.
        </Text>
      </Group>
    </WholePage>
  );
}

/** A page that broke: what is known of it, and ways on. A record that is not there gets the 404 page. */
export function BrokenPage({ error, reset }: ErrorComponentProps): ReactNode {
  const failure = toAicmoError(error);
  if (failure.status === 404) return <NotFoundPage />;
  return (
    <WholePage title="This page broke">
      <Text>
        <Told text={failure.detail} />
      </Text>
      <FailureCode error={failure} />
      <Group>
        <Button onClick={reset}>Try again</Button>
        <Anchor href="/">To the overview</Anchor>
      </Group>
    </WholePage>
  );
}
