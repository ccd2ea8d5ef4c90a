import { Button, Modal, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ApiKey, NewApiKey } from '#modules/keys/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { keysetPages } from '../../ui/list/list-model.ts';
import { Moment } from '../../ui/moment.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import type { Tone } from '../../ui/theme.ts';
import { KeyForm } from './key-form.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { MoreButton } from '../../ui/more-button.tsx';

/** Keys with which programs call the API. */
export function KeysPage(): ReactNode {
  const cache = useQueryClient();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<NewApiKey>();
  const keys = useInfiniteQuery(
    api.keys.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 100, after }),
      ...keysetPages,
    }),
  );
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: api.keys.key() });
  const make = <Button onClick={() => setMaking(true)}>Make a key</Button>;
  return (
    <SettingsFrame
      title="Keys"
      lead="Keys with which programs and assistants call the API of this workspace."
      actions={make}
    >
      <Shown query={keys}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <EmptyPlace title="No key yet">
              A program needs a key to call the API. It gets the rights you choose, and you can revoke it at
              any time.
            </EmptyPlace>
          ) : (
            <KeyTable keys={items} onChange={refresh} />
          );
        }}
      </Shown>
      <MoreButton query={keys}>Show more keys</MoreButton>
      <Modal
        opened={isMaking}
        onClose={() => setMaking(false)}
        title="Make a key"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <KeyForm
          onCancel={() => setMaking(false)}
          onSubmit={async (given) => {
            setMade(await client.keys.create(given));
            setMaking(false);
            await refresh();
          }}
        />
      </Modal>
      {made === undefined ? undefined : (
        <ShownOnce
          title={`The key “${made.name}”`}
          label="Key"
          text={made.key}
          onClose={() => setMade(undefined)}
        >
          Keep it where the program finds it. It is shown here and never again: AICMO keeps only its hash.
        </ShownOnce>
      )}
    </SettingsFrame>
  );
}

function stateOf({ revokedAt, expiresAt }: ApiKey): { tone: Tone; word: string } {
  if (revokedAt !== null) return { tone: 'neutral', word: 'Revoked' };
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) return { tone: 'neutral', word: 'Expired' };
  return { tone: 'good', word: 'In force' };
}

function KeyTable({ keys, onChange }: { keys: readonly ApiKey[]; onChange: () => Promise<void> }): ReactNode {
  const revoke = (key: ApiKey): Promise<unknown> =>
    attempt(
      async () => {
        await client.keys.revoke({ id: key.id });
        await onChange();
      },
      { done: `${key.name} is revoked`, failed: 'The key was not revoked' },
    );
  return (
    <Table.ScrollContainer minWidth={820}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {['Name', 'State', 'Scopes', 'Last use', 'Ends'].map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
            <Table.Th ta="right">Actions</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => {
            const state = stateOf(key);
            return (
              <Table.Tr key={key.id}>
                <Table.Td>
                  <Stack gap={0}>
                    <Text fw={550}>{key.name}</Text>
                    <Text size="sm" c="dimmed">
                      Made <Moment at={key.createdAt} /> by {key.createdBy}
                    </Text>
                  </Stack>
                </Table.Td>
                <Table.Td>
                  <SignBadge {...state} />
                </Table.Td>
                <Table.Td maw={320}>
                  <Text size="sm">{key.scopes.join(', ')}</Text>
                </Table.Td>
                <Table.Td>{key.lastUsedAt === null ? 'Never used' : <Moment at={key.lastUsedAt} />}</Table.Td>
                <Table.Td>{key.expiresAt === null ? 'When revoked' : <Moment at={key.expiresAt} />}</Table.Td>
                <Table.Td ta="right">
                  {key.revokedAt === null ? (
                    <ConfirmButton
                      label="Revoke"
                      title={`Revoke ${key.name}?`}
                      confirm="Revoke the key"
                      isBad
                      button={{ size: 'xs' }}
                      onConfirm={() => revoke(key)}
                    >
                      Programs that use it are refused from then on. It cannot be undone.
                    </ConfirmButton>
                  ) : undefined}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
