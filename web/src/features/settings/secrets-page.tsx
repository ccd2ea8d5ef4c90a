import { Alert, Button, Code, Group, Modal, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { ModelKey } from '#modules/models/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { SettingsFrame } from './settings-frame.tsx';

/** The secrets that the workspace keeps: keys to providers of models. None is ever shown. */
export function SecretsPage(): ReactNode {
  const cache = useQueryClient();
  const [provider, setProvider] = useState<string>();
  const keys = useQuery(api.models.keys.queryOptions());
  const status = useQuery(api.models.status.queryOptions());
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: api.models.key() });
  const names = (status.data?.providers ?? []).map(({ name }) => name);
  return (
    <SettingsFrame
      title="Secrets"
      lead="What AICMO keeps sealed. A secret can be set, replaced and removed, and is never shown."
      actions={<Button onClick={() => setProvider('')}>Set a key</Button>}
    >
      <Section title="Keys to providers of models">
        <Shown query={keys}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyPlace title="No key is kept">
                Models of a provider can be called once its key is set here or in the environment.
              </EmptyPlace>
            ) : (
              <SecretTable keys={items} onReplace={setProvider} onChange={refresh} />
            )
          }
        </Shown>
      </Section>
      <Alert color="gray" title="Where the master key lies">
        Secrets are sealed in the database with a master key that lies outside of it.{' '}
        <Code>aicmo doctor</Code>, run on the machine of AICMO, tells where. Without it the secrets cannot be
        opened: back it up apart from the database.
      </Alert>
      <Modal
        opened={provider !== undefined}
        onClose={() => setProvider(undefined)}
        title={provider === '' ? 'Set a key' : `Replace the key to ${provider ?? ''}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <SchemaForm
          schema={formOf(provider ?? '', names)}
          submit="Set the key"
          onCancel={() => setProvider(undefined)}
          onSubmit={(given) =>
            attempt(
              async () => {
                const { name, key } = given as { name?: string; key: string };
                await client.models.setKey({ name: name ?? provider ?? '', key });
                setProvider(undefined);
                await refresh();
              },
              { done: 'The key is set', failed: 'The key was not set' },
            )
          }
        />
      </Modal>
    </SettingsFrame>
  );
}

function formOf(provider: string, names: readonly string[]): z.ZodObject {
  const key = z
    .string()
    .regex(/^[\x21-\x7e]{8,4096}$/, 'A key has 8 to 4096 characters, and no spaces')
    .meta({ title: 'Key', format: 'password', description: 'It is sealed and never shown again.' });
  if (provider !== '') return z.object({ key });
  const [first, ...others] = names;
  const name = first === undefined ? z.string().min(1) : z.enum([first, ...others]);
  return z.object({ name: name.meta({ title: 'Provider' }), key });
}

function SecretTable(props: {
  keys: readonly ModelKey[];
  onReplace: (name: string) => void;
  onChange: () => Promise<void>;
}): ReactNode {
  const remove = (name: string): Promise<unknown> =>
    attempt(
      async () => {
        await client.models.removeKey({ name });
        await props.onChange();
      },
      { done: `The key to ${name} is removed`, failed: 'The key was not removed' },
    );
  return (
    <Table.ScrollContainer minWidth={680}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {['Provider', 'State', 'Kept in', 'Hash', 'Set'].map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
            <Table.Th ta="right">Actions</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.keys.map((key) => (
            <Table.Tr key={`${key.name} ${key.keyFrom ?? ''}`}>
              <Table.Td>
                <Text fw={550}>{key.name}</Text>
              </Table.Td>
              <Table.Td>
                <SignBadge
                  tone={key.isInForce ? 'good' : key.problem === null ? 'neutral' : 'bad'}
                  word={key.isInForce ? 'In force' : 'Not in force'}
                />
                {key.problem === null ? undefined : <Text size="sm">{key.problem}</Text>}
              </Table.Td>
              <Table.Td>{key.keyFrom === 'environment' ? 'The environment' : 'AICMO, sealed'}</Table.Td>
              <Table.Td>{key.keyId === null ? 'Cannot be opened' : <Code>{key.keyId}</Code>}</Table.Td>
              <Table.Td>
                {key.updatedAt === null ? (
                  'At the start of the server'
                ) : (
                  <>
                    <Moment at={key.updatedAt} /> by {key.updatedBy}
                  </>
                )}
              </Table.Td>
              <Table.Td>
                {key.keyFrom === 'environment' ? undefined : (
                  <Group gap="xs" justify="flex-end" wrap="nowrap">
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={`Replace the key to ${key.name}`}
                      onClick={() => props.onReplace(key.name)}
                    >
                      Replace
                    </Button>
                    <ConfirmButton
                      label="Remove"
                      title={`Remove the key to ${key.name}?`}
                      confirm="Remove the key"
                      isBad
                      button={{ size: 'xs' }}
                      onConfirm={() => remove(key.name)}
                    >
                      Models of {key.name} are not called any more, unless the environment has a key to it.
                    </ConfirmButton>
                  </Group>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
