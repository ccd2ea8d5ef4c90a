import { Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { capitalised } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { keysetPages } from '../../ui/list/list-model.ts';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';
import { useBrandNames } from './use-brand-names.ts';
import { MoreButton } from '../../ui/more-button.tsx';

/** Invitations that nobody accepted yet. */
export function Invitations(): ReactNode {
  const { can } = useSession();
  const cache = useQueryClient();
  const brandsOf = useBrandNames();
  const waiting = useInfiniteQuery(
    api.workspaces.invitations.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 100, after }),
      ...keysetPages,
    }),
  );
  const revoke = (id: string): Promise<unknown> =>
    attempt(
      async () => {
        await client.workspaces.revokeInvitation({ id });
        await cache.invalidateQueries({ queryKey: api.workspaces.invitations.key() });
      },
      { done: 'The invitation is taken back', failed: 'The invitation was not taken back' },
    );
  return (
    <Section title="Invitations that wait">
      <Shown query={waiting}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Text c="dimmed">Nobody is invited at the moment.</Text>;
          return (
            <Table.ScrollContainer minWidth={640}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    {['For', 'Role', 'Brands', 'Invited by', 'Ends'].map((head) => (
                      <Table.Th key={head}>{head}</Table.Th>
                    ))}
                    {can('people.manage') ? <Table.Th ta="right">Actions</Table.Th> : undefined}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((item) => (
                    <Table.Tr key={item.id}>
                      <Table.Td>{item.email}</Table.Td>
                      <Table.Td>{capitalised(item.role)}</Table.Td>
                      <Table.Td>{brandsOf(item.brandIds)}</Table.Td>
                      <Table.Td>{item.createdBy}</Table.Td>
                      <Table.Td>
                        <Moment at={item.expiresAt} />
                      </Table.Td>
                      {can('people.manage') ? (
                        <Table.Td ta="right">
                          <ConfirmButton
                            label="Take back"
                            title={`Take back the invitation of ${item.email}?`}
                            confirm="Take it back"
                            isBad
                            button={{ size: 'xs' }}
                            onConfirm={() => revoke(item.id)}
                          >
                            Its link stops working. You can invite the person again.
                          </ConfirmButton>
                        </Table.Td>
                      ) : undefined}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          );
        }}
      </Shown>
      <MoreButton query={waiting}>Show more invitations</MoreButton>
    </Section>
  );
}
