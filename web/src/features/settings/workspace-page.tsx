import { Paper, SimpleGrid, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';
import { useRefreshAccount } from './refresh-account.ts';
import { SettingsFrame } from './settings-frame.tsx';

const form = z.object({
  name: z.string().trim().min(1, 'Give it a name').max(100).meta({ title: 'Name of the workspace' }),
});

/** The name of the workspace, and how another one is made. */
export function WorkspacePage(): ReactNode {
  const { can } = useSession();
  const cache = useQueryClient();
  const refresh = useRefreshAccount();
  const navigate = useNavigate();
  const workspace = useQuery(api.workspaces.get.queryOptions());
  const rename = (name: string): Promise<unknown> =>
    attempt(
      async () => {
        await client.workspaces.rename({ name });
        await cache.invalidateQueries({ queryKey: api.workspaces.get.key() });
        await refresh();
      },
      { done: 'The workspace is renamed', failed: 'The workspace was not renamed' },
    );
  const make = (name: string): Promise<unknown> =>
    attempt(
      async () => {
        const made = await client.workspaces.create({ name });
        await refresh();
        await navigate({ to: '/w/$workspace', params: { workspace: made.id } });
      },
      { done: `${name} is made, and you own it`, failed: 'The workspace was not made' },
    );
  return (
    <SettingsFrame
      title="Workspace"
      lead="Brands, campaigns, people and keys of a workspace are seen in no other."
    >
      <Shown query={workspace}>
        {(found) => (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Section title="This workspace">
              <Paper withBorder p="md">
                <Text size="sm" c="dimmed" mb="sm">
                  Made <Moment at={found.createdAt} />. Its id is {found.id}.
                </Text>
                {can('workspace.manage') ? (
                  <SchemaForm
                    key={found.name}
                    schema={form}
                    initial={{ name: found.name }}
                    submit="Save the name"
                    onSubmit={({ name }) => rename(name)}
                  />
                ) : (
                  <Text fw={600}>{found.name}</Text>
                )}
              </Paper>
            </Section>
            {can('workspace.manage') ? (
              <Section title="Another workspace">
                <Paper withBorder p="md">
                  <Text size="sm" c="dimmed" mb="sm">
                    It starts empty, and you own it. The menu at the top leads from one to the other.
                  </Text>
                  <SchemaForm schema={form} submit="Make the workspace" onSubmit={({ name }) => make(name)} />
                </Paper>
              </Section>
            ) : undefined}
          </SimpleGrid>
        )}
      </Shown>
    </SettingsFrame>
  );
}
