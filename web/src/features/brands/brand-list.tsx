import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { IconPalette } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { BrandSummary } from '#modules/brands/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useSession } from '../../session.tsx';
import { keysetPages, type ListColumn, PAGE_ROWS } from '../../ui/list/list-model.ts';
import { RecordList } from '../../ui/list/record-list.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { EmptyPlace } from '../../ui/states.tsx';
import { ORIGIN_WORDS } from './brand-words.ts';
import { ColourStrip } from './colour-strip.tsx';

const route = getRouteApi('/w/$workspace/brands');

const COLUMNS: readonly ListColumn<BrandSummary>[] = [
  { id: 'name', header: 'Name', value: (row) => row.name },
  { id: 'key', header: 'Key', value: (row) => row.key, cell: (row) => <Code>{row.key}</Code> },
  {
    id: 'colours',
    header: 'Colours',
    value: (row) => Object.values(row.colours).join(' '),
    cell: (row) => <ColourStrip colours={row.colours} />,
    width: 170,
  },
  { id: 'revision', header: 'Revision', value: (row) => row.revision, isNumber: true, width: 100 },
  { id: 'origin', header: 'Came by', value: (row) => ORIGIN_WORDS[row.origin], width: 130 },
  {
    id: 'updated',
    header: 'Updated',
    value: (row) => row.updatedAt,
    cell: (row) => <Moment at={row.updatedAt} />,
    width: 150,
  },
];

/** Brands with their looks. */
export function BrandList(): ReactNode {
  const { workspace, can } = useSession();
  const { text } = route.useSearch();
  const [isOpen, setOpen] = useState(false);
  const base = `/w/${workspace.workspaceId}/brands`;
  const query = useInfiniteQuery(
    api.brands.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: PAGE_ROWS, after, text }),
      ...keysetPages,
    }),
  );
  const create = can('brands.write') ? (
    <Button onClick={() => setOpen(true)}>Make a brand</Button>
  ) : undefined;
  return (
    <Page title="Brands" lead="How each brand looks and speaks; campaigns are held to it." actions={create}>
      <RecordList
        name="brands"
        noun={['brand', 'brands']}
        columns={COLUMNS}
        query={query}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        rowLink={(row) => `${base}/${row.key}`}
        searches="Name or key"
        card={(row) => (
          <Stack gap={4}>
            <Group justify="space-between" gap="xs">
              <PathLink to={`${base}/${row.key}`} className="row-link">
                {row.name}
              </PathLink>
              <ColourStrip colours={row.colours} />
            </Group>
            <Text size="sm" c="dimmed">
              {row.key}, revision {row.revision}, <Moment at={row.updatedAt} />
            </Text>
          </Stack>
        )}
        empty={
          <EmptyPlace title="No brand yet" icon={<IconPalette size={28} />} action={create}>
            Make one here and give it colours, fonts, logos and a voice, or bring a folder with a brand.yaml
            by <Code>aicmo brand import FOLDER</Code>.
          </EmptyPlace>
        }
      />
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Make a brand"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <NewBrand base={base} onCancel={() => setOpen(false)} />
      </Modal>
    </Page>
  );
}

const newBrand = z.object({
  name: z.string('A name is needed').trim().min(1, 'A name is needed').max(120).meta({ title: 'Name' }),
  key: z
    .string()
    .max(80)
    .regex(/^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/, 'Lower-case letters, digits, - and _ only')
    .optional()
    .meta({
      title: 'Key',
      description: 'Briefs name the brand by it, and it never changes. Made of the name where it is empty.',
    }),
});

function NewBrand({ base, onCancel }: { base: string; onCancel: () => void }): ReactNode {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const make = async (given: z.output<typeof newBrand>): Promise<void> => {
    const made = await attempt(() => client.brands.create(given), { failed: 'The brand was not made' });
    if (made === undefined) return;
    await queries.invalidateQueries({ queryKey: api.brands.key() });
    await navigate({ to: `${base}/${made.key}` });
  };
  return <SchemaForm schema={newBrand} submit="Make the brand" onSubmit={make} onCancel={onCancel} />;
}
