import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines } from './line-diff.ts';

const lines = fc
  .array(fc.constantFrom('a', 'b', 'c', '', '-x', '+y', ' z'), { maxLength: 40 })
  .map((drawn) => drawn.join('\n'));

/** Applies a diff as `patch` does. */
function apply(before: string, diff: string): string {
  const source = before.split('\n');
  const result: string[] = [];
  let at = 0;
  for (const hunk of diff.split(/^(?=@@ )/m).filter((part) => part !== '')) {
    const [head = '', ...body] = hunk.replace(/\n$/, '').split('\n');
    const [, start = 0, length = 0] = (/-(\d+),(\d+)/.exec(head) ?? []).map(Number);
    const first = length === 0 ? start : start - 1;
    result.push(...source.slice(at, first));
    at = first;
    for (const line of body) {
      if (line.startsWith('+')) result.push(line.slice(1));
      else {
        expect(source[at]).toBe(line.slice(1));
        if (line.startsWith(' ')) result.push(line.slice(1));
        at++;
      }
    }
  }
  return [...result, ...source.slice(at)].join('\n');
}

describe('a line diff', () => {
  it('GWY-4 turns one text into the other, and is empty for equal texts', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = diffLines(before, after);
        expect(apply(before, diff)).toBe(after);
        expect(diff === '').toBe(before === after);
      }),
      { seed: 20_261_125, numRuns: 500 },
    );
  });

  it('GWY-4 shows a changed line with three lines around it', () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
    const after = before.with(9, 'another line');
    expect(diffLines(before.join('\n'), after.join('\n'))).toBe(
      [
        '@@ -7,7 +7,7 @@',
        ' line 7',
        ' line 8',
        ' line 9',
        '-line 10',
        '+another line',
        ' line 11',
        ' line 12',
        ' line 13',
      ].join('\n'),
    );
  });

  it('GWY-4 of two large texts without a common line is given at once', () => {
    const text = (word: string): string =>
      Array.from({ length: 25_000 }, (_, index) => `${word}${index}`).join('\n');
    const start = performance.now();
    expect(diffLines(text('a'), text('b')).split('\n')).toHaveLength(50_001);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
