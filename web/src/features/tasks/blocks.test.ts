import { describe, expect, it } from 'vitest';
import { blocksOf, factsInOrder, frameOf, isFigures, textAt } from './blocks.ts';

const PAGE = [
  { kind: 'text', text: 'One', facts: ['b'] },
  {
    kind: 'list',
    items: [
      { text: 'Two', facts: ['a', 'b'] },
      { text: 'Three', isAssumed: true },
    ],
  },
  { kind: 'quadrants', fields: [{ title: 'Strengths', items: [{ text: 'Four', facts: ['c'] }] }] },
  { kind: 'tree', root: { name: 'Goal', children: [{ name: 'Driver', detail: 'd', children: [] }] } },
];

describe('the page of a work product', () => {
  it('EXP-1 keeps every block in its place; one that it does not know is shown as it came', () => {
    const strange = { kind: 'hologram', depth: 3 };
    const broken = { kind: 'table', columns: 'none' };
    expect(blocksOf([...PAGE, strange, broken])).toEqual([
      ...PAGE,
      { kind: 'unknown', value: strange },
      { kind: 'unknown', value: broken },
    ]);
  });

  it('EXP-1 numbers facts as one reads them, each once', () => {
    expect(factsInOrder(blocksOf(PAGE))).toEqual(['b', 'a', 'c']);
  });

  it('EXP-1 finds the text that a model worded by its path', () => {
    const content = { moves: [{ text: 'Go' }] };
    expect(textAt(content, 'moves.0.text')).toBe('Go');
    expect([textAt(content, 'moves.1.text'), textAt(content, 'moves'), textAt(null, 'x')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('EXP-1 a product of another form has no frame', () => {
    expect(frameOf({ summary: 'x' })).toBeUndefined();
  });

  it.each([
    [['1', '2.5', ''], true],
    [['12 %', '3,000'], true],
    [['1.0', 'none'], false],
    [['2026-12-04'], false],
    [[], false],
  ])('figures stand to the right: %j is %j', (cells, are) => {
    expect(isFigures(cells)).toBe(are);
  });
});
