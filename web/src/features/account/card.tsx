import { Alert, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { FailureCode } from '../../ui/states.tsx';
import { toAicmoError } from '#client/client';
import { Told } from '../../ui/told.tsx';

/** The card of a page on which nobody is signed in yet. */
export function AccountCard(props: {
  title: string;
  lead?: ReactNode;
  error?: unknown;
  children?: ReactNode;
}): ReactNode {
  const { title, lead, error, children } = props;
  useEffect(() => {
    document.title = `${title} · AICMO`;
  }, [title]);
  return (
    <Center mih="90vh" p="md" component="main">
      <Paper withBorder p="xl" w="100%" maw={420}>
        <Stack>
          <div>
            <img src="/assets/mark.svg" width={36} height={36} alt="AICMO" />
            <Title order={1} mt="sm">
              {title}
            </Title>
            {lead === undefined ? undefined : (
              <Text c="dimmed" mt={4}>
                {lead}
              </Text>
            )}
          </div>
          {error === undefined || error === null ? undefined : (
            <Alert color="red" icon={<IconAlertCircle />} role="alert">
              <Told text={toAicmoError(error).detail} />
              <FailureCode error={error} />
            </Alert>
          )}
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}
