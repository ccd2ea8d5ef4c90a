import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PromptVersion } from '#modules/models/contract';
import { api } from '../../api.ts';
import { capitalised, counted, spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';

/** What models are told: each prompt with its versions and the one in use. */
export function PromptsTab(): ReactNode {
  const prompts = useQuery(api.models.prompts.queryOptions({ input: {} }));
  return (
    <Section
      title="Prompts"
      lead="What models are told. Version 0 ships with AICMO and stays; versions of your own come after it."
    >
      <Shown query={prompts}>{({ items }) => <Prompts items={items} />}</Shown>
    </Section>
  );
}

function Prompts({ items }: { items: readonly PromptVersion[] }): ReactNode {
  const { workspace } = useSession();
  const base = `/w/${workspace.workspaceId}/models/prompts`;
  return (
    <TableFrame label="Prompts">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Prompt</Table.Th>
          <Table.Th>For</Table.Th>
          <Table.Th ta="right">In use</Table.Th>
          <Table.Th ta="right">Versions</Table.Th>
          <Table.Th>Newest</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {[...Map.groupBy(items, ({ name }) => name)].map(([name, versions]) => {
          const newest = versions.reduce((a, b) => (b.version > a.version ? b : a));
          const active = versions.find(({ isActive }) => isActive);
          return (
            <Table.Tr key={name}>
              <Table.Td>
                <PathLink to={`${base}/${name}`} className="row-link">
                  {capitalised(spacedName(name))}
                </PathLink>
              </Table.Td>
              <Table.Td>{spacedName(newest.useCase)}</Table.Td>
              <Table.Td ta="right">
                {active === undefined ? 'not known' : `version ${active.version}`}
              </Table.Td>
              <Table.Td ta="right">{counted(versions.length, 'version')}</Table.Td>
              <Table.Td>
                <Text size="sm" lineClamp={1}>
                  {newest.note === '' ? `Version ${newest.version}` : newest.note}
                </Text>
                {newest.createdAt === null ? undefined : (
                  <Text size="xs" c="dimmed">
                    {newest.createdBy}, <Moment at={newest.createdAt} />
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </TableFrame>
  );
}
