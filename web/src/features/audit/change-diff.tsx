import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

type Fields = Readonly<Record<string, unknown>> | null;

function textOf(fields: Fields, name: string): string | undefined {
  const value = fields?.[name];
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** Which fields changed, from what to what. */
export function ChangeDiff(props: {
  before: Fields;
  after: Fields;
  /** What the two sides are called. */
  heads?: readonly [string, string];
}): ReactNode {
  const { before, after, heads = ['Before', 'After'] } = props;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (names.length === 0) return <Text c="dimmed">No field changed.</Text>;
  return (
    <Table withTableBorder aria-label="What changed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w="20%">Field</Table.Th>
          <Table.Th w="40%">{heads[0]}</Table.Th>
          <Table.Th w="40%">{heads[1]}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {names.map((name) => (
          <Table.Tr key={name}>
            <Table.Th scope="row">{name}</Table.Th>
            <Table.Td>
              <Side text={textOf(before, name)} kind="before" />
            </Table.Td>
            <Table.Td>
              <Side text={textOf(after, name)} kind="after" />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Side({ text, kind }: { text: string | undefined; kind: 'before' | 'after' }): ReactNode {
  if (text === undefined)
    return (
      <Text size="sm" c="dimmed">
        Not there
      </Text>
    );
  const Mark = kind === 'before' ? 'del' : 'ins';
  return <Mark className="change-text">{text}</Mark>;
}
