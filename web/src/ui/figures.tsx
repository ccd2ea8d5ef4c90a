import { Box, Paper, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export interface FigureProps {
  readonly label: string;
  /** undefined: there is nothing to compute it from, which is not zero. */
  readonly value: string | undefined;
  /** Unit, period or what it is a part of. */
  readonly note?: ReactNode;
  /** The page with the rows it was counted from. */
  readonly link?: (children: ReactNode) => ReactNode;
}

/** A row of figures. Each says what it counts; one with a link leads to its rows. */
export function Figures({ items }: { items: readonly FigureProps[] }): ReactNode {
  return (
    <SimpleGrid
      cols={{ base: 2, sm: 3, lg: Math.min(6, Math.max(3, items.length)) }}
      spacing="sm"
      component="dl"
      m={0}
    >
      {items.map((item) => (
        <FigureCard key={item.label} {...item} />
      ))}
    </SimpleGrid>
  );
}

function FigureCard({ label, value, note, link }: FigureProps): ReactNode {
  const figure = (
    <span className="figure" data-figure={label}>
      {value ?? 'No data'}
    </span>
  );
  return (
    <Paper withBorder px="md" py="sm" className="figure-card">
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Box component="dd" m={0}>
        {link === undefined ? figure : link(figure)}
        {note === undefined ? undefined : (
          <Text size="xs" c="dimmed" component="div">
            {note}
          </Text>
        )}
      </Box>
    </Paper>
  );
}
