import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Popover,
  Select,
  Stack,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconColumns3, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { hasDialog, isTyping } from '../../lib/is-typing.ts';
import { ExportMenu } from './export-menu.tsx';
import type { ListColumn, ListFilter, ListSearch } from './list-model.ts';
import { ViewsMenu } from './views-menu.tsx';

interface ToolbarProps<Row> {
  readonly name: string;
  readonly searches: string | undefined;
  readonly search: ListSearch;
  readonly setSearch: (change: Partial<ListSearch>) => void;
  readonly filters: readonly ListFilter[];
  readonly columns: readonly ListColumn<Row>[];
  readonly shownColumns: readonly ListColumn<Row>[];
  readonly rows: readonly Row[];
  readonly hidden: ReadonlySet<string>;
  readonly setHidden: (hidden: ReadonlySet<string>) => void;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  /** Whether the rows stand in a table, whose columns are chosen. */
  readonly hasTable: boolean;
}

/** Filters, saved views, columns and export of a list. */
export function ListToolbar<Row>(props: ToolbarProps<Row>): ReactNode {
  const { search, setSearch, filters, searches } = props;
  return (
    <Group justify="space-between" gap="xs" wrap="wrap">
      <Group gap="xs" flex="1 1 auto">
        {searches === undefined ? undefined : (
          <TextFilter
            label={searches}
            value={search.text ?? ''}
            onChange={(text) => setSearch({ text: text === '' ? undefined : text, pages: undefined })}
          />
        )}
        {filters.map((filter) => (
          <Select
            key={filter.name}
            aria-label={filter.label}
            placeholder={filter.label}
            data={filter.options as { value: string; label: string }[]}
            value={typeof search[filter.name] === 'string' ? (search[filter.name] as string) : null}
            onChange={(value) => setSearch({ [filter.name]: value ?? undefined, pages: undefined })}
            clearable
            clearButtonProps={{ 'aria-label': `Clear ${filter.label}` }}
            w={170}
            size="sm"
          />
        ))}
        {props.isFiltered ? (
          <Button variant="subtle" size="compact-sm" onClick={props.onClear}>
            Clear
          </Button>
        ) : undefined}
      </Group>
      <Group gap={4}>
        <ViewsMenu
          list={props.name}
          search={search}
          columns={props.columns}
          shownColumns={props.shownColumns}
        />
        {props.hasTable ? <ColumnChooser {...props} /> : undefined}
        <ExportMenu name={props.name} rows={props.rows} columns={props.shownColumns} />
      </Group>
    </Group>
  );
}

function TextFilter({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
}): ReactNode {
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => latest.current(typed), 200);
    return () => clearTimeout(timer);
  }, [typed, value]);
  useEffect(() => {
    const act = (event: KeyboardEvent): void => {
      if (event.key !== '/' || isTyping(event) || hasDialog()) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', act);
    return () => document.removeEventListener('keydown', act);
  }, []);
  return (
    <TextInput
      ref={field}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={15} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      w={{ base: '100%', xs: 240 }}
      size="sm"
    />
  );
}

function ColumnChooser<Row>(props: ToolbarProps<Row>): ReactNode {
  const { columns, shownColumns, hidden, setHidden } = props;
  const toggle = (id: string): void => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  };
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Tooltip label="Columns">
          <ActionIcon variant="default" size={34} aria-label="Choose columns" visibleFrom="sm">
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={8} role="group" aria-label="Columns">
          {columns.map((column) => (
            <Checkbox
              key={column.id}
              label={column.header}
              checked={!hidden.has(column.id)}
              // A table without columns could not be left again by its rows.
              disabled={shownColumns.length === 1 && shownColumns[0] === column}
              onChange={() => toggle(column.id)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
