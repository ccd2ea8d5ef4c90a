import { Badge, Button, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { counted } from '../../lib/words.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';

/** Where the person is signed in, and how that ends. */
export function Sessions(): ReactNode {
  const cache = useQueryClient();
  const sessions = useQuery(api.accounts.sessions.queryOptions());
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: api.accounts.sessions.key() });
  const end = (id: string): Promise<unknown> =>
    attempt(
      async () => {
        await client.accounts.endSession({ id });
        await refresh();
      },
      { done: 'The session is ended', failed: 'The session was not ended' },
    );
  const endOthers = (): Promise<unknown> =>
    attempt(
      async () => {
        await client.accounts.endOtherSessions();
        await refresh();
      },
      { done: 'Your other sessions are ended', failed: 'Your other sessions were not ended' },
    );
  const others = (sessions.data?.items ?? []).filter(({ isThis }) => !isThis).length;
  return (
    <Section
      title="Sessions"
      lead="Where you are signed in. End what you do not know, and change your password."
      actions={
        others === 0 ? undefined : (
          <ConfirmButton
            label="End all others"
            title={`End ${counted(others, 'other session')}?`}
            confirm="End them"
            isBad
            onConfirm={endOthers}
          >
            You stay signed in here. Everywhere else you sign in again.
          </ConfirmButton>
        )
      }
    >
      <Shown query={sessions}>
        {({ items }) => (
          <Table.ScrollContainer minWidth={680}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  {['Browser', 'Address', 'Started', 'Last used', 'Ends'].map((head) => (
                    <Table.Th key={head}>{head}</Table.Th>
                  ))}
                  <Table.Th ta="right">Actions</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((item) => (
                  <Table.Tr key={item.id}>
                    <Table.Td maw={340}>
                      <Text size="sm" lineClamp={2} title={item.browser ?? undefined}>
                        {item.browser ?? 'Not told'}
                      </Text>
                    </Table.Td>
                    <Table.Td>{item.address ?? 'Not known'}</Table.Td>
                    <Table.Td>
                      <Moment at={item.startedAt} />
                    </Table.Td>
                    <Table.Td>
                      <Moment at={item.lastUsedAt} />
                    </Table.Td>
                    <Table.Td>
                      <Moment at={item.expiresAt} />
                    </Table.Td>
                    <Table.Td ta="right">
                      {item.isThis ? (
                        <Badge>This session</Badge>
                      ) : (
                        <Button size="xs" variant="default" onClick={() => void end(item.id)}>
                          End
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Shown>
    </Section>
  );
}
