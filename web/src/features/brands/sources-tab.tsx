import { Button, Group, Modal, Paper, Stack } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { keysetPages } from '../../ui/list/list-model.ts';
import { MoreButton } from '../../ui/more-button.tsx';
import { Section } from '../../ui/section.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { AddFileForm, AddPageForm } from './source-forms.tsx';
import { SourceItem } from './source-item.tsx';
import { useBrand } from './use-brand.ts';
import './brands.css';

/** Pages and files about competitors and the market, from which a competitive analysis takes what they claim. */
export function SourcesTab(): ReactNode {
  const brand = useBrand();
  const { can } = useSession();
  const [adding, setAdding] = useState<'page' | 'file'>();
  const query = useInfiniteQuery(
    api.sources.list.infiniteOptions({
      input: (after: string | undefined) => ({ brandId: brand.id, limit: 50, after }),
      ...keysetPages,
    }),
  );
  const mayWrite = can('brands.write');
  const close = (): void => setAdding(undefined);
  return (
    <Section
      title="Sources about others"
      lead="A competitive analysis sets what these pages and files claim beside its criteria, with place and day, and never with a score."
      actions={
        mayWrite ? (
          <Group gap="xs">
            <Button variant="default" onClick={() => setAdding('page')}>
              Add a page
            </Button>
            <Button onClick={() => setAdding('file')}>Add a file</Button>
          </Group>
        ) : undefined
      }
    >
      <Shown query={{ ...query, data: query.data?.pages.flatMap(({ items }) => items) }}>
        {(items) =>
          items.length === 0 ? (
            <EmptyPlace
              title="No sources yet"
              icon={<IconFileText size={28} stroke={1.5} aria-hidden="true" />}
            >
              Add price lists, data sheets or pages of competitors, or studies of the market. They are kept as
              plain text.
            </EmptyPlace>
          ) : (
            <Stack component="ul" gap="sm" m={0} p={0} className="plain-list">
              {items.map((item) => (
                <Paper key={item.id} withBorder p="md" component="li" data-item={item.id}>
                  <SourceItem item={item} mayWrite={mayWrite} />
                </Paper>
              ))}
            </Stack>
          )
        }
      </Shown>
      <MoreButton query={query}>Show more</MoreButton>
      <Modal
        opened={adding !== undefined}
        onClose={close}
        title={adding === 'page' ? 'Add a page' : 'Add a file'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {adding === 'page' ? (
          <AddPageForm brandId={brand.id} onDone={close} />
        ) : (
          <AddFileForm brandId={brand.id} onDone={close} />
        )}
      </Modal>
    </Section>
  );
}
