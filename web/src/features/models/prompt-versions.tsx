import { Code, Stack, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PromptVersion } from '#modules/models/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { LineDiff } from '../../ui/line-diff.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';

const route = getRouteApi('/w/$workspace/models/prompts/$name');

interface VersionsProps {
  readonly versions: readonly PromptVersion[];
  readonly shown: PromptVersion;
}

/** The versions of a prompt, newest first; one of them is in use. */
export function PromptVersions({ versions, shown }: VersionsProps): ReactNode {
  const { workspace, can } = useSession();
  const { name } = route.useParams();
  const path = `/w/${workspace.workspaceId}/models/prompts/${name}`;
  const active = versions.find(({ isActive }) => isActive);
  return (
    <Section
      title="Versions"
      lead="Nothing is overwritten: a change is a new version, and an old one can be taken again."
    >
      <TableFrame label="Versions">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Version</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Note</Table.Th>
            <Table.Th>Written</Table.Th>
            <Table.Th>Hash</Table.Th>
            {can('llm.manage') ? <Table.Th ta="right">Change</Table.Th> : undefined}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((found) => (
            <Table.Tr key={found.version} data-version={found.version}>
              <Table.Td>
                <PathLink
                  to={path}
                  search={{ version: found.version }}
                  className="row-link"
                  {...(found.version === shown.version ? { 'aria-current': 'true' as const } : {})}
                >
                  Version {found.version}
                </PathLink>
              </Table.Td>
              <Table.Td>
                {found.isActive ? <SignBadge tone="good" word="In use" /> : 'not used'}
                {found.version === shown.version ? ', shown below' : ''}
              </Table.Td>
              <Table.Td>{found.note}</Table.Td>
              <Table.Td>
                {found.createdAt === null ? (
                  'ships with AICMO'
                ) : (
                  <>
                    {found.createdBy}, <Moment at={found.createdAt} />
                  </>
                )}
              </Table.Td>
              <Table.Td>
                <Code>{found.hash.slice(0, 8)}</Code>
              </Table.Td>
              {can('llm.manage') ? (
                <Table.Td ta="right">
                  {found.isActive || active === undefined ? undefined : (
                    <Activate wanted={found} active={active} />
                  )}
                </Table.Td>
              ) : undefined}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </Section>
  );
}

function Activate({ wanted, active }: { wanted: PromptVersion; active: PromptVersion }): ReactNode {
  const queries = useQueryClient();
  const { name, version } = wanted;
  const activate = async (): Promise<void> => {
    await attempt(() => client.models.activatePrompt({ name, version }), {
      done: `${spacedName(name)}: version ${version} is used from now on.`,
      failed: `Version ${active.version} stays in use`,
    });
    await queries.invalidateQueries({ queryKey: api.models.prompts.key() });
  };
  return (
    <ConfirmButton
      label="Use it"
      title={`Use version ${version} of ${spacedName(name)}`}
      confirm={`Use version ${version}`}
      size="lg"
      button={{ size: 'xs' }}
      onConfirm={activate}
    >
      <Stack gap="sm">
        <span>
          From the next call on, models are told version {version} instead of version {active.version}. What
          was written before stays as it is.
        </span>
        <RunningExperiment name={name} />
        <Text fw={600} size="sm">
          System
        </Text>
        <LineDiff before={active.system} after={wanted.system} label="System, changed lines" />
        <Text fw={600} size="sm">
          User
        </Text>
        <LineDiff before={active.user} after={wanted.user} label="User, changed lines" />
      </Stack>
    </ConfirmButton>
  );
}

/** While a comparison runs, its arms decide which version a campaign uses. */
function RunningExperiment({ name }: { name: string }): ReactNode {
  const experiments = useQuery(api.models.experiments.queryOptions({ input: { limit: 100 } }));
  const running = experiments.data?.items.find(
    (experiment) => experiment.promptName === name && experiment.state === 'running',
  );
  return running === undefined ? undefined : (
    <Text size="sm">
      The experiment “{running.name}” runs on this prompt: until it ends, its arms decide which version is
      used.
    </Text>
  );
}
