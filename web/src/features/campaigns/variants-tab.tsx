import { Button, Checkbox, Group, Modal, Paper, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { directionOf } from '#kernel/local-text';
import type { Variant } from '#modules/creative/contract';
import { api, pictureAddress } from '../../api.ts';
import { hasDialog, isTyping } from '../../lib/is-typing.ts';
import { counted } from '../../lib/words.ts';
import { keysetPages } from '../../ui/list/list-model.ts';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace, NoMatch, Shown } from '../../ui/states.tsx';
import { isRunning, RUNNING_MS, useCampaign } from './use-campaign.ts';
import { VariantDetail } from './variant-detail.tsx';

const route = getRouteApi('/w/$workspace/campaigns/$id/variants');
const PAGE = 60;
const TILE = 250;
const FILTERS = ['productKey', 'locale', 'channel', 'angle', 'layout', 'verdict'] as const;
type FilterName = (typeof FILTERS)[number];

/** Every variant of a campaign as pictures: filtered by the server, looked at closely, and compared. */
export function VariantsTab(): ReactNode {
  const campaign = useCampaign();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { open, compare = [], ...filter } = search;
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const query = useInfiniteQuery(
    api.variants.listVariants.infiniteOptions({
      input: (after: string | undefined) => ({ campaignId: campaign.id, limit: PAGE, after, ...filter }),
      ...keysetPages,
      refetchInterval: isRunning(campaign) ? RUNNING_MS : false,
    }),
  );
  const isFiltered = FILTERS.some((name) => filter[name] !== undefined);
  const clear = (): void => set(Object.fromEntries(FILTERS.map((name) => [name, undefined])));
  const toggle = (id: string): void => {
    const next = compare.includes(id) ? compare.filter((found) => found !== id) : [...compare, id].slice(-4);
    set({ compare: next.length === 0 ? undefined : next });
  };
  return (
    <Stack gap="md">
      <FilterBar filter={filter} set={set} isFiltered={isFiltered} clear={clear} />
      <Shown query={query}>
        {({ pages }) => {
          const variants = pages.flatMap(({ items }) => items);
          if (variants.length === 0) {
            return isFiltered ? (
              <NoMatch onClear={clear} />
            ) : (
              <EmptyPlace title="No variant yet">
                They appear here as their cells are finished. Coverage says what is missing.
              </EmptyPlace>
            );
          }
          return (
            <>
              <Text size="sm" c="dimmed" role="status">
                {counted(variants.length, 'variant')}
                {query.hasNextPage ? ' loaded, and there are more' : ''}. Mark two to four to compare them.
              </Text>
              <Gallery
                variants={variants}
                marked={compare}
                onOpen={(id) => set({ open: id })}
                onMark={toggle}
                onEnd={() => {
                  if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
                }}
              />
              <Closer variants={variants} open={open} set={(id) => set({ open: id })} />
            </>
          );
        }}
      </Shown>
      {compare.length === 0 ? undefined : (
        <Comparison ids={compare} onClear={() => set({ compare: undefined })} />
      )}
    </Stack>
  );
}

