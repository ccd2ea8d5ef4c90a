import { Button, Group, Modal, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { ModelsStatus } from '#modules/models/contract';
import { api, client } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { tellDone, tellFailed } from '../../ui/toast.ts';
import { millisecondWords } from './model-words.ts';

type UseCase = ModelsStatus['useCases'][number];

const useCaseForm = z.object({
  chain: z
    .array(z.string())
    .max(12)
    .default([])
    .meta({ title: 'Chain', description: 'Names of targets, in the order they are asked.' }),
  policy: z.enum(['quality', 'cost', 'latency']).meta({ title: 'Policy' }),
  retries: z.number().int().min(0).max(5).meta({ title: 'Retries' }),
  deadlineMs: z.number().int().min(100).max(3_600_000).meta({ title: 'Deadline in milliseconds' }),
});

/** Who is asked for what, in which order. */
export function UseCasesTab(): ReactNode {
  const { can } = useSession();
  const queries = useQueryClient();
  const [edited, setEdited] = useState<UseCase>();
  const status = useQuery(api.models.status.queryOptions());
  const change = async (act: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await act();
      await queries.invalidateQueries({ queryKey: api.models.status.key() });
      setEdited(undefined);
      tellDone(done);
    } catch (error) {
      tellFailed('The use case is as it was', error);
    }
  };
  return (
    <Section title="Use cases" lead="Targets are asked in the order of the chain, weighed by the policy.">
      <Shown query={status}>
        {({ useCases }) => (
          <TableFrame label="Use cases">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Use case</Table.Th>
                <Table.Th>Chain</Table.Th>
                <Table.Th>Policy</Table.Th>
                <Table.Th ta="right">Retries</Table.Th>
                <Table.Th ta="right">Deadline</Table.Th>
                <Table.Th>Cache</Table.Th>
                {can('llm.manage') ? <Table.Th ta="right">Change</Table.Th> : undefined}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {useCases.map((useCase) => (
                <Table.Tr key={useCase.name}>
                  <Table.Td>
                    <Text fw={500}>{useCase.name}</Text>
                    <Text size="xs" c="dimmed">
                      {useCase.kind}
                      {useCase.mask ? ', masked' : ''}
                    </Text>
                    {useCase.isChanged ? <SignBadge tone="info" word="Changed here" /> : undefined}
                  </Table.Td>
                  <Table.Td>{useCase.chain.length === 0 ? 'nobody' : useCase.chain.join(', then ')}</Table.Td>
                  <Table.Td>{useCase.policy}</Table.Td>
                  <Table.Td ta="right">{useCase.retries}</Table.Td>
                  <Table.Td ta="right">{millisecondWords(useCase.deadlineMs)}</Table.Td>
                  <Table.Td>{useCase.cache}</Table.Td>
                  {can('llm.manage') ? (
                    <Table.Td>
                      <Group gap="xs" justify="flex-end" wrap="nowrap">
                        <Button
                          size="xs"
                          variant="default"
                          aria-label={`Change ${useCase.name}`}
                          onClick={() => setEdited(useCase)}
                        >
                          Change
                        </Button>
                        {useCase.isChanged ? (
                          <ConfirmButton
                            label="Reset"
                            title={`Reset ${useCase.name}`}
                            confirm="Reset it"
                            button={{ size: 'xs' }}
                            onConfirm={() =>
                              change(
                                () => client.models.resetUseCase({ useCase: useCase.name }),
                                `${useCase.name} is as the models file says.`,
                              )
                            }
                          >
                            It goes back to what the models file says.
                          </ConfirmButton>
                        ) : undefined}
                      </Group>
                    </Table.Td>
                  ) : undefined}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </TableFrame>
        )}
      </Shown>
      <Modal
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={`Change ${edited?.name ?? ''}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {edited === undefined ? undefined : (
          <SchemaForm
            schema={useCaseForm}
            submit="Save"
            initial={{ ...edited }}
            onSubmit={(given) =>
              change(
                () => client.models.setUseCase({ ...given, useCase: edited.name }),
                `${edited.name} is changed.`,
              )
            }
            onCancel={() => setEdited(undefined)}
          />
        )}
      </Modal>
    </Section>
  );
}
