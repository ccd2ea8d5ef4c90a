import { Alert, Anchor, Button, Code, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle, IconLock, IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { toAicmoError } from '#client/client';
import { Told } from './told.tsx';

/** Nothing is here yet: what feeds this place, and the step that starts it. */
export function EmptyPlace(props: {
  title: string;
  children: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
}): ReactNode {
  return (
    <Paper withBorder p="xl" className="empty-place">
      <Stack align="center" gap="xs" ta="center" maw={520} mx="auto" py="lg">
        {props.icon}
        <Title order={2}>{props.title}</Title>
        <Text c="dimmed" component="div">
          {props.children}
        </Text>
        {props.action === undefined ? undefined : (
          <Group mt="sm" justify="center">
            {props.action}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

/** The filter leaves nothing: another state than an empty place. */
export function NoMatch({ onClear }: { onClear: () => void }): ReactNode {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="xs">
        <Text fw={600}>Nothing matches this filter.</Text>
        <Button variant="light" onClick={onClear}>
          Clear the filter
        </Button>
      </Stack>
    </Paper>
  );
}

/** What went wrong, once, where it went wrong: the code, the request, and a way on. */
export function LoadFailed({
  error,
  onRetry,
}: {
  error: unknown;
  onRetry?: (() => void) | undefined;
}): ReactNode {
  const failure = toAicmoError(error);
  const isForbidden = failure.status === 403;
  return (
    <Alert
      color={isForbidden ? 'orange' : 'red'}
      icon={isForbidden ? <IconLock /> : <IconAlertCircle />}
      title={isForbidden ? 'You may not see this' : 'This could not be loaded'}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <Text className="keep-lines">
          <Told text={failure.detail} />
        </Text>
        <FailureCode error={failure} />
        {onRetry === undefined || isForbidden ? undefined : (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** Code and request id of an error, to look it up. */
export function FailureCode({ error }: { error: unknown }): ReactNode {
  const { code, requestId } = toAicmoError(error);
  return (
    <Text size="xs" component="p" m={0}>
      <Anchor href={`/reference/errors#${code}`} inherit c="inherit" td="underline">
        {code}
      </Anchor>
      {requestId === undefined ? undefined : (
        <>
          {' · request '}
          <Code>{requestId}</Code>
        </>
      )}
    </Text>
  );
}

/** A skeleton in the shape of what comes, after 150 ms: what is quick shows nothing in between. */
export function Loading({ rows = 6, height = 40 }: { rows?: number; height?: number }): ReactNode {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Stack gap="xs" aria-busy="true" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={height} visible={isSlow} animate={isSlow} opacity={isSlow ? 1 : 0} />
      ))}
    </Stack>
  );
}

interface Loaded<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** Shows a query: its data, the skeleton of it, or its error with what was there before. */
export function Shown<Data>(props: {
  query: Loaded<Data>;
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}): ReactNode {
  const { query, skeleton = <Loading />, children } = props;
  const failed =
    query.error === null ? undefined : (
      <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
    );
  if (query.data === undefined) return failed ?? skeleton;
  return (
    <>
      {failed}
      {children(query.data)}
    </>
  );
}