function FilterBar(props: {
  filter: { [Name in FilterName]?: string | undefined };
  set: (change: { [Name in FilterName]?: never }) => void;
  isFiltered: boolean;
  clear: () => void;
}): ReactNode {
  const campaign = useCampaign();
  const input = { campaignId: campaign.id };
  const cells = useQuery(api.variants.listCells.queryOptions({ input }));
  const summary = useQuery(api.variants.summary.queryOptions({ input }));
  const of = (pick: 'productKey' | 'locale' | 'channel'): string[] => [
    ...new Set(cells.data?.items.map((cell) => cell[pick])),
  ];
  const choices: Readonly<
    Record<FilterName, readonly [label: string, data: (string | { value: string; label: string })[]]>
  > = {
    productKey: ['Product', of('productKey')],
    locale: ['Language', of('locale')],
    channel: ['Channel', of('channel')],
    angle: ['Angle', summary.data?.angles.map(({ name }) => name) ?? []],
    layout: ['Layout', summary.data?.layouts.map(({ name }) => name) ?? []],
    verdict: [
      'Checks',
      [
        { value: 'clean', label: 'All passed' },
        { value: 'noted', label: 'With a note' },
        { value: 'repaired', label: 'Repaired' },
      ],
    ],
  };
  return (
    <Group gap="xs" role="group" aria-label="Filter">
      {FILTERS.map((name) => (
        <Select
          key={name}
          aria-label={choices[name][0]}
          placeholder={choices[name][0]}
          data={choices[name][1]}
          value={props.filter[name] ?? null}
          onChange={(value) => props.set({ [name]: value ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': `Clear ${choices[name][0]}` }}
          w={{ base: 'calc(50% - 6px)', sm: 150 }}
        />
      ))}
      {props.isFiltered ? (
        <Button variant="subtle" size="compact-sm" onClick={props.clear}>
          Clear
        </Button>
      ) : undefined}
    </Group>
  );
}

interface GalleryProps {
  readonly variants: readonly Variant[];
  readonly marked: readonly string[];
  readonly onOpen: (id: string) => void;
  readonly onMark: (id: string) => void;
  readonly onEnd: () => void;
}

/** Tiles in rows; only the rows in view are drawn. */
function Gallery({ variants, marked, onOpen, onMark, onEnd }: GalleryProps): ReactNode {
  const { ref, width } = useElementSize();
  const place = useRef<HTMLDivElement>(null);
  const columns = Math.max(1, Math.floor((width + 12) / (TILE + 12)));
  const count = Math.ceil(variants.length / columns);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => 330,
    overscan: 3,
    gap: 12,
    scrollMargin: place.current?.offsetTop ?? 0,
  });
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= count - 2) onEnd();
  }, [last, count, onEnd]);
  return (
    <div ref={place}>
      <div ref={ref} style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {drawn.map((item) => (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className="tile-row"
            style={{
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              transform: `translateY(${item.start - virtual.options.scrollMargin}px)`,
            }}
          >
            {variants.slice(item.index * columns, (item.index + 1) * columns).map((variant) => (
              <Tile
                key={variant.id}
                variant={variant}
                isMarked={marked.includes(variant.id)}
                onOpen={onOpen}
                onMark={onMark}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** In one word how a variant stood its checks. */
export function verdictOf(variant: Variant): { tone: 'good' | 'warning'; word: string } {
  if (variant.renditions.some(({ verdict }) => verdict === 'repaired'))
    return { tone: 'warning', word: 'Repaired' };
  const checks = [...variant.checks, ...variant.renditions.flatMap((found) => found.checks)];
  return checks.every(({ verdict }) => verdict === 'pass')
    ? { tone: 'good', word: 'Passed' }
    : { tone: 'warning', word: 'Note' };
}

function Tile(props: {
  variant: Variant;
  isMarked: boolean;
  onOpen: (id: string) => void;
  onMark: (id: string) => void;
}): ReactNode {
  const { variant, isMarked } = props;
  const { copy } = variant;
  const first = variant.renditions[0];
  return (
    <Paper
      withBorder
      component="article"
      className="tile"
      data-variant={variant.id}
      data-marked={isMarked || undefined}
    >
      <button
        type="button"
        className="tile-picture"
        onClick={() => props.onOpen(variant.id)}
        aria-label={`Look closely at ${variant.key}`}
      >
        {first === undefined ? undefined : (
          <img
            src={pictureAddress(variant.id, first.ratio, 640)}
            width={first.width}
            height={first.height}
            loading="lazy"
            alt={copy.altText}
          />
        )}
      </button>
      <Stack gap={4} p="sm">
        <Text fw={600} size="sm" lineClamp={2} lang={copy.locale} dir={directionOf(copy.locale)}>
          {copy.headline}
        </Text>
        <Text size="xs" c="dimmed">
          {variant.locale} · {variant.channel} · {variant.angle} · {variant.layout}
        </Text>
        <Group justify="space-between" gap="xs">
          <SignBadge {...verdictOf(variant)} />
          <Checkbox size="xs" label="Compare" checked={isMarked} onChange={() => props.onMark(variant.id)} />
        </Group>
      </Stack>
    </Paper>
  );
}

function Closer({
  variants,
  open,
  set,
}: {
  variants: readonly Variant[];
  open: string | undefined;
  set: (id: string | undefined) => void;
}): ReactNode {
  const index = variants.findIndex(({ id }) => id === open);
  const variant = variants[index];
  const step = (by: number): void => {
    const next = variants[index + by];
    if (next !== undefined) set(next.id);
  };
  useEffect(() => {
    if (variant === undefined) return undefined;
    const act = (event: KeyboardEvent): void => {
      if (isTyping(event) || !hasDialog()) return;
      if (event.key === 'ArrowLeft') step(-1);
      if (event.key === 'ArrowRight') step(1);
    };
    document.addEventListener('keydown', act);
    return () => document.removeEventListener('keydown', act);
  });
  return (
    <Modal
      opened={variant !== undefined}
      onClose={() => set(undefined)}
      size="min(1200px, 96vw)"
      title={variant?.key}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {variant === undefined ? undefined : (
        <Stack>
          <VariantDetail variant={variant} />
          <Group justify="space-between">
            <Button variant="default" disabled={index <= 0} onClick={() => step(-1)}>
              Before
            </Button>
            <Text size="sm" c="dimmed">
              {index + 1} of {variants.length}
            </Text>
            <Button variant="default" disabled={index >= variants.length - 1} onClick={() => step(1)}>
              Next
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

/** Two to four variants side by side. */
function Comparison({ ids, onClear }: { ids: readonly string[]; onClear: () => void }): ReactNode {
  return (
    <Paper withBorder p="md" component="section" aria-label="Side by side">
      <Group justify="space-between" mb="sm">
        <Text fw={600} role="status">
          {ids.length < 2
            ? 'Mark another variant to compare it with this one.'
            : `${ids.length} side by side`}
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={onClear}>
          Unmark
        </Button>
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: Math.max(2, ids.length) }}>
        {ids.map((id) => (
          <Compared key={id} id={id} />
        ))}
      </SimpleGrid>
    </Paper>
  );
}

function Compared({ id }: { id: string }): ReactNode {
  const query = useQuery(api.variants.getVariant.queryOptions({ input: { id } }));
  return <Shown query={query}>{(variant) => <VariantDetail variant={variant} isNarrow />}</Shown>;
}
