import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SCORES } from '#modules/evaluations/contract';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { SCORE_WORDS, scoreWords } from './score-words.ts';

const MOST_RUNS = 200;

/** How the versions of a prompt scored, run by run. */
export function PromptScores({ name }: { name: string }): ReactNode {
  const { workspace } = useSession();
  const base = `/w/${workspace.workspaceId}/models/evaluations`;
  const runs = useQuery(api.evaluations.list.queryOptions({ input: { limit: MOST_RUNS } }));
  return (
    <Section title="Scores by version" lead={`Of the newest ${MOST_RUNS} evaluations, those of this prompt.`}>
      <Shown query={runs}>
        {({ items }) => {
          const own = items.filter(({ promptName }) => promptName === name);
          if (own.length === 0)
            return (
              <Text c="dimmed">
                Not measured: no evaluation was made with this prompt.{' '}
                <PathLink to={base}>Evaluations</PathLink> says how one is made.
              </Text>
            );
          return (
            <TableFrame label="Scores by version">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th ta="right">Version</Table.Th>
                  <Table.Th>Set</Table.Th>
                  <Table.Th>Written by</Table.Th>
                  <Table.Th ta="right">Answered</Table.Th>
                  <Table.Th ta="right">Score</Table.Th>
                  {SCORES.map((score) => (
                    <Table.Th key={score} ta="right">
                      {SCORE_WORDS[score].label}
                    </Table.Th>
                  ))}
                  <Table.Th>When</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {own
                  .toSorted((a, b) => b.promptVersion - a.promptVersion)
                  .map((run) => (
                    <Table.Tr key={run.id}>
                      <Table.Td ta="right">{run.promptVersion}</Table.Td>
                      <Table.Td>
                        <PathLink to={`${base}/${run.id}`} className="row-link">
                          {run.setName}
                        </PathLink>
                      </Table.Td>
                      <Table.Td>{run.models.join(', ')}</Table.Td>
                      <Table.Td ta="right">
                        {run.answered} of {run.cases}
                      </Table.Td>
                      <Table.Td ta="right" fw={600}>
                        {scoreWords(run.total)}
                      </Table.Td>
                      {SCORES.map((score) => (
                        <Table.Td key={score} ta="right">
                          {scoreWords(run.scores[score])}
                        </Table.Td>
                      ))}
                      <Table.Td>
                        <Moment at={run.startedAt} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </TableFrame>
          );
        }}
      </Shown>
    </Section>
  );
}
