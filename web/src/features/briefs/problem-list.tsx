import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '#kernel/text-problem';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Told } from '../../ui/told.tsx';

/** Problems of a brief as the terminal shows them: where, what, a caret under the place, and what would be right. */
export function ProblemList(props: {
  problems: readonly Problem[];
  onGo?: (problem: Problem) => void;
}): ReactNode {
  return (
    <Stack gap="xs">
      {props.problems.map((problem) => (
        <Paper
          key={`${problem.rule}-${problem.line ?? 0}-${problem.column ?? 0}-${problem.message}`}
          withBorder
          p="sm"
        >
          <Group gap="xs" mb={4}>
            <SignBadge
              tone={problem.severity === 'error' ? 'bad' : 'warning'}
              word={problem.severity === 'error' ? 'Error' : 'Note'}
            />
            {problem.line === undefined ? undefined : props.onGo === undefined ? (
              <Text size="sm">
                line {problem.line}, column {problem.column}
              </Text>
            ) : (
              <button type="button" className="text-button" onClick={() => props.onGo?.(problem)}>
                line {problem.line}, column {problem.column}
              </button>
            )}
            {problem.field === undefined ? undefined : (
              <Text size="sm" c="dimmed">
                {problem.field}
              </Text>
            )}
          </Group>
          <Text size="sm">
            <Told text={problem.message} />
          </Text>
          {problem.excerpt === undefined ? undefined : (
            <pre className="excerpt">
              {problem.excerpt.text}
              {'\n'}
              {problem.excerpt.caret}
            </pre>
          )}
          <Text size="sm" c="dimmed">
            {problem.hint}
          </Text>
        </Paper>
      ))}
    </Stack>
  );
}
