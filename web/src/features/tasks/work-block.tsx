import { Badge, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { type ReactNode, useContext, useId } from 'react';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { type Block, type BlockOf, type Branch, isFigures, type Line } from './blocks.ts';
import { EvidenceContext, FactMarks } from './facts.tsx';
import { MadeVariants } from './made-variants.tsx';
import { PositionMap } from './position-map.tsx';

/** One block of a work product, drawn by its kind. */
export function WorkBlock({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return (
        <Title order={3} mt="sm">
          {block.text}
        </Title>
      );
    case 'text':
      return (
        <Text className="work-text keep-lines" component="div">
          <Said text={block.text} facts={block.facts} />
        </Text>
      );
    case 'list':
      return <Lines items={block.items} isOrdered={block.isOrdered === true} />;
    case 'table':
      return <WorkTable table={block} />;
    case 'quadrants':
      return <Quadrants fields={block.fields} />;
    case 'map':
      return <PositionMap map={block} />;
    case 'tree':
      return (
        <ul className="work-tree">
          <TreeBranch branch={block.root} />
        </ul>
      );
    case 'variants':
      return <MadeVariants items={block.items} />;
    case 'change':
      return <Change change={block} />;
    case 'unknown':
      return (
        <pre className="code-block" tabIndex={0}>
          {JSON.stringify(block.value, null, 2)}
        </pre>
      );
  }
}

/** A statement with what it rests on, and whether a model worded it. */
function Said({ text, facts, isAssumed }: Line): ReactNode {
  const { worded } = useContext(EvidenceContext);
  return (
    <>
      {text}
      {isAssumed === true ? (
        <>
          {' '}
          <SignBadge tone="warning" word="Assumed" />
        </>
      ) : undefined}
      {worded.has(text) ? (
        <>
          {' '}
          <Badge color="gray">Worded by a model</Badge>
        </>
      ) : undefined}
      <FactMarks ids={facts} />
    </>
  );
}

function Lines({ items, isOrdered }: { items: readonly Line[]; isOrdered: boolean }): ReactNode {
  const List = isOrdered ? 'ol' : 'ul';
  return (
    <List className="work-list">
      {items.map((item, index) => (
        <li key={index}>
          <Said {...item} />
        </li>
      ))}
    </List>
  );
}

function WorkTable({ table }: { table: BlockOf<'table'> }): ReactNode {
  const { caption, columns, rows } = table;
  const numeric = columns.map((_, index) => isFigures(rows.map((row) => row[index] ?? '')));
  return (
    <Stack gap={6} className="work-table">
      {caption === undefined ? undefined : (
        <Title order={4} size="h3">
          {caption}
        </Title>
      )}
      <TableFrame label={caption ?? columns.join(', ')}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, index) => (
              <Table.Th key={index} ta={numeric[index] === true ? 'right' : undefined}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, at) => (
            <Table.Tr key={at}>
              {columns.map((_, index) => (
                <Table.Td key={index} data-number={numeric[index] === true || undefined}>
                  {row[index]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </Stack>
  );
}

function Quadrants({ fields }: { fields: BlockOf<'quadrants'>['fields'] }): ReactNode {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      {fields.map((field, index) => (
        <Quadrant key={index} {...field} />
      ))}
    </SimpleGrid>
  );
}

function Quadrant({ title, items }: { title: string; items: readonly Line[] }): ReactNode {
  const id = useId();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Title order={3} mb="xs" id={id}>
        {title}
      </Title>
      <Lines items={items} isOrdered={false} />
    </Paper>
  );
}

function TreeBranch({ branch }: { branch: Branch }): ReactNode {
  const { name, detail, children } = branch;
  return (
    <li>
      <Text span fw={600} inherit>
        {name}
      </Text>
      {detail === undefined ? undefined : (
        <Text span c="dimmed" inherit>
          {' '}
          {detail}
        </Text>
      )}
      {children.length === 0 ? undefined : (
        <ul>
          {children.map((child, index) => (
            <TreeBranch key={index} branch={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Change({ change }: { change: BlockOf<'change'> }): ReactNode {
  const { title, before, after } = change;
  return (
    <Stack gap={6} component="section" aria-label={title}>
      <Title order={4} size="h3">
        {title}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        {[
          ['Before', before],
          ['After', after],
        ].map(([word, text]) => (
          <Paper key={word} withBorder p="md">
            <Text size="xs" c="dimmed" fw={600} mb={4}>
              {word}
            </Text>
            <Text className="work-change">{text === '' ? 'Nothing' : text}</Text>
          </Paper>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
