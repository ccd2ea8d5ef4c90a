import { Stack, Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { diffLines } from '../lib/diff-lines.ts';
import { counted } from '../lib/words.ts';

const MARKS = { added: '+ ', removed: '- ', same: '  ' } as const;

/** What changed from one text to another, line by line. */
export function LineDiff(props: { before: string; after: string; label?: string }): ReactNode {
  const { before, after, label = 'Changed lines' } = props;
  const lines = useMemo(() => diffLines(before.split('\n'), after.split('\n')), [before, after]);
  const count = (kind: keyof typeof MARKS): number => lines.filter((line) => line.kind === kind).length;
  const [added, removed] = [count('added'), count('removed')];
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {added + removed === 0 ? 'No line differs.' : `${counted(added, 'line')} added, ${removed} removed`}
      </Text>
      <pre className="code-block wrapped" tabIndex={0} role="group" aria-label={label}>
        {lines.map((line, index) => (
          <span key={index} className="diff-line" data-kind={line.kind}>
            {MARKS[line.kind]}
            {line.text}
            {'\n'}
          </span>
        ))}
      </pre>
    </Stack>
  );
}
