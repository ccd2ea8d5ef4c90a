import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

let isFirstPage = true;

interface PageProps {
  /** The heading, and with the product's name the title of the window. */
  readonly title: string;
  readonly badge?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page: heading, verbs, content. A new page takes the focus to its heading. */
export function Page({ title, badge, lead, actions, children }: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · AICMO`;
  }, [title]);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return (
    <Stack gap="lg" maw={1440} mx="auto" w="100%">
      <Group justify="space-between" align="flex-start" gap="md">
        <Box miw={0} flex="1 1 18rem">
          <Group gap="sm" align="center">
            <Title order={1} ref={heading} tabIndex={-1} className="page-heading">
              {title}
            </Title>
            {badge}
          </Group>
          {lead === undefined ? undefined : (
            <Text c="dimmed" mt={4} component="div">
              {lead}
            </Text>
          )}
        </Box>
        {actions === undefined ? undefined : <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
