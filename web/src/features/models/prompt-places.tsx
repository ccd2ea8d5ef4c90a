import { Code, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { placesOf } from '#kernel/places';
import type { PromptVersion } from '#modules/models/contract';
import { Section } from '../../ui/section.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';

/** What may stand in the places of a prompt, and which of them a version has. */
export function PromptPlaces({ prompt }: { prompt: PromptVersion }): ReactNode {
  const system = placesOf({ system: prompt.system, user: '' });
  const user = placesOf({ system: '', user: prompt.user });
  const where = (place: string): string =>
    [system.includes(place) ? 'system' : '', user.includes(place) ? 'user' : '']
      .filter((part) => part !== '')
      .join(' and ') || 'not used';
  return (
    <Section
      title="Places"
      lead={`What is filled in when a model is asked, and where version ${prompt.version} has it.`}
    >
      <TableFrame label="Places">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Place</Table.Th>
            <Table.Th>What stands there</Table.Th>
            <Table.Th>Used in</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.entries(prompt.inputs).map(([place, what]) => (
            <Table.Tr key={place}>
              <Table.Td>
                <Code>{`{{${place}}}`}</Code>
              </Table.Td>
              <Table.Td>{what}</Table.Td>
              <Table.Td>{where(place)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </Section>
  );
}
