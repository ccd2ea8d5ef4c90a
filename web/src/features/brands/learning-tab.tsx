import { Button, Modal, SegmentedControl, Stack } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { KnowledgeItem } from '#modules/knowledge/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useSession } from '../../session.tsx';
import { keysetPages } from '../../ui/list/list-model.ts';
import { MoreButton } from '../../ui/more-button.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { Section } from '../../ui/section.tsx';
import { EmptyPlace, NoMatch, Shown } from '../../ui/states.tsx';
import { LearntItem } from './learnt-item.tsx';
import { useBrand } from './use-brand.ts';

const route = getRouteApi('/w/$workspace/brands/$brandId/learning');
const STATES = [
  { value: 'all', label: 'All in use' },
  { value: 'proposed', label: 'Proposed' },
  { value: 'confirmed', label: 'Confirmed' },
  { value: 'forgotten', label: 'Forgotten' },
];

/** What has been learnt about the brand: each item with what led to it, for a person to decide. */
export function LearningTab(): ReactNode {
  const brand = useBrand();
  const { can } = useSession();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const [isAdding, setAdding] = useState(false);
  const query = useInfiniteQuery(
    api.knowledge.list.infiniteOptions({
      input: (after: string | undefined) => ({ brandId: brand.id, state, limit: 50, after }),
      ...keysetPages,
    }),
  );
  const turn = (value: string): void =>
    void navigate({
      search: value === 'all' ? {} : { state: value as KnowledgeItem['state'] },
      replace: true,
    });
  const mayWrite = can('brands.write');
  return (
    <Section
      title="What has been learnt"
      lead="Tasks read what is confirmed first, then what is proposed by how sure it is. What is forgotten nobody reads, and it is not proposed again."
      actions={mayWrite ? <Button onClick={() => setAdding(true)}>Add an item</Button> : undefined}
    >
      <SegmentedControl
        aria-label="State"
        data={STATES}
        value={state ?? 'all'}
        onChange={turn}
        style={{ alignSelf: 'flex-start' }}
      />
      <Shown query={{ ...query, data: query.data?.pages.flatMap(({ items }) => items) }}>
        {(items) =>
          items.length > 0 ? (
            <Stack component="ul" gap="sm" m={0} p={0} className="plain-list">
              {items.map((item) => (
                <LearntItem key={item.id} item={item} mayDecide={mayWrite} />
              ))}
            </Stack>
          ) : state === undefined ? (
            <EmptyPlace
              title="Nothing is known yet"
              icon={<IconBulb size={28} stroke={1.5} aria-hidden="true" />}
            >
              Tasks that are done for real propose what they find out about the brand, with the facts that led
              to it. People add what they know.
            </EmptyPlace>
          ) : (
            <NoMatch onClear={() => turn('all')} />
          )
        }
      </Shown>
      <MoreButton query={query}>Show more</MoreButton>
      <Modal
        opened={isAdding}
        onClose={() => setAdding(false)}
        title="Add what is known"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <AddForm brandId={brand.id} onDone={() => setAdding(false)} />
      </Modal>
    </Section>
  );
}

const ADDED = z.object({
  statement: z
    .string()
    .trim()
    .min(3)
    .max(500)
    .meta({ title: 'What is known', description: 'One sentence.', format: 'text' }),
  text: z.string().trim().min(1).max(1_000).meta({ title: 'What led to it', format: 'text' }),
  source: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .meta({ title: 'Source', description: 'Where that lies, or who said it.' }),
  percent: z
    .number()
    .min(0)
    .max(100)
    .default(80)
    .meta({ title: 'Confidence (per cent)', description: 'How sure it is.' }),
});

function AddForm({ brandId, onDone }: { brandId: string; onDone: () => void }): ReactNode {
  const queries = useQueryClient();
  return (
    <SchemaForm
      schema={ADDED}
      submit="Add it"
      onCancel={onDone}
      onSubmit={({ statement, text, source, percent }) =>
        attempt(
          async () => {
            const evidence = [{ text, source }];
            await client.knowledge.add({ brandId, statement, evidence, confidence: percent / 100 });
            onDone();
            await queries.invalidateQueries({ queryKey: api.knowledge.key() });
          },
          { done: 'It is known now.', failed: 'It was not added' },
        )
      }
    />
  );
}
