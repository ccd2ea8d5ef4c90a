import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { RowData } from '@tanstack/react-table';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { counted } from '../../lib/words.ts';
import { LoadFailed, Loading, NoMatch } from '../states.tsx';
import { BulkBar } from './bulk-bar.tsx';
import {
  type BulkAction,
  type ListColumn,
  type ListFilter,
  type ListQuery,
  type ListSearch,
  MOST_ROWS,
} from './list-model.ts';
import { ListTable } from './list-table.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { useHiddenColumns } from './use-hidden-columns.ts';

export interface RecordListProps<Row extends RowData> {
  /** Names the list for screen readers, exports and what is remembered: `campaigns`. */
  readonly name: string;
  readonly noun: readonly [one: string, many: string];
  readonly columns: readonly ListColumn<Row>[];
  readonly query: ListQuery<Row>;
  readonly rowId: (row: Row) => string;
  /** The address of a row. */
  readonly rowLink: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  /** A row on a narrow screen. */
  readonly card: (row: Row) => ReactNode;
  readonly empty: ReactNode;
  readonly filters?: readonly ListFilter[];
  /** What the text filter looks into; without it there is none. */
  readonly searches?: string;
  readonly bulk?: readonly BulkAction<Row>[];
  /** Draws the rows in place of the table, as a board does; columns, marks and sorting are the table's. */
  readonly draw?: ((rows: readonly Row[], given: { isCut: boolean }) => ReactNode) | undefined;
  /** How many pages are loaded where the address does not say. */
  readonly firstPages?: number;
}

/**
 * The list of every page (E1): filters, sort and length stand in the address, rows are drawn as they are scrolled to,
 * columns are chosen, rows are marked and worked on together, and what is shown is exported.
 */
export function RecordList<Row extends RowData>(props: RecordListProps<Row>): ReactNode {
  const { query, columns, rowId, bulk = [], filters = [], noun } = props;
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const setSearch = (change: Partial<ListSearch>): void => {
    const next = { ...search, ...change };
    const kept = Object.fromEntries(
      Object.entries(next).filter(([, value]) => value !== undefined && value !== ''),
    );
    void navigate({ to: '.', search: kept as never, replace: true });
  };
  const isNarrow = useMediaQuery('(max-width: 47.99em)') ?? false;
  const [hidden, setHidden] = useHiddenColumns(props.name, columns, { search, setSearch });
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const loaded = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  useLoadedPages(query, { search, first: props.firstPages ?? 1, count: loaded.length });
  const rows = useMemo(() => sortRows(loaded, columns, search.sort), [loaded, columns, search.sort]);
  const shownColumns = columns.filter((column) => !hidden.has(column.id));
  const isFiltered =
    (search.text ?? '') !== '' || filters.some((filter) => search[filter.name] !== undefined);
  const clear = (): void =>
    setSearch({
      text: undefined,
      pages: undefined,
      ...Object.fromEntries(filters.map(({ name }) => [name, undefined])),
    });
  const markedRows = rows.filter((row) => marked.has(rowId(row)));

  if (query.data === undefined && query.error !== null)
    return <LoadFailed error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data !== undefined && rows.length === 0 && !isFiltered) return props.empty;
  return (
    <Stack gap="sm">
      <ListToolbar
        {...{ search, setSearch, filters, columns, hidden, setHidden, rows, shownColumns }}
        name={props.name}
        searches={props.searches}
        isFiltered={isFiltered}
        onClear={clear}
        hasTable={props.draw === undefined}
      />
      {query.data !== undefined && query.error !== null ? (
        <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
      ) : undefined}
      {query.data === undefined ? (
        <Loading rows={8} />
      ) : rows.length === 0 ? (
        <NoMatch onClear={clear} />
      ) : props.draw !== undefined ? (
        props.draw(rows, { isCut: query.hasNextPage })
      ) : isNarrow ? (
        <Stack gap="xs" component="ul" m={0} p={0} className="plain-list">
          {rows.map((row) => (
            <Paper key={rowId(row)} withBorder p="sm" component="li">
              {props.card(row)}
            </Paper>
          ))}
        </Stack>
      ) : (
        <ListTable
          {...props}
          rows={rows}
          columns={shownColumns}
          sort={search.sort}
          onSort={(sort) => setSearch({ sort })}
          marked={marked}
          setMarked={setMarked}
          canMark={bulk.length > 0}
          isBusy={query.isFetching}
        />
      )}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status" aria-live="polite">
          {query.data === undefined
            ? ''
            : `${counted(rows.length, ...noun)}${query.hasNextPage ? ' loaded, and there are more' : ''}`}
          {rows.length >= MOST_ROWS && search.sort !== undefined
            ? `. Sorted are the newest ${counted(MOST_ROWS, ...noun)}.`
            : ''}
        </Text>
        {query.hasNextPage && search.sort === undefined ? (
          <Button
            variant="default"
            size="xs"
            loading={query.isFetchingNextPage}
            onClick={() => setSearch({ pages: (query.data?.pages.length ?? 1) + 1 })}
          >
            Load more
          </Button>
        ) : undefined}
      </Group>
      {markedRows.length === 0 ? undefined : (
        <BulkBar rows={markedRows} noun={noun} actions={bulk} onClear={() => setMarked(new Set())} />
      )}
    </Stack>
  );
}

/** Loads as many pages as the address says; for sorting, all of them up to the most. */
function useLoadedPages<Row>(
  query: ListQuery<Row>,
  { search, first, count }: { search: ListSearch; first: number; count: number },
): void {
  const { data, hasNextPage, isFetching, fetchNextPage, isFetchNextPageError } = query;
  const pages = data?.pages.length ?? 0;
  const wantsMore = search.sort === undefined ? pages < (search.pages ?? first) : count < MOST_ROWS;
  const fetchNext = useRef(fetchNextPage);
  fetchNext.current = fetchNextPage;
  useEffect(() => {
    if (pages > 0 && wantsMore && hasNextPage && !isFetching && !isFetchNextPageError)
      void fetchNext.current();
  }, [pages, wantsMore, hasNextPage, isFetching, isFetchNextPageError]);
}

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly ListColumn<Row>[],
  sort: string | undefined,
): readonly Row[] {
  const column = columns.find(({ id }) => id === sort?.replace(/^-/, ''));
  if (column === undefined || sort === undefined) return rows;
  const sign = sort.startsWith('-') ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [column.value(a), column.value(b)];
    // What is not known stands last either way.
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    if (typeof left === 'string' && typeof right === 'string') return sign * left.localeCompare(right, 'en');
    return sign * (Number(left) - Number(right));
  });
}
