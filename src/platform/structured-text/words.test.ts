import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutExcerpt, positionAt } from './excerpt.ts';
import { detectKeyStyle, editDistance, foldKey, nearestName, styleKey } from '#kernel/fold-key';
import { renderProblem } from './render-problem.ts';
import { isSlug, slugify } from './slug.ts';
import { indexText } from './source-text.ts';

describe('keys in every casing', () => {
  it('BRF-2: one key in five spellings folds to one', () => {
    const spellings = [
      'target_variants',
      'targetVariants',
      'target-variants',
      'Target Variants',
      'TARGET_VARIANTS',
    ];
    expect(new Set(spellings.map(foldKey)).size).toBe(1);
  });

  it('BRF-2: a name written in a casing is seen as that casing', () => {
    for (const style of ['snake', 'camel', 'kebab'] as const) {
      expect(detectKeyStyle([styleKey('targetVariants', style), 'name'])).toBe(style);
    }
    expect(styleKey('aspectRatios', 'kebab')).toBe('aspect-ratios');
  });

  it('BRF-2: distance is symmetric, zero for equals, and one per edit', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(editDistance(`${a}x`, a)).toBe(1);
      }),
    );
    expect(editDistance('ratois', 'ratios')).toBe(1);
  });

  it('BRF-2: only a near name is suggested', () => {
    const known = ['message', 'locales', 'channels'];
    expect(nearestName('mesage', known)).toBe('message');
    expect(nearestName('Chanels', known)).toBe('channels');
    expect(nearestName('colour', known)).toBeUndefined();
    expect(nearestName('x'.repeat(100_000), known)).toBeUndefined();
  });
});

describe('slugs', () => {
  it('BRF-2: every slug made is a slug, and stays what it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => {
        const slug = slugify(text);
        expect(slug === '' || isSlug(slug)).toBe(true);
        expect(slugify(slug)).toBe(slug);
      }),
    );
    expect(slugify('Café Ærø – „Größe“')).toBe('cafe-aero-grosse');
  });
});

describe('excerpts', () => {
  it('BRF-5: carets stand under the place behind tabs, wide and combining letters', () => {
    expect(cutExcerpt('\tname: x', 7, 1)).toEqual({ text: '    name: x', caret: '          ^' });
    expect(cutExcerpt('名前: x', 4, 1)).toEqual({ text: '名前: x', caret: '      ^' });
    expect(cutExcerpt('e\u0301: x', 4, 1)).toEqual({ text: 'e\u0301: x', caret: '   ^' });
    expect(cutExcerpt('🎁: x', 4, 1)).toEqual({ text: '🎁: x', caret: '    ^' });
  });

  it('BRF-5: escape sequences and direction marks of a file never reach the terminal', () => {
    const { text } = cutExcerpt('a: \u001B[2J\u202Eevil\u0007', 0, 1);
    expect(text).toBe('a: ·[2J·evil·');
  });

  it('BRF-5: any line and place give one caret line no longer than the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.nat(320),
        fc.nat(50),
        (line, from, length) => {
          const { text, caret } = cutExcerpt(line, from, length);
          expect(caret).toMatch(/^ *\^+$/);
          expect(text).not.toContain('\n');
          expect(caret.length).toBeLessThanOrEqual(98);
        },
      ),
    );
  });

  it('BRF-5: line and column are those of the offset', () => {
    const source = indexText('a\r\nbc\n\nd');
    expect([0, 3, 4, 6, 7].map((offset) => positionAt(source, offset))).toEqual([
      { line: 1, column: 1 },
      { line: 2, column: 1 },
      { line: 2, column: 2 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
    ]);
  });

  it('BRF-5: colours are there only when asked for', () => {
    const problem = { severity: 'error', rule: 'r', message: 'm', hint: 'h', line: 1, column: 1 } as const;
    expect(renderProblem(problem, { fileName: 'f' })).toBe('f:1:1: error: m\n  hint: h');
    expect(renderProblem(problem, { fileName: 'f', colour: true })).toContain('\u001B[31merror\u001B[0m');
  });
});
