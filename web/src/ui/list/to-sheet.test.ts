import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ListValue } from './list-model.ts';
import { toSheet } from './to-sheet.ts';

const HEADS = ['Campaign', 'Cost', 'Created'];
const ROWS: ListValue[][] = [
  ['=1+1', 12.5, new Date('2026-11-26T10:20:30.000Z')],
  ['@sum & "co" <b>', -3, null],
  ['+49 170', null, new Date('1999-12-31T23:59:59.000Z')],
  ['  blank  ', 0, null],
  ['🙂 Größe\n二', 1e9, null],
];

/** The parts of a file, unpacked by a reader that did not write it. */
async function partsOf(name: string, heads: string[], rows: ListValue[][]): Promise<Record<string, string>> {
  const files = unzipSync(await toSheet(name, heads, rows));
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

function cellsOf(parts: Record<string, string>): Map<string, { type: string; style: string; value: string }> {
  const texts = [...(parts['xl/sharedStrings.xml'] ?? '').matchAll(/<si><t[^>]*>([^<]*)<\/t><\/si>/g)].map(
    ([, text = '']) => text,
  );
  const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
  const found = [...sheet.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/g)];
  return new Map(
    found.map(([, attributes = '', inner = '']) => {
      const of = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
      const value = /<v>([^<]*)<\/v>/.exec(inner)?.[1] ?? '';
      const type = of('t');
      return [of('r'), { type, style: of('s'), value: type === 's' ? (texts[Number(value)] ?? '') : value }];
    }),
  );
}

describe('a list as a spreadsheet', () => {
  it('E1 has texts as texts whatever they begin with, numbers as numbers and dates as dates in UTC', async () => {
    const parts = await partsOf('campaigns', HEADS, ROWS);
    const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
    expect(sheet).not.toContain('<f>');
    const cells = cellsOf(parts);
    expect(cells.get('A2')).toMatchObject({ type: 's', value: '=1+1' });
    expect(cells.get('A3')).toMatchObject({ type: 's', value: '@sum &amp; "co" &lt;b&gt;' });
    expect(cells.get('A4')).toMatchObject({ type: 's', value: '+49 170' });
    expect(cells.get('A5')).toMatchObject({ type: 's', value: '  blank  ' });
    expect(cells.get('A6')).toMatchObject({ type: 's', value: '🙂 Größe\n二' });
    expect([2, 3, 5, 6].map((row) => cells.get(`B${row}`)?.value)).toEqual(['12.5', '-3', '0', '1000000000']);
    expect(cells.get('B2')?.type).toBe('');
    // Days since 30 December 1899, as spreadsheets count.
    const days = (at: string): number => (Date.parse(at) - Date.UTC(1899, 11, 30)) / 86_400_000;
    expect(Number(cells.get('C2')?.value)).toBeCloseTo(days('2026-11-26T10:20:30Z'), 5);
    expect(Number(cells.get('C4')?.value)).toBeCloseTo(days('1999-12-31T23:59:59Z'), 5);
    const styles = parts['xl/styles.xml'] ?? '';
    const formats = [...styles.matchAll(/<xf numFmtId="(\d+)"[^>]*xfId[^>]*>/g)].map(([, id]) => id);
    const format = formats[Number(cells.get('C2')?.style)] ?? '';
    expect(styles).toContain(`numFmtId="${format}" formatCode="yyyy-mm-dd hh:mm:ss"`);
  });

  it('E1 has its name on the sheet, and headings that are bold and stay in sight', async () => {
    const parts = await partsOf('campaigns', HEADS, ROWS);
    expect(parts['xl/workbook.xml']).toContain('<sheet name="campaigns"');
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(/<pane ySplit="1" topLeftCell="A2" state="frozen"/);
    const cells = cellsOf(parts);
    expect(['A1', 'B1', 'C1'].map((at) => cells.get(at)?.value)).toEqual([
      'Campaign',
      'Cost',
      'Created (UTC)',
    ]);
    const styles = parts['xl/styles.xml'] ?? '';
    const fonts = [...styles.matchAll(/<font>.*?<\/font>/g)].map(([font]) => font);
    const frames = [...styles.matchAll(/<xf [^>]*fontId="(\d+)"[^>]*xfId[^>]*>/g)].map(([, id]) =>
      Number(id),
    );
    for (const at of ['A1', 'B1', 'C1'])
      expect(fonts[frames[Number(cells.get(at)?.style)] ?? 0]).toContain('<b/>');
    expect(fonts[frames[Number(cells.get('A2')?.style)] ?? 0]).not.toContain('<b/>');
  });

  it('E1 bears what spreadsheets do not: long texts, signs in names, no rows, and 10,000 of them', async () => {
    const long = await partsOf('a/b [c]:*?'.repeat(6), ['Text'], [['x'.repeat(40_000)]]);
    expect(cellsOf(long).get('A2')?.value).toHaveLength(32_767);
    expect(/<sheet name="([^"]*)"/.exec(long['xl/workbook.xml'] ?? '')?.[1]).toMatch(/^[^[\]/\\:*?]{1,31}$/);
    expect(cellsOf(await partsOf('empty', HEADS, [])).size).toBe(3);
    const many = Array.from({ length: 10_000 }, (_, n) => [`row ${n}`, n, new Date(n * 1e9)]);
    expect(cellsOf(await partsOf('many', HEADS, many)).get('B10001')?.value).toBe('9999');
  });
});
