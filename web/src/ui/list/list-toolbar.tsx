import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Menu,
  Popover,
  Select,
  Stack,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconColumns3, IconDownload, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { hasDialog, isTyping } from '../../lib/is-typing.ts';
import { saveFile, toCsv } from '../../lib/save-file.ts';
import type { ListColumn, ListFilter, ListSearch } from './list-model.ts';

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
}

/** Filters, columns and export of a list. */
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
        <ColumnChooser {...props} />
        <ExportMenu {...props} />
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

function ColumnChooser<Row>({ columns, hidden, setHidden }: ToolbarProps<Row>): ReactNode {
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
              onChange={() => toggle(column.id)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function ExportMenu<Row>({ name, rows, shownColumns }: ToolbarProps<Row>): ReactNode {
  const asCsv = (): void => {
    const lines = rows.map((row) => shownColumns.map((column) => column.value(row)));
    const heads = shownColumns.map((column) => column.header);
    saveFile(`${name}.csv`, toCsv(heads, lines), 'text/csv');
  };
  const asJson = (): void => {
    const lines = rows.map((row) =>
      Object.fromEntries(shownColumns.map((column) => [column.id, column.value(row)])),
    );
    saveFile(`${name}.json`, `${JSON.stringify(lines, null, 2)}\n`, 'application/json');
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label="Export what is shown">
          <ActionIcon variant="default" size={34} aria-label="Export what is shown">
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={asCsv}>CSV</Menu.Item>
        <Menu.Item onClick={asJson}>JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
