import { Checkbox, Paper, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { columnVisibilityFeature, type RowData, tableFeatures, useTable } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { hasDialog, isTyping } from '../../lib/is-typing.ts';
import type { ListColumn } from './list-model.ts';
import { PathLink } from '../path-link.tsx';

const features = tableFeatures({ columnVisibilityFeature });
const ROW_HEIGHT = 44;

interface TableProps<Row extends RowData> {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly ListColumn<Row>[];
  readonly rowId: (row: Row) => string;
  readonly rowLink: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly marked: ReadonlySet<string>;
  readonly setMarked: (marked: ReadonlySet<string>) => void;
  readonly canMark: boolean;
  readonly isBusy: boolean;
}

/** The table of a list on a wide screen. Only the rows in view are drawn. */
export function ListTable<Row extends RowData>(props: TableProps<Row>): ReactNode {
  const { rows, columns, rowId, marked, setMarked, canMark } = props;
  const place = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const definitions = useMemo(
    () => columns.map((column) => ({ id: column.id, header: column.header, accessorFn: column.value })),
    [columns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({ features, columns: definitions, data, getRowId: (row: Row) => rowId(row) });
  const model = table.getRowModel().rows;
  const virtual = useWindowVirtualizer({
    count: model.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: place.current?.offsetTop ?? 0,
    getItemKey: (index) => model[index]?.id ?? index,
  });
  const drawn = virtual.getVirtualItems();
  const before = (drawn[0]?.start ?? 0) - virtual.options.scrollMargin;
  const after = virtual.getTotalSize() - ((drawn.at(-1)?.end ?? 0) - virtual.options.scrollMargin);
  const toggle = (id: string): void => {
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    setMarked(next);
  };
  useListKeys({ ...props, active, setActive, toggle, reach: (index) => virtual.scrollToIndex(index) });
  const areAllMarked = rows.length > 0 && rows.every((row) => marked.has(rowId(row)));
  return (
    <Paper withBorder className="list-frame" ref={place} aria-busy={props.isBusy}>
      {props.isBusy ? <div className="busy-bar" /> : undefined}
      <Table highlightOnHover aria-label={props.name} aria-rowcount={rows.length + 1}>
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            {canMark ? (
              <Table.Th w={36}>
                <Checkbox
                  size="xs"
                  aria-label="Mark all rows"
                  checked={areAllMarked}
                  indeterminate={marked.size > 0 && !areAllMarked}
                  onChange={() => setMarked(areAllMarked ? new Set() : new Set(rows.map(rowId)))}
                />
              </Table.Th>
            ) : undefined}
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {before > 0 ? <tr aria-hidden="true" style={{ height: before }} /> : undefined}
          {drawn.map((item) => {
            const row = model[item.index];
            if (row === undefined) return undefined;
            const isMarked = marked.has(row.id);
            return (
              <Table.Tr
                key={row.id}
                ref={virtual.measureElement}
                data-index={item.index}
                data-active={item.index === active || undefined}
                aria-rowindex={item.index + 2}
                aria-selected={canMark ? isMarked : undefined}
                className="list-row"
                onFocus={() => setActive(item.index)}
              >
                {canMark ? (
                  <Table.Td>
                    <Checkbox
                      size="xs"
                      aria-label={`Mark ${props.rowName(row.original)}`}
                      checked={isMarked}
                      onChange={() => toggle(row.id)}
                    />
                  </Table.Td>
                ) : undefined}
                {columns.map((column, index) => (
                  <Table.Td
                    key={column.id}
                    ta={column.isNumber === true ? 'right' : undefined}
                    data-number={column.isNumber || undefined}
                  >
                    {index === 0 ? (
                      <PathLink
                        to={props.rowLink(row.original)}
                        className="row-link"
                        data-row-link={item.index}
                      >
                        {column.cell?.(row.original) ?? plain(column.value(row.original))}
                      </PathLink>
                    ) : (
                      (column.cell?.(row.original) ?? plain(column.value(row.original)))
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            );
          })}
          {after > 0 ? <tr aria-hidden="true" style={{ height: after }} /> : undefined}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function plain(value: string | number | Date | null): ReactNode {
  if (value === null) return '–';
  return value instanceof Date ? value.toISOString() : value;
}

interface HeadProps<Row> {
  readonly column: ListColumn<Row>;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
}

/** A heading that sorts: up, down, and back to the newest first. */
function HeadCell<Row>({ column, sort, onSort }: HeadProps<Row>): ReactNode {
  const isUp = sort === column.id;
  const isDown = sort === `-${column.id}`;
  const next = isUp ? `-${column.id}` : isDown ? undefined : column.id;
  const Arrow = isDown ? IconArrowDown : IconArrowUp;
  return (
    <Table.Th
      w={column.width}
      ta={column.isNumber === true ? 'right' : undefined}
      aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}
    >
      <UnstyledButton className="sort-button" onClick={() => onSort(next)}>
        {column.header}
        {isUp || isDown ? <Arrow size={13} aria-hidden="true" /> : undefined}
      </UnstyledButton>
    </Table.Th>
  );
}

interface KeysProps<Row extends RowData> extends TableProps<Row> {
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly toggle: (id: string) => void;
  readonly reach: (index: number) => void;
}

/** j and k go from row to row, x marks, Enter opens. */
function useListKeys<Row extends RowData>(props: KeysProps<Row>): void {
  const navigate = useNavigate();
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const act = (event: KeyboardEvent): void => {
      const { rows, active, setActive, toggle, reach, rowId, rowLink, canMark } = latest.current;
      if (isTyping(event) || hasDialog() || rows.length === 0) return;
      const row = rows[active];
      if (event.key === 'j' || event.key === 'k') {
        const isOnRow = document.activeElement?.closest('.list-row') !== null;
        const step = event.key === 'j' ? 1 : -1;
        const next = isOnRow ? Math.min(rows.length - 1, Math.max(0, active + step)) : active;
        setActive(next);
        reach(next);
        requestAnimationFrame(() =>
          document.querySelector<HTMLElement>(`[data-row-link="${next}"]`)?.focus(),
        );
      } else if (event.key === 'x' && canMark && row !== undefined) toggle(rowId(row));
      else if (event.key === 'Enter' && row !== undefined && document.activeElement === document.body)
        void navigate({ to: rowLink(row) });
    };
    document.addEventListener('keydown', act);
    return () => document.removeEventListener('keydown', act);
  }, [navigate]);
}
