import { Center, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A person who belongs to no workspace: they were removed, or never invited. */
export function NoWorkspace(): ReactNode {
  return (
    <Center mih="70vh" p="md">
      <Paper withBorder p="xl" maw={480}>
        <Title order={1}>You belong to no workspace</Title>
        <Text mt="sm">An owner or admin can invite you. Open the link they give you in this browser.</Text>
      </Paper>
    </Center>
  );
}
