import { Paper, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TaskDetail, TaskFinding } from '#modules/tasks/contract';
import { formatShare } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { ReadableValue } from '../../ui/readable-value.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { Told } from '../../ui/told.tsx';
import { type Sign, TASK_SIGNS } from '../../ui/tone.ts';
import { SOURCE_WORDS } from './task-words.ts';
import { useTask } from './use-task.ts';

/** What exactly is done, why, what stands in the way, and what comes before and after. */
export function DetailsTab(): ReactNode {
  const task = useTask();
  return (
    <Stack gap="xl">
      <Section title="What is done">
        <Text className="keep-lines" maw="72ch">
          {task.description === '' ? 'There is no description.' : task.description}
        </Text>
        <Paper withBorder p="md">
          <ReadableValue value={task.payload} />
        </Paper>
      </Section>
      <Section
        title="Why it was proposed"
        lead={`With a confidence of ${formatShare(task.confidence)}, ${SOURCE_WORDS[task.source]}.`}
      >
        <Text className="keep-lines" maw="72ch">
          {task.reason === '' ? 'No reason was given.' : task.reason}
        </Text>
        <Text size="sm" c="dimmed">
          Proposed by {task.madeBy}, <Moment at={task.createdAt} />; changed last{' '}
          <Moment at={task.updatedAt} />.
        </Text>
      </Section>
      <Findings findings={task.classification.findings} />
      <Neighbours task={task} />
    </Stack>
  );
}

const FINDING_SIGNS: Readonly<Record<TaskFinding['verdict'], Sign>> = {
  ok: { tone: 'good', word: 'In order' },
  blocks: { tone: 'bad', word: 'In the way' },
  weakens: { tone: 'warning', word: 'Makes it weaker' },
};

function Findings({ findings }: { findings: readonly TaskFinding[] }): ReactNode {
  return (
    <Section title="Whether it can be done" lead="Field by field, of the task, its campaign and its payload.">
      <TableFrame label="Whether it can be done">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Field</Table.Th>
            <Table.Th>Verdict</Table.Th>
            <Table.Th>What was found</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {findings.map(({ field, verdict, message }, index) => (
            <Table.Tr key={index}>
              <Table.Td>
                <code className="told-code">{field.replace(/^(dependsOn)\..*/, '$1')}</code>
              </Table.Td>
              <Table.Td>
                <SignBadge {...FINDING_SIGNS[verdict]} />
              </Table.Td>
              <Table.Td>
                <Told text={message} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </Section>
  );
}

function Neighbours({ task }: { task: TaskDetail }): ReactNode {
  return (
    <Section
      title="Before and after it"
      lead="A task is done only when those before it are; its work may be used by those after it."
    >
      <NeighbourList label="Comes after" tasks={task.before} none="It waits for no other task." />
      <NeighbourList label="Comes before" tasks={task.after} none="No other task waits for it." />
      {task.after.length === 0 ? undefined : (
        <Text size="sm" c="dimmed">
          It cannot be dropped while others come after it.
        </Text>
      )}
    </Section>
  );
}

function NeighbourList(props: { label: string; tasks: TaskDetail['before']; none: string }): ReactNode {
  const { workspace } = useSession();
  const { label, tasks, none } = props;
  if (tasks.length === 0) return <Text c="dimmed">{none}</Text>;
  return (
    <TableFrame label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{label}</Table.Th>
          <Table.Th w={140}>Status</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tasks.map(({ id, title, status }) => (
          <Table.Tr key={id}>
            <Table.Td>
              <PathLink to={`/w/${workspace.workspaceId}/tasks/${id}`}>{title}</PathLink>
            </Table.Td>
            <Table.Td>
              <SignBadge {...TASK_SIGNS[status]} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
