import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { ListValue } from './list-model.ts';

/** Excel calls a file damaged that has a longer text in a cell. */
const MOST_TEXT = 32_767;
const MOST_WIDTH = 60;

/**
 * Rows as an XLSX file of one sheet, with the headings bold and in place while the rest scrolls. Numbers and dates are
 * such in the file, dates in UTC; a text stays a text whatever it begins with.
 */
export async function toSheet(
  name: string,
  heads: readonly string[],
  rows: readonly (readonly ListValue[])[],
): Promise<Uint8Array<ArrayBuffer>> {
  const hasDates = heads.map((_, column) => rows.some((row) => row[column] instanceof Date));
  const titles = heads.map((head, column) => (hasDates[column] === true ? `${head} (UTC)` : head));
  const font = { name: 'Calibri', size: 11, bold: true };
  const sheet: WriteSheet = {
    // What Excel refuses in the name of a sheet.
    name: name.replaceAll(/[[\]/\\:*?]/g, ' ').slice(0, 31),
    rows: [titles, ...rows.map((row) => row.map(cellOf))],
    columns: titles.map((title, column) => ({
      width: hasDates[column] === true ? 20 : widthOf([title, ...rows.map((row) => row[column] ?? null)]),
      ...(hasDates[column] === true ? { numFmt: 'yyyy-mm-dd hh:mm:ss' } : {}),
    })),
    cells: new Map(titles.map((value, column) => [`0,${column}`, { value, style: { font } }])),
    freezePane: { rows: 1 },
  };
  return (await writeXlsx({ sheets: [sheet] })) as Uint8Array<ArrayBuffer>;
}

function cellOf(value: ListValue): CellValue {
  return typeof value === 'string' ? value.slice(0, MOST_TEXT) : value;
}

/** Characters that a column needs for its longest value, within what is still read with ease. */
function widthOf(values: readonly ListValue[]): number {
  const longest = values.reduce<number>((most, value) => Math.max(most, String(value ?? '').length), 0);
  return Math.min(longest, MOST_WIDTH) + 2;
}
