import { describe, expect, it } from 'vitest';
import { toCsv } from './save-file.ts';

describe('rows as CSV', () => {
  it.each(['=1+1', '+49 170', '-x', '@sum', '\t=1', '\r=1', '\n=1', '  =1', '\u00A0=1', '＝1', '＠sum'])(
    'E1 SEC-1 a text is no formula: %j',
    (text) => {
      const [, cell = ''] = /^A\r\n([^]*)\r\n$/.exec(toCsv(['A'], [[text]])) ?? [];
      expect(cell.replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('E1 SEC-1 a heading is none either', () => {
    expect(toCsv(['=A'], [])).toBe("'=A\r\n");
  });

  it('E1 numbers, dates and what is missing stay what they are', () => {
    const at = new Date('2026-11-26T10:20:30.000Z');
    expect(toCsv(['A', 'B', 'C', 'D'], [[-3, at, null, 'a "b", c']])).toBe(
      'A,B,C,D\r\n-3,2026-11-26T10:20:30.000Z,,"a ""b"", c"\r\n',
    );
  });
});
