import { Group, Paper, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { z } from 'zod';
import type { Cell } from '#modules/creative/contract';
import { api, pictureAddress } from '../../api.ts';
import { formatNumber } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Section } from '../../ui/section.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { useCampaign } from './use-campaign.ts';
import { PathLink } from '../../ui/path-link.tsx';

/** What the report of a cell holds, as far as it is shown here. */
const report = z.object({
  axes: z.record(z.string(), z.number()).optional(),
  closest: z.array(z.object({ a: z.string(), b: z.string(), similarity: z.number().nullish() })).optional(),
  lacking: z.object({ sentence: z.string() }).nullish(),
});

/** How different the variants of each cell are: effective number, closest pairs, and what would help. */
export function DiversityTab(): ReactNode {
  const campaign = useCampaign();
  const cells = useQuery(api.variants.listCells.queryOptions({ input: { campaignId: campaign.id } }));
  return (
    <Shown query={cells}>
      {({ items }) => {
        const measured = items.filter((cell) => cell.diversity !== null);
        if (measured.length === 0)
          return (
            <EmptyPlace title="Nothing measured yet">Variety is measured when a cell is finished.</EmptyPlace>
          );
        return (
          <Section
            title="Variety by cell"
            lead="Effective variants count copies as one: five that are all alike count as 1, five unrelated ones as 5."
          >
            <Stack gap="sm">
              {measured.map((cell) => (
                <CellVariety key={cell.id} cell={cell} />
              ))}
            </Stack>
          </Section>
        );
      }}
    </Shown>
  );
}

function CellVariety({ cell }: { cell: Cell }): ReactNode {
  const read = report.safeParse(cell.diversity);
  const { axes = {}, closest = [], lacking } = read.success ? read.data : {};
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start">
        <Text fw={600}>
          {cell.productKey}, {cell.locale}, {cell.channel}
        </Text>
        <Text className="tabular">
          <b>{cell.effective === null ? 'Not measured' : formatNumber(cell.effective, 2)}</b> effective of{' '}
          {cell.accepted}
          {cell.score === null ? '' : `, score ${formatNumber(cell.score, 2)}`}
        </Text>
      </Group>
      {lacking == null ? undefined : <Text size="sm">{lacking.sentence}</Text>}
      <Table
        mt="xs"
        verticalSpacing={4}
        aria-label={`Effective variants by axis, ${cell.productKey} ${cell.locale} ${cell.channel}`}
      >
        <Table.Tbody>
          {Object.entries(axes).map(([axis, value]) => (
            <Table.Tr key={axis}>
              <Table.Th scope="row" w={120} fw={500}>
                By {axis}
              </Table.Th>
              <Table.Td data-number>{formatNumber(value, 2)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {closest.length === 0 ? undefined : <ClosestPairs cell={cell} pairs={closest.slice(0, 3)} />}
    </Paper>
  );
}

function ClosestPairs({
  cell,
  pairs,
}: {
  cell: Cell;
  pairs: readonly { a: string; b: string; similarity?: number | null | undefined }[];
}): ReactNode {
  const campaign = useCampaign();
  const { workspace } = useSession();
  const variants = useQuery(
    api.variants.listVariants.queryOptions({
      input: { campaignId: campaign.id, cellId: cell.id, limit: 200 },
    }),
  );
  const find = (ordinal: string) =>
    variants.data?.items.find((variant) => variant.ordinal === Number(ordinal));
  return (
    <Stack gap={6} mt="sm">
      <Text size="sm" fw={600}>
        Closest pairs
      </Text>
      {pairs.map((pair) => {
        const [a, b] = [find(pair.a), find(pair.b)];
        return (
          <Group key={`${pair.a}-${pair.b}`} gap="sm">
            {[a, b].map((variant) =>
              variant?.renditions[0] === undefined ? undefined : (
                <img
                  key={variant.id}
                  className="pair-picture"
                  src={pictureAddress(variant.id, variant.renditions[0].ratio, 160)}
                  alt={variant.copy.altText}
                  loading="lazy"
                />
              ),
            )}
            <Text size="sm" className="tabular">
              Variants {Number(pair.a)} and {Number(pair.b)}, similarity{' '}
              {pair.similarity == null ? 'not known' : formatNumber(pair.similarity, 2)}
            </Text>
            {a === undefined || b === undefined ? undefined : (
              <PathLink
                to={`/w/${workspace.workspaceId}/campaigns/${campaign.key}/variants`}
                search={{ compare: [a.id, b.id] }}
              >
                Compare
              </PathLink>
            )}
          </Group>
        );
      })}
    </Stack>
  );
}
