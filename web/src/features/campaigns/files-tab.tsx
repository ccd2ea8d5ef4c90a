import { Button, Code, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, pictureAddress } from '../../api.ts';
import { counted, formatBytes } from '../../lib/words.ts';
import { keysetPages } from '../../ui/list/list-model.ts';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { useCampaign } from './use-campaign.ts';

/** Every picture of the current revision, where it lies in the output folder, and its hash. */
export function FilesTab(): ReactNode {
  const campaign = useCampaign();
  const query = useInfiniteQuery(
    api.variants.listVariants.infiniteOptions({
      input: (after: string | undefined) => ({ campaignId: campaign.id, limit: 100, after }),
      ...keysetPages,
    }),
  );
  return (
    <Shown query={query}>
      {({ pages }) => {
        const files = pages.flatMap(({ items }) =>
          items.flatMap((variant) => variant.renditions.map((found) => ({ variant, found }))),
        );
        if (files.length === 0)
          return (
            <EmptyPlace title="No file yet">
              Pictures appear here, and in the output folder, as cells are finished.
            </EmptyPlace>
          );
        return (
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {counted(files.length, 'file')} shown. Paths lie under the output folder.
            </Text>
            <TableFrame label="Files">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Path</Table.Th>
                  <Table.Th>Size</Table.Th>
                  <Table.Th ta="right">Bytes</Table.Th>
                  <Table.Th>SHA-256</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {files.map(({ variant, found }) => (
                  <Table.Tr key={`${variant.id}-${found.ratio}`}>
                    <Table.Td>
                      <a href={pictureAddress(variant.id, found.ratio)} className="plain-anchor">
                        {found.path ?? `${variant.key}, ${found.ratio}`}
                      </a>
                    </Table.Td>
                    <Table.Td>
                      {found.width} x {found.height}
                    </Table.Td>
                    <Table.Td ta="right" data-number>
                      {formatBytes(found.bytes)}
                    </Table.Td>
                    <Table.Td>
                      <Code title={found.sha256}>{found.sha256.slice(0, 12)}</Code>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </TableFrame>
            {query.hasNextPage ? (
              <Button
                variant="default"
                onClick={() => void query.fetchNextPage()}
                loading={query.isFetchingNextPage}
              >
                Load more
              </Button>
            ) : undefined}
          </Stack>
        );
      }}
    </Shown>
  );
}
