import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { attempt } from '../../lib/attempt.ts';
import { saveFile, toCsv } from '../../lib/save-file.ts';
import type { ListColumn } from './list-model.ts';

const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface ExportProps<Row> {
  readonly name: string;
  readonly rows: readonly Row[];
  /** The columns that are shown. */
  readonly columns: readonly ListColumn<Row>[];
}

/** The rows and columns that are shown, as a file. */
export function ExportMenu<Row>({ name, rows, columns: shown }: ExportProps<Row>): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const columns = shown.map((column) => column.exported ?? column);
  const heads = columns.map((column) => column.header);
  const values = () => rows.map((row) => columns.map((column) => column.value(row)));
  const asSheet = (): Promise<unknown> =>
    attempt(
      async () => {
        const { toSheet } = await import('./to-sheet.ts');
        saveFile(`${name}.xlsx`, await toSheet(name, heads, values()), SHEET_TYPE);
      },
      { failed: 'The file was not made' },
    );
  const asJson = (): void => {
    const records = rows.map((row) =>
      Object.fromEntries(columns.map((column) => [column.id, column.value(row)])),
    );
    saveFile(`${name}.json`, `${JSON.stringify(records, null, 2)}\n`, 'application/json');
  };
  return (
    <Menu position="bottom-end" opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <Tooltip label="Export what is shown" disabled={isOpen}>
          <ActionIcon variant="default" size={34} aria-label="Export what is shown">
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void asSheet()}>Excel (XLSX)</Menu.Item>
        <Menu.Item onClick={() => saveFile(`${name}.csv`, toCsv(heads, values()), 'text/csv')}>CSV</Menu.Item>
        <Menu.Item onClick={asJson}>JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
